import { type FrameTimes, keptFrames } from './frame-times'

/** Pixels of the strip. */
export const stripSize = { width: 2 * keptFrames, height: 60 } as const
/** Milliseconds at the top. */
const top = 30

/** Bars of the newest frames, the oldest left: how late each came, and in it how long the page worked; a line at 72 Hz. */
export function drawStrip(pen: CanvasRenderingContext2D, times: FrameTimes): void {
  const { width, height } = stripSize
  const y = (ms: number) => height * (1 - Math.min(ms / top, 1))
  pen.fillStyle = 'rgba(18, 19, 22, 0.9)'
  pen.fillRect(0, 0, width, height)
  for (let k = 0; k < keptFrames; k++) {
    const n = (times.next + k) % keptFrames
    const late = times.interval[n]! > (1.3 * 1e3) / 72
    pen.fillStyle = late ? '#f08a7c' : '#56606b'
    pen.fillRect(2 * k, y(times.interval[n]!), 2, height)
    pen.fillStyle = '#79cdd2'
    pen.fillRect(2 * k, y(times.work[n]!), 2, height)
  }
  pen.fillStyle = '#f4d58a'
  pen.fillRect(0, y(1e3 / 72), width, 1)
}
