import { mm } from '../../core/units'
import { dot, subtract } from '../../core/vec3'
import { toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'

/**
 * How deep an inlet ventricular septal defect reaches below the plane of the common valve: the figure that speaks for two
 * patches or one. Absent without such a defect.
 */
export const inletDepth: Figure = (input) => {
  const rim = input.landmarks?.find((l) => l.id === 'vsd-rim' && /inlet/i.test(l.name))
  const valve = input.gates?.find((g) => g.id === 'mitral')
  if (!rim || !valve) return []
  const depth = (p: (typeof rim.points)[number]) => dot(subtract(p, valve.centre), valve.normal)
  const deepest = rim.points.reduce((a, b) => (depth(b) > depth(a) ? b : a))
  return [
    makeFinding(input, {
      id: 'inlet-depth',
      label: 'Inlet defect, depth below the valve',
      value: depth(deepest) / mm,
      unit: 'mm',
      basis: `Over 10.9 mm: avoid the single patch (congenital series); no band; ${toBeConfirmed}`,
      formula: 'greatest distance of the defect’s rim from the plane of the valve',
      uncertainty: input.spacing / mm,
      place: deepest,
      geometric: true,
    }),
  ]
}
