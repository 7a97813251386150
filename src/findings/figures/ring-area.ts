import { mm2 } from '../../core/units'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'

/** Open area of a valve's ring where an edit has changed it; absent where it is as before. */
export const ringArea: Figure = (input) =>
  (input.rings ?? [])
    .filter((r) => r.before > 0 && Math.abs(r.now / r.before - 1) > 0.02)
    .map(({ gate, before, now }) => {
      const cells = (2 * Math.sqrt(now / Math.PI)) / input.spacing
      return makeFinding(input, {
        id: `ring-area-${gate}`,
        label: `Ring of the ${gate} valve, open area left`,
        value: (100 * now) / before,
        unit: '%',
        basis: 'Geometry at rest; no band',
        formula: `${(now / mm2).toFixed(0)} of ${(before / mm2).toFixed(0)} mm² of the ring; leaflets are not modelled`,
        uncertainty: (100 * areaError(cells) * now) / before,
        warnings: coarseWarning(cells, 10),
        geometric: true,
      })
    })
