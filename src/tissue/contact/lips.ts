import { cross, distance, mix, normalize, subtract, tangents, type Vec3 } from '../../core/vec3'
import { shapeGradients } from '../bcc'
import { besideFinder } from '../beside'
import type { Blade } from '../blade'
import { tetFinder } from '../embed'
import { sampler } from '../field'
import type { TissueTopology } from '../topology'
import { contactSpring, tissueFriction } from './contact-law'
import type { MaterialPoints, PushList } from './push-list'
import type { ContactPoints } from './skin'

/** Lips farther apart than this, in lattice edges, are left to the general search. */
const reach = 2
/** Lips overlapping more than this, in lattice edges, are not each other's any more. */
const deepest = 1
/** Least cosine between the two sides' normals: beyond it a lip is folded over, not facing the other. */
const facing = 0.3
const lipKeys = 2 ** 26

/** Places on the blades' surfaces inside tissue, as material points on both sides. */
export interface Lips {
  readonly count: number
  readonly before: ContactPoints
  readonly behind: ContactPoints
  /** Normal at rest, from behind to before. */
  readonly normal: Float32Array
  /** g_k · t for two tangents t1 × t2 = normal: eight a place, so that F t = Σ x_k (g_k · t). */
  readonly tangent: Float32Array
}

/**
 * Samples the blades of a topology wherever they have parted tissue. Pure; to be done once an edit.
 */
export function sampleLips(topology: TissueTopology): Lips {
  const { model } = topology
  const depth = sampler(model.heart.frame, topology.distance)
  const beside = besideFinder(topology)
  const find = tetFinder(model)
  const gradients = shapeGradients(model.lattice.edge)
  const draft = new LipsDraft()
  for (const blade of topology.cuts)
    for (const { place, normal, area } of places(blade, 0.6 * model.lattice.edge)) {
      if (depth(...place) > 0) continue
      const at = beside(place, normal)
      if (!at || at.before === at.behind || Math.min(...at.weights) < -0.05) continue
      if (!topology.slotVolume[at.before] || !topology.slotVolume[at.behind]) continue
      const tet = find(...place)!.tet
      const young = model.materials[model.material[tet]!]!.young
      draft.rest.push(...place)
      draft.normal.push(...normal)
      draft.area.push(area)
      draft.young.push(young)
      draft.weights.push(...at.weights)
      for (let c = 0; c < 4; c++) {
        draft.before.push(topology.slotNodes[4 * at.before + c]!)
        draft.behind.push(topology.slotNodes[4 * at.behind + c]!)
      }
      for (const t of tangents(normal))
        for (let k = 0; k < 4; k++) {
          const g = 12 * model.shape[tet]! + 3 * k
          draft.tangent.push(gradients[g]! * t[0] + gradients[g + 1]! * t[1] + gradients[g + 2]! * t[2])
        }
    }
  return draft.finish()
}

class LipsDraft {
  readonly rest: number[] = []
  readonly normal: number[] = []
  readonly area: number[] = []
  readonly young: number[] = []
  readonly weights: number[] = []
  readonly before: number[] = []
  readonly behind: number[] = []
  readonly tangent: number[] = []

  finish(): Lips {
    const count = this.area.length
    const shared = {
      count,
      weights: Float32Array.from(this.weights),
      rest: Float32Array.from(this.rest),
      area: Float32Array.from(this.area),
      young: Float32Array.from(this.young),
    }
    return {
      count,
      before: { ...shared, nodes: Uint32Array.from(this.before), keyBase: lipKeys },
      behind: { ...shared, nodes: Uint32Array.from(this.behind), keyBase: 2 * lipKeys },
      normal: Float32Array.from(this.normal),
      tangent: Float32Array.from(this.tangent),
    }
  }
}

