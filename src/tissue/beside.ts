import type { Vec3 } from '../core/vec3'
import { shapeGradients } from './bcc'
import { barycentric, tetFinder } from './embed'
import { slotAt, type TissueTopology } from './topology'

/** The slots on the two sides of a place on a blade, with its weights in their common tetrahedron. */
interface Beside {
  readonly before: number
  readonly behind: number
  readonly weights: readonly [number, number, number, number]
}

/** Looks a hair before and behind a place along a direction; null outside of the lattice. */
export type BesideFinder = (place: Vec3, towards: Vec3) => Beside | null

export function besideFinder(topology: TissueTopology): BesideFinder {
  const { model } = topology
  const find = tetFinder(model)
  const gradients = shapeGradients(model.lattice.edge)
  return (x, towards) => {
    const here = find(...x)
    if (!here) return null
    const hair = (0.01 * model.lattice.edge) / (Math.hypot(...towards) || 1)
    const slot = (sign: number): number => {
      const p = x.map((v, d) => v + sign * hair * towards[d]!) as [number, number, number]
      return slotAt(topology, here.tet, barycentric(model, gradients, here.tet, ...p))
    }
    return { before: slot(1), behind: slot(-1), weights: here.weights }
  }
}
