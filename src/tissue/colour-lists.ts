/** The nodes of each colour, in one list with room at the end of every colour's part. */
export class ColourLists {
  nodes = new Uint32Array(0)
  readonly first: number[] = []
  readonly count: number[] = []
  private readonly room: number[] = []

  /** Lays the lists out anew. */
  build(lists: readonly (readonly number[])[]): void {
    let end = 0
    lists.forEach((list, colour) => {
      this.first[colour] = end
      this.count[colour] = list.length
      this.room[colour] = list.length && Math.ceil(1.25 * list.length) + 64
      end += this.room[colour]!
    })
    this.nodes = new Uint32Array(end)
    lists.forEach((list, colour) => {
      this.nodes.set(list, this.first[colour]!)
    })
  }

  /** Adds a node; its place, or -1 where its colour's part is full. */
  add(colour: number, node: number): number {
    if (this.count[colour] === this.room[colour]) return -1
    const place = this.first[colour]! + this.count[colour]!++
    this.nodes[place] = node
    return place
  }
}
