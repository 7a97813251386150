/** First in, first out within a level; the lowest level first. Each item (0 … count - 1) can wait once. */
export class BucketQueue {
  private readonly next: Int32Array
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private lowest: number

  constructor(count: number, levels: number) {
    this.next = new Int32Array(count).fill(-1)
    this.heads = new Int32Array(levels).fill(-1)
    this.tails = new Int32Array(levels).fill(-1)
    this.lowest = levels
  }

  push(item: number, level: number): void {
    const tail = this.tails[level] as number
    if (tail < 0) this.heads[level] = item
    else this.next[tail] = item
    this.tails[level] = item
    if (level < this.lowest) this.lowest = level
  }

  /** The level that the next item comes from; the number of levels when nothing waits. */
  level(): number {
    while (this.lowest < this.heads.length && (this.heads[this.lowest] as number) < 0) this.lowest++
    return Math.min(this.lowest, this.heads.length)
  }

  /** The next item, or -1. */
  pop(): number {
    const level = this.level()
    if (level === this.heads.length) return -1
    const item = this.heads[level] as number
    const after = this.next[item] as number
    this.heads[level] = after
    if (after < 0) this.tails[level] = -1
    this.next[item] = -1
    return item
  }
}