/** Middles of a blade's triangles, halved along their longest edge until none is longer than `grain`. */
function* places(blade: Blade, grain: number): Generator<{ place: Vec3; normal: Vec3; area: number }> {
  const corner = (n: number): Vec3 => {
    const o = 3 * blade.triangles[n]!
    return [blade.positions[o]!, blade.positions[o + 1]!, blade.positions[o + 2]!]
  }
  const stack: (readonly [Vec3, Vec3, Vec3])[] = []
  for (let t = 0; t < blade.triangles.length; t += 3) stack.push([corner(t), corner(t + 1), corner(t + 2)])
  while (stack.length > 0) {
    const [p, q, r] = stack.pop()!
    const sizes = [distance(p, q), distance(q, r), distance(r, p)] as const
    const [a, b, c] =
      sizes[0] >= sizes[1] && sizes[0] >= sizes[2] ? [p, q, r] : sizes[1] >= sizes[2] ? [q, r, p] : [r, p, q]
    if (Math.max(...sizes) > grain) {
      const m = mix(a, b, 0.5)
      stack.push([a, m, c], [m, b, c])
      continue
    }
    const twice = cross(subtract(b, a), subtract(c, a))
    const area = Math.hypot(...twice) / 2
    if (area > 0) yield { place: mix(mix(a, b, 0.5), c, 1 / 3), normal: normalize(twice), area }
  }
}

/**
 * Finds where the two sides of a cut are about to overlap: gap = (x_before - x_behind) · n, with n the blade's normal as
 * both sides carry it (cof F N = F t1 × F t2, averaged). Right while the lips lie against each other as they were cut
 * or slide along a flat cut; lips far apart or folded over are left out.
 * @param margin overlap that may come within a frame, metres
 */
export function findLips(
  lips: Lips,
  positions: ArrayLike<number>,
  edge: number,
  margin: number,
  list: PushList,
): void {
  const [before, behind] = [new Float64Array(9), new Float64Array(9)]
  for (let n = 0; n < lips.count; n++) {
    carried(lips, lips.before, n, positions, before)
    carried(lips, lips.behind, n, positions, behind)
    const [x, y, z] = [before[0]! - behind[0]!, before[1]! - behind[1]!, before[2]! - behind[2]!]
    if (x * x + y * y + z * z > (reach * edge) ** 2) continue
    const normal = meanNormal(before, behind)
    if (!normal) continue
    const gap = x * normal[0] + y * normal[1] + z * normal[2]
    if (gap > margin || gap < -deepest * edge) continue
    list.add({
      key: n,
      points: lips.before,
      i: n,
      others: lips.behind,
      j: n,
      normal,
      gap,
      stiffness: contactSpring(lips.before.young[n]!, lips.before.area[n]!, edge),
      friction: tissueFriction,
    })
  }
}

/** Place of point `n` in out[0..2], F t1 × F t2 in out[3..5]. */
function carried(
  lips: Lips,
  { nodes, weights }: MaterialPoints,
  n: number,
  positions: ArrayLike<number>,
  out: Float64Array,
): void {
  let [x, y, z, ax, ay, az, bx, by, bz] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let c = 0; c < 4; c++) {
    const o = 4 * nodes[4 * n + c]!
    const [px, py, pz] = [positions[o]!, positions[o + 1]!, positions[o + 2]!]
    const w = weights[4 * n + c]!
    const s = lips.tangent[8 * n + c]!
    const t = lips.tangent[8 * n + 4 + c]!
    x += w * px
    y += w * py
    z += w * pz
    ax += s * px
    ay += s * py
    az += s * pz
    bx += t * px
    by += t * py
    bz += t * pz
  }
  out[0] = x
  out[1] = y
  out[2] = z
  out[3] = ay * bz - az * by
  out[4] = az * bx - ax * bz
  out[5] = ax * by - ay * bx
}

function meanNormal(p: Float64Array, q: Float64Array): Vec3 | null {
  const lp = Math.hypot(p[3]!, p[4]!, p[5]!)
  const lq = Math.hypot(q[3]!, q[4]!, q[5]!)
  if (!(lp > 0) || !(lq > 0)) return null
  if (p[3]! * q[3]! + p[4]! * q[4]! + p[5]! * q[5]! < facing * lp * lq) return null
  const [x, y, z] = [p[3]! / lp + q[3]! / lq, p[4]! / lp + q[4]! / lq, p[5]! / lp + q[5]! / lq]
  const l = Math.hypot(x, y, z)
  return [x / l, y / l, z / l]
}
