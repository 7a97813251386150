import { litrePerMinute } from '../../core/units'
import { measure } from '../curve-measures'
import type { PartOpening } from '../input'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'

const side: Readonly<Record<string, 'left' | 'right'>> = {
  LV: 'left',
  LA: 'left',
  aorta: 'left',
  RV: 'right',
  RA: 'right',
  'pulmonary-artery': 'right',
}

/** Net flow through each opening; positive from the left heart to the right, and the label says which way it goes. */
export const shuntFlow: Figure = (input) =>
  input.openings.flatMap((opening) => {
    const flow = measure(input.waveforms, `shunt.${opening.id}.flow`)
    if (!flow) return []
    const sign = side[opening.fromPart] === 'right' && side[opening.toPart] === 'left' ? -1 : 1
    const value = (sign * flow.mean) / litrePerMinute
    const [low, high] = sign > 0 ? [flow.min, flow.max] : [-flow.max, -flow.min]
    return [
      makeFinding(input, {
        id: `shunt-flow-${opening.id}`,
        label: `Shunt ${names(opening, sign)}, ${direction(low, high, value)}`,
        value,
        unit: 'L/min',
        basis: 'Net flow over the beat; no band',
        formula: 'mean of Q through the opening, positive left to right',
        place: opening.centre,
        warnings: coarseWarning(opening.cellsAcross, 6),
      }),
    ]
  })

const names = (o: PartOpening, sign: number): string =>
  sign > 0 ? `${o.fromPart}–${o.toPart}` : `${o.toPart}–${o.fromPart}`

/** Flow counts as both ways where the lesser direction reaches a tenth of the greater at its peak. */
function direction(min: number, max: number, mean: number): string {
  const both = Math.min(max, -min) > 0.1 * Math.max(max, -min)
  const net = mean >= 0 ? 'left to right' : 'right to left'
  return both ? `${net} (both ways within the beat)` : net
}
