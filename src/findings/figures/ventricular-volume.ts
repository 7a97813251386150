import { mL } from '../../core/units'
import { toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'

/** Blood that a ventricle has lost to a patch, a baffle or a tunnel, as imaged; absent where it is as before. */
export const ventricularVolume: Figure = (input) =>
  (input.volumes ?? [])
    .filter((v) => v.before > 0 && Math.abs(v.now / v.before - 1) > 0.01)
    .map(({ part, before, now }) =>
      makeFinding(input, {
        id: `volume-change-${part.toLowerCase()}`,
        label: `${part} volume, change`,
        value: 100 * (now / before - 1),
        unit: '%',
        basis: `Geometry; no band; what a ventricle can lose is for a clinical lead; ${toBeConfirmed}`,
        // A cell's layer along the new wall may belong to either side.
        uncertainty: 100 * Math.min(1, (3 * input.spacing) / Math.cbrt(before)) * Math.abs(now / before - 1),
        formula: `${(now / mL).toFixed(1)} of ${(before / mL).toFixed(1)} mL as imaged`,
        geometric: true,
      }),
    )
