/** Gaps between two calls that count as a pause, ms. */
const pause = 1500
/** Time over which the pace is averaged, ms. */
const window = 3000

/** How the flow's time goes beside the clock on the wall, and which beat it is in. All times in s but the wall's, ms. */
export class BeatClock {
  /** Time of the flow at the start or the last edit; whole beats since then. */
  start = 0
  beats = 0
  private marks: { readonly wall: number; readonly time: number }[] = []

  restart(time: number): void {
    this.start = time
    this.beats = 0
    this.marks = []
  }

  /** How far the flow may go now so that it runs at most `pace` times as fast as real time. */
  mayReach(wall: number, pace: number, time: number): number {
    const last = this.marks.at(-1)
    if (!last || wall - last.wall > pause) {
      this.marks = [{ wall, time }]
      return time + (pace * 16) / 1e3
    }
    return last.time + (pace * (wall - last.wall)) / 1e3
  }

  /** Seconds of flow a second over the last while; notes this moment. */
  dilation(wall: number, time: number): number {
    this.marks.push({ wall, time })
    while (this.marks.length > 2 && wall - this.marks[1]!.wall > window) this.marks.shift()
    const first = this.marks[0]!
    return (time - first.time) / Math.max(1e-3, (wall - first.wall) / 1e3)
  }
}
