import { mm } from '../../core/units'
import { bodySurface } from '../body-surface'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'

/** Mean and standard deviation of a ring's diameter over the root of the body's surface, cm/m, birth to 18 years. */
const usual = {
  aortic: { mean: 1.48, sd: 0.14 },
  pulmonary: { mean: 1.91, sd: 0.24 },
  mitral: { mean: 2.23, sd: 0.22 },
  tricuspid: { mean: 2.36, sd: 0.29 },
} as const
const oldest = 18
/** Beyond this a ring of an inlet is worth a row; those of the outlets always are. */
const unusual = 2

/**
 * How far a valve's ring lies from that of healthy children of the same body surface: z = (d / √BSA - mean) / sd, d the
 * diameter of a circle of its area (Lopez et al., Circ Cardiovasc Imaging 10:e006979, 2017). Absent in adults.
 */
export const ringZ: Figure = (input) => {
  const surface = bodySurface(input.physiology)
  if (surface === null || input.physiology.ageYears > oldest) return []
  return (input.rings ?? []).flatMap(({ gate, now }) => {
    const known = usual[gate as keyof typeof usual]
    if (!known || !(now > 0)) return []
    const diameter = 2 * Math.sqrt(now / Math.PI)
    const scaled = (100 * diameter) / Math.sqrt(surface)
    const value = (scaled - known.mean) / known.sd
    if (gate !== 'aortic' && gate !== 'pulmonary' && Math.abs(value) <= unusual) return []
    const cells = diameter / input.spacing
    return [
      makeFinding(input, {
        id: `ring-z-${gate}`,
        label: `Ring of the ${gate} valve, z`,
        value,
        unit: '',
        basis:
          'Lopez 2017 (Pediatric Heart Network); no band; pulmonary z -1.3 after valve-sparing repair: 25 % risk of ≥ 30 mmHg (PMC3653492)',
        formula: `(d / √BSA - ${known.mean}) / ${known.sd} cm/m, d ${(diameter / mm).toFixed(1)} mm of ${surface.toFixed(2)} m²`,
        uncertainty: (scaled * areaError(cells)) / 2 / known.sd,
        warnings: coarseWarning(cells, 10),
        geometric: true,
      }),
    ]
  })
}
