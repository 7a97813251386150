import { type Figure, makeFinding } from '../make-finding'

const places = [
  { compartment: 'aorta', id: 'saturation-arterial', label: 'Systemic arterial saturation' },
  { compartment: 'systemic-veins', id: 'saturation-mixed-venous', label: 'Mixed venous saturation' },
  { compartment: 'pulmonary-artery', id: 'saturation-pulmonary', label: 'Pulmonary artery saturation' },
]

/** Oxygen saturation, S = Σ Qi Si / Σ Qi where streams meet. */
export const saturations: Figure = (input) =>
  places.flatMap(({ compartment, id, label }) => {
    const value = input.oxygen?.saturations[compartment]
    if (value === undefined || !Number.isFinite(value)) return []
    return [
      makeFinding(input, {
        id,
        label,
        value: value * 100,
        unit: '%',
        basis: 'Adult rest: SaO2 > 95 %, SvO2 65–75 %; no band',
        formula: `mixing over the beat; consumption by weight (Brody), haemoglobin ${Math.round(input.physiology.haemoglobin)} g/L`,
        warnings: value < 0 ? ['The flow cannot carry the oxygen that the body consumes at rest'] : [],
      }),
    ]
  })
