/** A graph for minimum cuts: nodes 0…n-1, undirected edges with whole-number capacities under 2³⁰. */
export class FlowGraph {
  private readonly head: Int32Array
  private next = new Int32Array(1024)
  private to = new Int32Array(1024)
  private room = new Int32Array(1024)
  private arcCount = 0
  private readonly queue: Int32Array

  constructor(readonly nodeCount: number) {
    this.head = new Int32Array(nodeCount).fill(-1)
    this.queue = new Int32Array(nodeCount)
  }

  /** An edge that carries up to `capacity` each way. */
  join(a: number, b: number, capacity: number): void {
    this.arc(a, b, capacity)
    this.arc(b, a, capacity)
  }

  private arc(a: number, b: number, capacity: number): void {
    const n = this.arcCount++
    if (n === this.to.length) this.grow()
    this.to[n] = b
    this.room[n] = capacity
    this.next[n] = this.head[a] as number
    this.head[a] = n
  }

  private grow(): void {
    const twice = (old: Int32Array) => {
      const grown = new Int32Array(2 * old.length)
      grown.set(old)
      return grown
    }
    this.to = twice(this.to)
    this.room = twice(this.room)
    this.next = twice(this.next)
  }

  /**
   * Dinic's maximum flow (Dinic 1970). @returns the flow and, per node, whether it is on the source's side of the
   * minimum cut that lies nearest to the source.
   */
  cut(source: number, sink: number): { flow: number; sourceSide: Uint8Array } {
    const level = new Int32Array(this.nodeCount)
    const cursor = new Int32Array(this.nodeCount)
    let flow = 0
    while (this.levels(source, sink, level)) {
      cursor.set(this.head)
      for (let pushed = this.push(source, sink, level, cursor); pushed > 0; )
        [flow, pushed] = [flow + pushed, this.push(source, sink, level, cursor)]
    }
    const sourceSide = new Uint8Array(this.nodeCount)
    for (let n = 0; n < this.nodeCount; n++) sourceSide[n] = (level[n] as number) >= 0 ? 1 : 0
    return { flow, sourceSide }
  }

  private levels(source: number, sink: number, level: Int32Array): boolean {
    level.fill(-1)
    level[source] = 0
    const { queue } = this
    queue[0] = source
    let count = 1
    for (let q = 0; q < count; q++) {
      const n = queue[q] as number
      for (let e = this.head[n] as number; e >= 0; e = this.next[e] as number) {
        const m = this.to[e] as number
        if ((this.room[e] as number) <= 0 || (level[m] as number) >= 0) continue
        level[m] = (level[n] as number) + 1
        queue[count++] = m
      }
    }
    return (level[sink] as number) >= 0
  }

  /** One augmenting path down the levels, without recursion; dead ends are left behind by the cursor. */
  private push(source: number, sink: number, level: Int32Array, cursor: Int32Array): number {
    const path: number[] = []
    let n = source
    while (n !== sink) {
      const e = cursor[n] as number
      if (e < 0) {
        const back = path.pop()
        if (back === undefined) return 0
        n = this.to[back ^ 1] as number
        cursor[n] = this.next[cursor[n] as number] as number
        continue
      }
      const m = this.to[e] as number
      if ((this.room[e] as number) > 0 && level[m] === (level[n] as number) + 1) {
        path.push(e)
        n = m
      } else cursor[n] = this.next[e] as number
    }
    let least = Number.POSITIVE_INFINITY
    for (const e of path) least = Math.min(least, this.room[e] as number)
    for (const e of path) {
      this.room[e] = (this.room[e] as number) - least
      this.room[e ^ 1] = (this.room[e ^ 1] as number) + least
    }
    return least
  }
}
