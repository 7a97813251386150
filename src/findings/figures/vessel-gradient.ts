import { mmHg } from '../../core/units'
import type { Finding } from '../../engine/protocol'
import { lowIsGood, toBeConfirmed } from '../band'
import { gradientWhileForward, measure } from '../curve-measures'
import type { FindingInput } from '../input'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'

/**
 * Pressure lost across the narrowing of a vessel: greatest and mean while blood runs forward, and peak-to-peak
 * (systolic above minus systolic below, as a catheter measures it). The 3D flow's own measurement comes first.
 */
export const vesselGradient: Figure = (input) => {
  const { narrowing } = input
  const gradient = measured(input)
  if (!narrowing || !gradient) return []
  const estimated = input.answer === 'flow' && !input.flow?.gradient
  const warnings = [
    ...coarseWarning(narrowing.cellsAcross, 10),
    ...(estimated ? ['Estimated from the section (Young and Tsai): the 3D flow has not measured it'] : []),
  ]
  const one = (
    id: string,
    word: string,
    value: number,
    formula: string,
    band: Finding['band'],
    basis: string,
  ) =>
    makeFinding(input, {
      id: `gradient-${id}`,
      label: `${narrowing.label}, ${word} gradient`,
      value: value / mmHg,
      unit: 'mmHg',
      band,
      basis,
      formula,
      warnings,
      place: narrowing.centre,
    })
  const { peak, mean, peakToPeak } = gradient
  const found = [
    one('peak', 'peak', peak, 'greatest p above - p below during forward flow', null, 'No band'),
    one('mean', 'mean', mean, 'mean p above - p below during forward flow', null, 'No band'),
  ]
  if (peakToPeak === undefined) return found
  const band = lowIsGood(peakToPeak / mmHg, [10, 20], 'mmHg', { second: true })
  const basis = `Arch: PMC9876736; 2022 ACC/AHA significant > 20 mmHg; ${toBeConfirmed}`
  return [
    ...found,
    one('peak-to-peak', 'peak-to-peak', peakToPeak, 'systolic above - systolic below', band, basis),
  ]
}

function measured(
  input: FindingInput,
): { readonly peak: number; readonly mean: number; readonly peakToPeak?: number } | null {
  if (input.flow?.gradient) return input.flow.gradient
  const names = ['aorta.pressure', 'descending-aorta.pressure', 'arch.flow'] as const
  const gradient = gradientWhileForward(input.waveforms, ...names)
  const above = measure(input.waveforms, names[0])
  const below = measure(input.waveforms, names[1])
  if (!gradient || !above || !below) return null
  return { ...gradient, peakToPeak: above.max - below.max }
}
