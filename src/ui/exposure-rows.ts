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
    const name = `${kind === 'stay' ? 'Stay' : 'Retractor'} ${id.slice(id.lastIndexOf('-') + 1)}`
    return {
      id,
      label: name,
      icon: kind,
      remove: kind === 'stay' ? `Take out ${name.toLowerCase()}` : `Put away ${name.toLowerCase()}`,
    }
  })
