import { mmHg } from '../../core/units'
import { lowIsGood, toBeConfirmed } from '../band'
import { gradientWhileForward } from '../curve-measures'
import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'

interface Valve {
  readonly id: string
  readonly label: string
  readonly from: string
  readonly to: string
  readonly outflow?: { readonly id: string; readonly label: string; readonly limits: [number, number] }
}

const valves: readonly Valve[] = [
  { id: 'mitral', label: 'Mitral valve', from: 'LA', to: 'LV' },
  { id: 'tricuspid', label: 'Tricuspid valve', from: 'RA', to: 'RV' },
  {
    id: 'aortic',
    label: 'Aortic valve',
    from: 'LV',
    to: 'aorta',
    outflow: { id: 'lvot', label: 'LV outflow', limits: [20, 40] },
  },
  {
    id: 'pulmonary',
    label: 'Pulmonary valve',
    from: 'RV',
    to: 'pulmonary-artery',
    outflow: { id: 'rvot', label: 'RV outflow', limits: [25, 40] },
  },
]

/** What the contraction of the stream (.85, own: .7 to 1) leaves open of the loss, as a share of it. */
const lossSpread = 0.35
const lossWords = (area: number) =>
  `; loss of the narrowest section, ${(area * 1e6).toFixed(0)} mm², with a contraction of .85 (own)`
const notMeasured = 'Estimated from the narrowest section: the 3D flow measures openings, not this way'

/**
 * An outlet is judged from its own ventricle, whatever lies between (a defect that is the only way out is part of the
 * obstruction); a valve from the chamber that feeds it, and an outlet whose ventricle is missing as well.
 */
function upstreamOf(input: FindingInput, id: string, usual: string, isOutlet: boolean): string {
  const feeding = input.valves?.find((v) => v.name === id)?.from ?? usual
  return isOutlet && input.waveforms?.series[`${usual}.pressure`] ? usual : feeding
}

/** Mean gradient of each valve while it lets blood forward; the peak as well for the two outlets. */
export const valveGradients: Figure = (input) =>
  valves.flatMap(({ id, label, from: usual, to, outflow }) => {
    const from = upstreamOf(input, id, usual, outflow !== undefined)
    const gradient = gradientWhileForward(input.waveforms, `${from}.pressure`, `${to}.pressure`, `${id}.flow`)
    if (!gradient) return []
    const mean = gradient.mean / mmHg
    const found = [
      makeFinding(input, {
        id: `gradient-mean-${id}`,
        label: `${label}, mean gradient`,
        value: mean,
        unit: 'mmHg',
        band: outflow ? null : lowIsGood(mean, [4, 5], 'mmHg', { first: true, second: true }),
        basis: outflow ? 'No band' : `Congenital series (> 5 predicts reintervention); ${toBeConfirmed}`,
        formula: `mean of p ${from} - p ${to} during forward flow${outflow ? '' : '; a valve as in a healthy loop, its leaflets are not measured'}`,
      }),
    ]
    if (!outflow) return found
    const peak = gradient.peak / mmHg
    const way = input.outflows?.find((w) => w.gate === id)
    return [
      ...found,
      makeFinding(input, {
        id: `gradient-peak-${outflow.id}`,
        label: `${outflow.label}, peak gradient`,
        value: peak,
        unit: 'mmHg',
        band: lowIsGood(peak, outflow.limits, 'mmHg', { second: true }),
        basis:
          outflow.id === 'lvot'
            ? `Reoperation series; bands own; ${toBeConfirmed}`
            : `PMC3653492, SMW s.3689; 25 own; ${toBeConfirmed}`,
        formula: `peak of p ${from} - p ${to} during forward flow${way ? lossWords(way.area) : ''}`,
        ...(way && { uncertainty: lossSpread * peak, place: way.centre }),
        warnings: way && input.answer === 'flow' ? [notMeasured] : [],
      }),
    ]
  })
