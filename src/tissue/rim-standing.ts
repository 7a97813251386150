import { subtract, type Vec3 } from '../core/vec3'
import { tetFinder } from './embed'
import { sampler } from './field'
import { rimLoops, type Shell } from './shell'
import type { TissueTopology } from './topology'
import { cornersAt, nodePlace, placeNowOf, turnedBack } from './turn-between'

/** A place of a rim that was laid into tissue. */
interface RimPlace {
  /** Of the shell. */
  readonly vertex: number
  /** How much farther out of the tissue it lies now than where it was fitted, metres; negative: deeper. */
  readonly rise: number
}

/** How the rim of a sewn shell lies. */
export interface RimLook {
  readonly edit: string
  /** Length that a stitch of it reaches before it tears, metres: what rises no more than this may yet be held. */
  readonly give: number
  readonly places: readonly RimPlace[]
}

/**
 * How far the rim of a shell stands off from the tissue that it was fitted to. A rim place lies now at x, and the tissue
 * of its place at rest, X, at x'; taken back by the turn R of the tissue there, what parted them leads from X to
 * X + Rᵀ (x - x'), and the rise is the difference of the distances to the tissue's surface at these two. So a rim that
 * is drawn along a wall, or pressed into it, does not rise; one that leaves it, or slides off its edge, does. Places that
 * were fitted to no tissue are left out.
 *
 * Limits: the tissue between two nodes moves as their straight line, so a dent narrower than an edge is not seen; the
 * distance is that at rest.
 *
 * @param shellNow, nodesNow xyz a node of the shell and of the tissue, metres
 */
export function rimStanding(
  topology: TissueTopology,
  shell: Shell,
  shellNow: Float32Array,
  nodesNow: Float32Array,
): RimPlace[] {
  const find = tetFinder(topology.model)
  const depth = sampler(topology.model.heart.frame, topology.distance)
  return rimOf(shell).flatMap((v) => {
    const rest = nodePlace(shell.positions, v)
    const at = depth(...rest) <= 0 ? find(...rest) : null
    if (!at) return []
    const corners = cornersAt(topology, at)
    const apart = subtract(nodePlace(shellNow, v), placeNowOf(corners, nodesNow, at.weights))
    const turned = turnedBack(topology, at.tet, corners, nodesNow, apart)
    const to: Vec3 = [rest[0] + turned[0], rest[1] + turned[1], rest[2] + turned[2]]
    return [{ vertex: v, rise: depth(...to) - depth(...rest) }]
  })
}

const rims = new WeakMap<Uint32Array, readonly number[]>()

/** Asked for at every frame while the heart beats. */
function rimOf({ triangles }: Shell): readonly number[] {
  const rim = rims.get(triangles) ?? rimLoops(triangles).flat()
  rims.set(triangles, rim)
  return rim
}
