import { mm2 } from '../../core/units'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'
import { archPlot } from '../section-plot'

/** The narrowest section, and its ratio to the healthy vessel beside it. */
export const narrowestArea: Figure = (input) => {
  const { narrowing } = input
  if (!narrowing || !(narrowing.referenceArea > 0)) return []
  const warnings = coarseWarning(narrowing.cellsAcross, 10)
  const error = areaError(narrowing.cellsAcross)
  const ratio = (100 * narrowing.area) / narrowing.referenceArea
  const plot = archPlot(input)
  const place = narrowing.centre
  return [
    makeFinding(input, {
      id: 'narrowest-area',
      label: `${narrowing.label}, narrowest section`,
      value: narrowing.area / mm2,
      unit: 'mm²',
      basis: 'Geometry; no band',
      formula: 'least open section along the vessel',
      uncertainty: (error * narrowing.area) / mm2,
      place,
      ...(plot && { plot }),
      warnings,
      geometric: true,
    }),
    makeFinding(input, {
      id: 'area-ratio',
      label: `${narrowing.label}, section left`,
      value: ratio,
      unit: '%',
      uncertainty: error * ratio,
      place,
      basis: 'Geometry; no band',
      formula: `narrowest / reference section (${(narrowing.referenceArea / mm2).toFixed(0)} mm²)`,
      warnings,
      geometric: true,
    }),
  ]
}
