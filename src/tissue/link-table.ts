/**
 * Lattice links by their lower and higher node, in flat arrays with open addressing: a `Map` takes several times as long.
 * Working memory that is lent to one search at a time.
 */
export class LinkTable {
  /** Links looked at, in the order in which they were first met. */
  count = 0
  low = new Int32Array(1024)
  high = new Int32Array(1024)
  /** 1: the blade crosses it, where no cut had severed it before; 2: where one had. */
  state = new Uint8Array(1024)
  /** Where the blade crosses it, from the lower node. */
  place = new Float64Array(1024)
  /** The triangle that each was last tried against. */
  tried = new Int32Array(1024)
  /** Links crossed, in the order in which they were found. */
  readonly crossed: number[] = []
  /** Index of a link in each bucket, less `base`: what an earlier search left lies below it. */
  private buckets = new Int32Array(4096)
  private base = 1

  /** Forgets all links. */
  begin(): void {
    this.base += this.count
    this.count = 0
    this.crossed.length = 0
    if (this.base > 1e9) {
      this.buckets.fill(0)
      this.base = 1
    }
  }

  /** Index of a link, taken up when it is new. */
  of(low: number, high: number): number {
    const { buckets, base } = this
    const mask = buckets.length - 1
    let at = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 7
    for (at &= mask; buckets[at]! >= base; at = (at + 1) & mask) {
      const n = buckets[at]! - base
      if (this.low[n] === low && this.high[n] === high) return n
    }
    return this.add(at, low, high)
  }

  cross(link: number, place: number): void {
    this.place[link] = place
    this.state[link] = 1
    this.crossed.push(link)
  }

  private add(bucket: number, low: number, high: number): number {
    const n = this.count++
    this.buckets[bucket] = this.base + n
    this.low[n] = low
    this.high[n] = high
    this.state[n] = 0
    this.tried[n] = -1
    if (this.count === this.low.length) this.grow()
    return n
  }

  private grow(): void {
    const length = 2 * this.count
    const [low, high, tried] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)]
    const [place, state] = [new Float64Array(length), new Uint8Array(length)]
    low.set(this.low)
    high.set(this.high)
    tried.set(this.tried)
    place.set(this.place)
    state.set(this.state)
    Object.assign(this, { low, high, tried, place, state, buckets: new Int32Array(4 * length) })
    const mask = this.buckets.length - 1
    for (let n = 0; n < this.count; n++) {
      let at = (Math.imul(low[n]!, 0x9e3779b1) ^ Math.imul(high[n]!, 0x85ebca6b)) >>> 7
      for (at &= mask; this.buckets[at]! >= this.base; ) at = (at + 1) & mask
      this.buckets[at] = this.base + n
    }
  }
}
