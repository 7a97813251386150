import type { FindingInput } from '../input'
import { type Figure, makeFinding } from '../make-finding'

const valves = [
  { id: 'mitral', label: 'Mitral valve' },
  { id: 'tricuspid', label: 'Tricuspid valve' },
  { id: 'aortic', label: 'Aortic valve' },
  { id: 'pulmonary', label: 'Pulmonary valve' },
] as const

/** A fraction under this is the diode's own, %. */
const least = 1

/** Share of what passes a valve forward that returns through it, of the valves that leak. */
export const valveRegurgitation: Figure = (input) =>
  valves.flatMap(({ id, label }) => {
    const value = 100 * returned(input, id)
    if (!(value >= least)) return []
    return [
      makeFinding(input, {
        id: `regurgitation-${id}`,
        label: `${label}, regurgitant fraction`,
        value,
        unit: '%',
        basis: 'No band here: a clinical lead has to give one for each valve and age',
        formula: '∫Q backward / ∫Q forward through the valve',
        warnings: [
          'Leaflets are taken to close as before the operation: prolapse, tethering and stretch are not seen',
        ],
      }),
    ]
  })

function returned({ waveforms }: FindingInput, valve: string): number {
  const curve = waveforms?.series[`${valve}.flow`]
  if (!curve) return 0
  let [forward, backward] = [0, 0]
  for (let i = 1; i < curve.length; i++) {
    const q = curve[i]!
    if (q > 0) forward += q
    else backward -= q
  }
  return forward > 0 ? backward / forward : 0
}
