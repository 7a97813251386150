import { phrase, say } from '../core/language'
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
    label: phrase('Filled'),
    meaning: phrase('Filled as in the image: its pressures stand in it, and it lies as it was imaged'),
  },
  arrested: {
    label: phrase('Arrested'),
    meaning: phrase('Arrested, on bypass: empty and slack, without pressure or tension'),
  },
  beating: {
    label: phrase('Beating'),
    meaning: phrase('Beating: contracts and fills as the circulation says; it can be cut and sewn meanwhile'),
  },
}

/** What is said beside the choice while it is not shown yet, or cannot be; null: nothing. */
export function motionNote(motion: HeartMotion, load: 'sought' | 'found' | 'none'): string | null {
  if (load === 'none') return say('The load it was imaged under was not found: it lies still as imaged')
  if (load === 'found') return null
  if (motion === 'arrested') return say('Working out the load it was imaged under, arrested then …')
  if (motion === 'beating') return say('Working out the load it was imaged under, beating then …')
  return say('Working out the load it was imaged under …')
}

export const motionRows: readonly MotionRow[] = heartMotions.map((motion, n) => ({
  motion,
  ...words[motion],
  icon: motion,
  key: String(n + 1),
}))
