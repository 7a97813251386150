import { cross, distance, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { besideFinder } from './beside'
import type { Blade } from './blade'
import { sampler, wallFinder } from './field'
import type { SurfaceDraft } from './surface-draft'
import type { TissueTopology } from './topology'

/** `side` of a vertex on a face made by a cut. */
const cutSide = 2

/** Adds the two faces of every incision: each blade's surface inside the tissue, once for each side that parted. */
export function cutFaces(topology: TissueTopology, draft: SurfaceDraft): void {
  const { heart } = topology.model
  const depth = sampler(heart.frame, topology.distance)
  const wallAt = wallFinder(heart)
  const beside = besideFinder(topology)
  for (const blade of topology.cuts)
    for (const triangle of fineTriangles(blade, 1.5 * heart.frame.spacing)) {
      const piece = clip(triangle, depth)
      if (piece.length < 3) continue
      const normal = normalize(cross(subtract(piece[1]!, piece[0]!), subtract(piece[2]!, piece[0]!)))
      const middle = scale(
        piece.reduce((sum, p) => [sum[0] + p[0], sum[1] + p[1], sum[2] + p[2]] as Vec3),
        1 / piece.length,
      )
      const parted = beside(middle, normal)
      if (!parted || parted.before === parted.behind) continue
      const face = (sign: 1 | -1): number[] =>
        piece.flatMap((rest) => {
          const at = beside(rest, normal)
          if (!at) return []
          const slot = sign > 0 ? at.before : at.behind
          // The tissue before the blade faces back at it.
          const facing = scale(normal, -sign)
          return draft.add({
            rest,
            normal: facing,
            structure: wallAt(...rest),
            side: cutSide,
            slot,
            weights: at.weights,
          })
        })
      fan(draft, face(-1))
      fan(draft, face(1).reverse())
    }
}

type Triangle = readonly [Vec3, Vec3, Vec3]

/** A blade's triangles, halved along their longest edge until none is longer than `grain`. */
function* fineTriangles(blade: Blade, grain: number): Generator<Triangle> {
  const stack: Triangle[] = []
  for (let t = 0; t < blade.triangles.length; t += 3)
    stack.push([corner(blade, t), corner(blade, t + 1), corner(blade, t + 2)])
  while (stack.length > 0) {
    const [a, b, c] = turnLongestFirst(stack.pop()!)
    if (distance(a, b) <= grain) yield [a, b, c]
    else {
      const m = mix(a, b, 0.5)
      stack.push([a, m, c], [m, b, c])
    }
  }
}

function turnLongestFirst([a, b, c]: Triangle): Triangle {
  const [ab, bc, ca] = [distance(a, b), distance(b, c), distance(c, a)]
  if (ab >= bc && ab >= ca) return [a, b, c]
  return bc >= ca ? [b, c, a] : [c, a, b]
}

function corner(blade: Blade, n: number): Vec3 {
  const o = 3 * blade.triangles[n]!
  return [blade.positions[o]!, blade.positions[o + 1]!, blade.positions[o + 2]!]
}

/** The part of a triangle at negative depth. */
function clip(
  triangle: readonly [Vec3, Vec3, Vec3],
  depth: (x: number, y: number, z: number) => number,
): Vec3[] {
  const d = triangle.map((p) => depth(...p))
  if (d.every((v) => v >= 0)) return []
  const out: Vec3[] = []
  for (let n = 0; n < 3; n++) {
    const m = (n + 1) % 3
    if (d[n]! < 0) out.push(triangle[n]!)
    if (d[n]! < 0 !== d[m]! < 0) out.push(mix(triangle[n]!, triangle[m]!, d[n]! / (d[n]! - d[m]!)))
  }
  return out
}

function fan(draft: SurfaceDraft, ring: readonly number[]): void {
  for (let n = 2; n < ring.length; n++) draft.triangle(ring[0]!, ring[n - 1]!, ring[n]!)
}
