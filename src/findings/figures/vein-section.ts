import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'

/** Section left of each vein near a patch or baffle; absent where none lies near. */
export const veinSection: Figure = (input) =>
  (input.closer?.veins ?? []).map((vein) =>
    makeFinding(input, {
      id: `vein-section-${vein.id}`,
      label: `${vein.label}, section left`,
      value: (100 * vein.area) / vein.before,
      unit: '%',
      basis: 'Geometry; no band',
      formula: `narrowest section to where it drains, ${(vein.area * 1e6).toFixed(0)} of ${(vein.before * 1e6).toFixed(0)} mm² before any edit`,
      uncertainty: (100 * vein.area * Math.SQRT2 * areaError(vein.cellsAcross)) / vein.before,
      warnings: coarseWarning(vein.cellsAcross, 6),
      geometric: true,
      place: vein.centre,
    }),
  )
