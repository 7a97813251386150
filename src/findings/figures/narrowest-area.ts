import { mm2 } from '../../core/units'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'

/** The narrowest section, and its ratio to the healthy vessel beside it. */
export const narrowestArea: Figure = (input) => {
  const { narrowing } = input
  if (!narrowing || !(narrowing.referenceArea > 0)) return []
  const warnings = coarseWarning(narrowing.cellsAcross, 10)
  return [
    makeFinding(input, {
      id: 'narrowest-area',
      label: `${narrowing.label}, narrowest section`,
      value: narrowing.area / mm2,
      unit: 'mm²',
      basis: 'Geometry; no band',
      formula: 'least open section along the vessel',
      warnings,
      geometric: true,
    }),
    makeFinding(input, {
      id: 'area-ratio',
      label: `${narrowing.label}, section left`,
      value: (100 * narrowing.area) / narrowing.referenceArea,
      unit: '%',
      basis: 'Geometry; no band',
      formula: `narrowest / reference section (${(narrowing.referenceArea / mm2).toFixed(0)} mm²)`,
      warnings,
      geometric: true,
    }),
  ]
}
