import type { Finding } from '../../engine/protocol'
import { rangeIsGood, toBeConfirmed } from '../band'
import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'
import { isParallel } from '../parallel-circulation'

interface Place {
  readonly compartment: string
  readonly id: string
  readonly label: string
  /** The field of the patient's measured saturations that stands for it. */
  readonly measured?: 'systemicArterial' | 'mixedVenous'
}

const places: readonly Place[] = [
  {
    compartment: 'aorta',
    id: 'saturation-arterial',
    label: 'Systemic arterial saturation',
    measured: 'systemicArterial',
  },
  {
    compartment: 'systemic-veins',
    id: 'saturation-mixed-venous',
    label: 'Mixed venous saturation',
    measured: 'mixedVenous',
  },
  { compartment: 'pulmonary-artery', id: 'saturation-pulmonary', label: 'Pulmonary artery saturation' },
]

/** Oxygen saturation, S = Σ Qi Si / Σ Qi where streams meet. */
export const saturations: Figure = (input) =>
  places.flatMap((place) => {
    const { compartment, id, label } = place
    const value = input.oxygen?.saturations[compartment]
    if (value === undefined || !Number.isFinite(value)) return []
    return [
      makeFinding(input, {
        id,
        label,
        value: value * 100,
        unit: '%',
        ...bandOf(input, id, value * 100),
        formula: `mixing over the beat; ${consumption(input)}, haemoglobin ${Math.round(input.physiology.haemoglobin)} g/L`,
        warnings: [
          ...(value < 0 ? ['The flow cannot carry the oxygen that the body consumes at rest'] : []),
          ...besideMeasured(input, value, place),
        ],
      }),
    ]
  })

/** Arterial saturation has a range to aim at where one ventricle feeds both ways, or the lower body's blood bypasses the lungs. */
function bandOf(input: FindingInput, id: string, percent: number): { band?: Finding['band']; basis: string } {
  const single = input.configuration === 'glenn' || isParallel(input)
  return id === 'saturation-arterial' && single
    ? {
        band: rangeIsGood(percent, [70, 75, 85, 90], '%'),
        basis: `One ventricle: bands own; ${toBeConfirmed}`,
      }
    : { basis: 'Adult rest: SaO2 > 95 %, SvO2 65–75 %; no band' }
}

/** Points of saturation by which a model may miss a measurement before it is said: an oximeter's own error. */
const missed = 0.03

const consumption = ({ fit }: FindingInput): string =>
  fit?.length
    ? 'consumption by weight (Brody), moved by the fit to what was measured'
    : 'consumption by weight (Brody)'

/** Where the untouched heart misses a measurement, fitted or not, the figure says so. */
function besideMeasured({ physiology, untouched }: FindingInput, value: number, place: Place): string[] {
  const measured = place.measured && physiology.saturations?.[place.measured]
  if (!untouched || measured === undefined || Math.abs(value - measured) <= missed) return []
  const points = Math.round(Math.abs(value - measured) * 100)
  return [
    `Measured ${Math.round(measured * 100)} %: the untouched model is ${points} points ${value > measured ? 'above' : 'below'} it. Read figures after an edit as changes, not as values`,
  ]
}
