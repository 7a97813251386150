import { type HeartMotion, heartMotions } from '../engine/protocol'

/** One choice of what the heart does, as page and headset show it. */
interface MotionRow {
  readonly motion: HeartMotion
  readonly label: string
  readonly icon: string
  readonly key: string
  /** What it means, and what is true of edits then. */
  readonly meaning: string
}

const words: Record<HeartMotion, Pick<MotionRow, 'label' | 'meaning'>> = {
  filled: {
    label: 'Filled',
    meaning: 'Filled as in the image: its pressures stand in it, and it lies as it was imaged',
  },
  arrested: {
    label: 'Arrested',
    meaning: 'Arrested, on bypass: empty and slack, without pressure or tension',
  },
  beating: {
    label: 'Beating',
    meaning: 'Beating: contracts and fills as the circulation says; it can be cut and sewn meanwhile',
  },
}

export const motionRows: readonly MotionRow[] = heartMotions.map((motion, n) => ({
  motion,
  ...words[motion],
  icon: motion,
  key: String(n + 1),
}))
