import { mm2 } from '../../core/units'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'
import { outflowPlot } from '../section-plot'

const words = { aortic: 'aortic', pulmonary: 'pulmonary' } as const

/**
 * The narrowest section on the way from a ventricle into its artery (infundibulum, tunnel under a baffle, valve), and
 * its share of the valve's ring: under a baffle the figure that decides.
 */
export const outflowArea: Figure = (input) =>
  (input.outflows ?? []).flatMap((way) => {
    const label = `${way.feeding} to ${words[way.gate]} valve, narrowest section`
    const common = {
      warnings: coarseWarning(way.cellsAcross, 10),
      geometric: true,
      basis: 'Geometry; no band',
      place: way.centre,
    }
    const ratio = (100 * way.area) / way.ringArea
    const error = areaError(way.cellsAcross)
    const plot = outflowPlot(input, way.gate)
    return [
      makeFinding(input, {
        ...common,
        id: `outflow-area-${way.gate}`,
        label,
        value: way.area / mm2,
        unit: 'mm²',
        formula: 'least open section from the middle of the ventricle into the artery',
        uncertainty: (error * way.area) / mm2,
        ...(plot && { plot }),
      }),
      makeFinding(input, {
        ...common,
        id: `outflow-ratio-${way.gate}`,
        label: `${way.feeding} to ${words[way.gate]} valve, share of its ring`,
        value: ratio,
        unit: '%',
        uncertainty: error * ratio,
        formula: `narrowest section / ring of the valve (${(way.ringArea / mm2).toFixed(0)} mm²)`,
      }),
    ]
  })
