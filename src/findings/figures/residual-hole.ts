import { lowIsGood, toBeConfirmed } from '../band'
import type { PartOpening } from '../input'
import { coarseWarning, type Figure, makeFinding } from '../make-finding'
import { areaError } from '../opening-error'
import { septalOpenings } from '../septal-openings'

/**
 * Effective diameter 2 √(A/π) of all openings through the septum together; 0 mm where the septum is closed. Absent with
 * one ventricle, whose atria have to be joined; without a band while a hole is the left ventricle's only way out.
 */
export const residualHole: Figure = (input) => {
  if (input.kind !== 'whole-heart' || (input.configuration ?? 'biventricular') !== 'biventricular') return []
  const needed = input.valves?.some((v) => v.name === 'aortic' && v.from === 'RV') ?? false
  const holes = septalOpenings(input)
  const area = holes.reduce((sum, o) => sum + o.area, 0)
  const value = 2e3 * Math.sqrt(area / Math.PI)
  const largest = holes.reduce<PartOpening | undefined>((a, b) => (a && a.area > b.area ? a : b), undefined)
  const cells = Math.max(...holes.map((o) => o.cellsAcross), 0)
  return [
    makeFinding(input, {
      id: 'residual-hole',
      label: 'Septal hole, effective diameter',
      value,
      unit: 'mm',
      band: needed ? null : lowIsGood(value, [2, 3], 'mm', { first: true, second: true }),
      basis: needed
        ? 'No band: the left ventricle empties through the hole'
        : `PMID 17307430 (≤ 2 mm: 83 % close; > 3 mm: all grew); ${toBeConfirmed}`,
      formula: '2 √(A/π) of the narrowest sections between left and right',
      // Of a closed septum: a cell, under which a gap is seen only where the sewing leaves one.
      uncertainty: value > 0 ? (value * areaError(cells)) / 2 : input.spacing * 1e3,
      ...(largest && { place: largest.centre }),
      warnings: holes.length > 0 ? coarseWarning(cells, 6) : [],
      geometric: true,
    }),
  ]
}
