/** How much is drawn and how much of the time the simulation may have. */
export interface Load {
  /** Share of the tracers that is drawn, 0–1. */
  readonly tracers: number
  /** Surface drawn with every triangle, or thinned. */
  readonly surface: 'whole' | 'thinned'
  /** Share of its time in which the simulation may compute, 0–1. */
  readonly simulation: number
  /** Share of the pixels along each edge of the picture, 0–1; in the headset the edge of the field gets that much. */
  readonly pixels: number
}

/**
 * From all to least: tracers and surface are thinned first, then the simulation gives way, the sharpness of the
 * picture last.
 */
export const steps: readonly Load[] = [
  { tracers: 1, surface: 'whole', simulation: 1, pixels: 1 },
  { tracers: 0.5, surface: 'whole', simulation: 1, pixels: 1 },
  { tracers: 0.5, surface: 'thinned', simulation: 1, pixels: 1 },
  { tracers: 0.25, surface: 'thinned', simulation: 1, pixels: 1 },
  { tracers: 0.25, surface: 'thinned', simulation: 0.6, pixels: 1 },
  { tracers: 0.25, surface: 'thinned', simulation: 0.35, pixels: 1 },
  { tracers: 0.25, surface: 'thinned', simulation: 0.2, pixels: 0.8 },
  { tracers: 0.25, surface: 'thinned', simulation: 0.1, pixels: 0.6 },
]

/** Frames looked at together: half a second. */
const windowFrames = 36
/** So many of them may be late before something gives way. */
const mostLate = 4
/** A frame is late when it took so many times its due. */
const lateBy = 1.3
/** Longer than this nobody was looking: the tab was hidden or the headset taken off, seconds. */
const pause = 0.5
/** Seconds of frames in time before more is tried; doubled each time that it was too much. */
const [firstPatience, longestPatience] = [3, 60]
/** A try that fails within this many seconds was too much. */
const trial = 3

/**
 * Holds the frame rate: when frames come late something gives way within half a second; when they have come in time
 * for a while more is tried, and what was too much is tried again only after twice the time. So it does not swing.
 */
export class Governor {
  private step = 0
  private seen = 0
  private late = 0
  private inTime = 0
  private patience = firstPatience
  private sinceRaise = Number.POSITIVE_INFINITY

  /** @param due seconds between two frames, e.g. 1/72 */
  constructor(private readonly due: number) {}

  get load(): Load {
    return steps[this.step]!
  }

  /** Index into `steps`. */
  get level(): number {
    return this.step
  }

  /** @param seconds since the frame before; true where the load changed */
  frame(seconds: number): boolean {
    if (!(seconds < pause)) return false
    this.seen++
    this.inTime += seconds
    this.sinceRaise += seconds
    if (seconds > lateBy * this.due) this.late++
    if (this.late > mostLate) return this.giveWay()
    if (this.seen < windowFrames) return false
    const clean = this.late === 0
    this.seen = 0
    this.late = 0
    if (!clean) this.inTime = 0
    return this.inTime > this.patience && this.tryMore()
  }

  private giveWay(): boolean {
    this.patience = this.sinceRaise < trial ? Math.min(2 * this.patience, longestPatience) : firstPatience
    this.restart()
    this.sinceRaise = Number.POSITIVE_INFINITY
    if (this.step === steps.length - 1) return false
    this.step++
    return true
  }

  private tryMore(): boolean {
    this.restart()
    if (this.step === 0) return false
    this.step--
    this.sinceRaise = 0
    return true
  }

  private restart(): void {
    this.seen = 0
    this.late = 0
    this.inTime = 0
  }
}
