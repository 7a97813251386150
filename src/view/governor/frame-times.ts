/** Frames kept: two seconds of a headset. */
export const keptFrames = 144

/** The newest frames: how long each came after the one before, and how long the page worked on it; milliseconds. */
export class FrameTimes {
  readonly interval = new Float32Array(keptFrames)
  readonly work = new Float32Array(keptFrames)
  private count = 0
  private last = Number.NaN
  private begun = 0

  /** Where the next frame goes; the oldest is there. */
  get next(): number {
    return this.count % keptFrames
  }

  /** @param now milliseconds; @returns seconds since the frame before, NaN of the first */
  begin(now: number): number {
    const since = now - this.last
    this.last = now
    this.begun = now
    this.interval[this.next] = Number.isNaN(since) ? 0 : since
    return since / 1e3
  }

  end(now: number): void {
    this.work[this.next] = now - this.begun
    this.count++
  }

  /** Mean work and the share of frames in time, of those kept. @param due milliseconds */
  summary(due: number): { readonly work: number; readonly rate: number; readonly late: number } {
    const n = Math.min(this.count, keptFrames)
    let [work, interval, late] = [0, 0, 0]
    for (let k = 0; k < n; k++) {
      work += this.work[k]!
      interval += this.interval[k]!
      if (this.interval[k]! > 1.3 * due) late++
    }
    return n === 0
      ? { work: 0, rate: 0, late: 0 }
      : { work: work / n, rate: interval > 0 ? (1e3 * n) / interval : 0, late: late / n }
  }
}

/** Of this page. */
export const frameTimes = new FrameTimes()
