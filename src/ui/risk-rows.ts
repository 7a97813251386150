import { retell, say } from '../core/language'
import type { Risk } from '../engine/protocol'
import type { Edit } from '../heart/edit'
import type { Pointed } from '../view/pointed-state'
import { editRows } from './edit-rows'
import type { Answers } from './finding-rows'

/** One risk as it is shown on the page and in the headset. */
export interface RiskRow {
  readonly key: string
  readonly label: string
  readonly level: Risk['level']
  readonly text: string
  /** "Patch 3", the step that causes it; null where it came with the heart. */
  readonly cause: string | null
  /** Rule and source. */
  readonly basis: string
  /** Null where it has no one place. */
  readonly pointed: Pointed | null
}

const colours = { high: 'red', moderate: 'amber', low: 'green' } as const

/** A flow that has not settled must not make a risk look smaller. */
export const judgedRisks = ({ circulation, flow }: Answers): readonly Risk[] =>
  (flow?.settled === 1 ? flow : circulation)?.risks ?? []

/** The risks of an answer and what has torn since, the weightiest first. */
export function riskRows(
  risks: readonly Risk[],
  edits: readonly Edit[],
  torn: Readonly<Record<string, number>> = {},
): readonly RiskRow[] {
  const steps = editRows(edits, [])
  const cause = (id: string | null) => {
    const at = steps.findIndex((s) => s.id === id)
    return at < 0 ? null : say('{step}, step {number}', { step: steps[at]!.label, number: at + 1 })
  }
  const ripped = Object.entries(torn).map(
    ([edit, count]): RiskRow => ({
      key: `torn-${edit}`,
      label: say('Stitches torn out'),
      level: 'high',
      text: say('{count} stitches tore out of the tissue', { count }),
      cause: cause(edit),
      basis: say('Tension at the strength of the tissue for .2 s in the tissue model; strength recalled'),
      pointed: null,
    }),
  )
  return [
    ...ripped,
    ...risks.map((risk, n): RiskRow => {
      // Stays the same when the closer look adds others.
      const same = risks.slice(0, n).filter((r) => r.id === risk.id && r.edit === risk.edit).length
      const key = `${risk.id}-${risk.edit ?? ''}-${same}`
      const label = retell(risk.label)
      return {
        key,
        label,
        level: risk.level,
        text: retell(risk.text),
        cause: cause(risk.edit),
        basis: `${retell(risk.rule)}. ${retell(risk.source)}`,
        pointed: risk.place && { id: key, label, place: risk.place, level: colours[risk.level] },
      }
    }),
  ]
}

/** Risks of one kind, the weightiest first. */
export interface RiskGroup {
  readonly key: string
  /** With how many places, where there is more than one. */
  readonly label: string
  readonly level: Risk['level']
  readonly rows: readonly RiskRow[]
}

/** What is the same risk at several places is one line, in the place of its weightiest. */
export function riskGroups(rows: readonly RiskRow[]): readonly RiskGroup[] {
  const labels = [...new Set(rows.map((row) => row.label))]
  return labels.map((label) => {
    const own = rows.filter((row) => row.label === label)
    const { key, level } = own[0] as RiskRow
    const count = own.length
    return {
      key,
      level,
      rows: own,
      label: count > 1 ? say('{label}, {count} places', { label, count }) : label,
    }
  })
}
