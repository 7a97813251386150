import { say } from '../core/language'
import type { Exposure } from '../session/exposure'

/** One thing in the field, as the panels list it. */
interface ExposureRow {
  readonly id: string
  readonly label: string
  readonly icon: string
  /** What its button does, in words. */
  readonly remove: string
}

export const exposureRows = (exposure: readonly Exposure[]): readonly ExposureRow[] =>
  exposure.map(({ id, kind }) => {
    const count = id.slice(id.lastIndexOf('-') + 1)
    return {
      id,
      label: kind === 'stay' ? say('Stay {count}', { count }) : say('Retractor {count}', { count }),
      icon: kind,
      remove:
        kind === 'stay'
          ? say('Take out stay {count}', { count })
          : say('Put away retractor {count}', { count }),
    }
  })
