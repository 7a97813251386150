import type { Finding } from '../engine/protocol'
import type { FindingInput } from './input'

/** In the condition of every figure that the circulation has a part in. */
const ofBeat = 'beats/min'

/** Whether a figure hangs on the circulation, and so on the laws of openings; those of geometry alone do not. */
export const hangsOnBeat = ({ condition }: Pick<Finding, 'condition'>): boolean => condition.includes(ofBeat)

/** One figure of a case: one finding, several of a kind, or none where the case cannot support it. */
export type Figure = (input: FindingInput) => readonly Finding[]

/** Completes a finding with what is the same for all of a case: answer, condition, settling. */
export function makeFinding(
  input: FindingInput,
  part: Pick<Finding, 'id' | 'label' | 'value' | 'unit' | 'basis'> & {
    readonly formula: string
    readonly band?: Finding['band']
    readonly uncertainty?: number
    readonly warnings?: readonly string[]
    readonly geometric?: boolean
    readonly noSpread?: string
    readonly place?: Finding['place']
    readonly plot?: Finding['plot']
  },
): Finding {
  const { formula, band = null, warnings = [], geometric, noSpread, ...rest } = part
  const rate = Math.round(input.physiology.heartRate * 60)
  const lattice = `lattice ${+(input.spacing * 1e3).toFixed(2)} mm`
  const condition = geometric
    ? lattice
    : `${circumstances[input.activity ?? 'rest']}, ${rate} ${ofBeat}, ${lattice}`
  return {
    ...rest,
    band,
    condition: `${formula}; ${condition}`,
    answer: input.answer,
    settled: geometric ? 1 : input.settled,
    ...(rest.uncertainty === undefined && { noSpread: noSpread ?? spreadLater(input) }),
    warnings: [...warnings, ...trustWarnings(input, geometric ?? false)],
  }
}

const circumstances = {
  rest: 'at rest',
  recovered: 'at rest, weeks later',
  exercise: 'at exercise',
} as const

/** Why a figure has no spread yet, or none at all. */
const spreadLater = ({ kind }: FindingInput): string =>
  kind === 'vessel' ? 'Not worked out for a vessel alone' : 'Worked out a little after the answer at once'

function trustWarnings(input: FindingInput, geometric: boolean): string[] {
  if (geometric) return []
  const { mismatch = 0, warnings = [] } = input.flow ?? {}
  const unbalanced = mismatch <= 0.01 ? [] : [`The flow does not balance by ${(mismatch * 100).toFixed(1)} %`]
  return [...warnings, ...unbalanced, ...unreached(input)]
}

/** Weeks later, where blood alone does not bring the body its output: the state shown is the limit, not a rest. */
const unreached = ({ outputReached = 1 }: FindingInput): string[] =>
  Math.abs(outputReached - 1) <= 0.03
    ? []
    : [
        `With all the blood that it can keep or spare the body gets ${(100 * outputReached).toFixed(0)} % of its output: weeks later it would not be at rest so`,
      ]

/** Says where an opening has too few cells for its area to be relied on; empty where it has enough. */
export function coarseWarning(cellsAcross: number, need: number): string[] {
  if (cellsAcross >= need) return []
  return [`Only ${+cellsAcross.toFixed(1)} cells across (${need} needed): the area is rough`]
}
