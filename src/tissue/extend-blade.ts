import { type Blade, gridBlade } from './blade'
import { sampler } from './field'
import type { TissueTopology } from './topology'

/** Edges that a tetrahedron can reach out of the tissue in it. */
const overhang = 1.5

/**
 * The blade with each of its two edges drawn on through air: where a position's end lies outside of tissue it goes on
 * along the blade until it is 1.5 lattice edges long or would meet tissue again. The lattice is coarser than a thin
 * wall; links in the air beside the wall would hold together what the blade has parted.
 */
export function extendBlade(topology: TissueTopology, blade: Blade): Blade {
  const { model, distance } = topology
  const { frame } = model.heart
  const depth = sampler(frame, distance)
  const step = frame.spacing / 2
  const limit = overhang * model.lattice.edge
  const columns = blade.across + 1
  const rows = blade.positions.length / 3 / columns
  const positions: number[] = []
  const at = (r: number, c: number): Float64Array =>
    blade.positions.subarray(3 * (r * columns + c), 3 * (r * columns + c) + 3)
  const beyond = (end: Float64Array, before: Float64Array): number[] => {
    const d = [0, 1, 2].map((k) => end[k]! - before[k]!)
    const l = Math.hypot(...d) || 1
    const place = (s: number): [number, number, number] =>
      [0, 1, 2].map((k) => end[k]! + (s * d[k]!) / l) as [number, number, number]
    let reach = 0
    if (depth(...place(0)) > 0) while (reach < limit && depth(...place(reach + step)) > step) reach += step
    return place(reach)
  }
  for (let r = 0; r < rows; r++) {
    positions.push(...beyond(at(r, 0), at(r, 1)))
    positions.push(...blade.positions.subarray(3 * r * columns, 3 * (r + 1) * columns))
    positions.push(...beyond(at(r, columns - 1), at(r, columns - 2)))
  }
  return gridBlade(positions, rows, blade.across + 2)
}
