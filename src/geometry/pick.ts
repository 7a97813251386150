import { add, cross, distance, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { SurfaceTree } from './pick-tree'
import type { EmbeddedSurface, SurfaceHit } from './surface'

/** One tree a surface; it goes when the surface goes. */
const trees = new WeakMap<EmbeddedSurface, SurfaceTree>()

function treeOf(surface: EmbeddedSurface, nodePositions: Float32Array): SurfaceTree {
  let tree = trees.get(surface)
  if (!tree) {
    tree = new SurfaceTree(surface)
    trees.set(surface, tree)
  }
  tree.refit(nodePositions)
  return tree
}

/**
 * First place where a ray meets the deformed surface, from either side; null where it does not within `maxDistance`.
 * Boxes follow the tissue when `nodePositions` is another array than at the last call (snapshots are).
 * @param nodePositions xyz per lattice node, metres; @param direction need not be a unit vector
 */
export function pickSurface(
  surface: EmbeddedSurface,
  nodePositions: Float32Array,
  origin: Vec3,
  direction: Vec3,
  maxDistance = Number.POSITIVE_INFINITY,
): SurfaceHit | null {
  if (surface.triangles.length === 0) return null
  const tree = treeOf(surface, nodePositions)
  const ray = normalize(direction)
  const inverse: Vec3 = [1 / ray[0], 1 / ray[1], 1 / ray[2]]
  let best = maxDistance
  let found: Found | null = null
  const stack = [1]
  for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
    if (enters(tree.boxes, n, origin, inverse) >= best) continue
    if (n < tree.firstLeaf) {
      const l = enters(tree.boxes, 2 * n, origin, inverse)
      const r = enters(tree.boxes, 2 * n + 1, origin, inverse)
      if (l <= r) stack.push(2 * n + 1, 2 * n)
      else stack.push(2 * n, 2 * n + 1)
      continue
    }
    const [from, to] = tree.leafRange(n - tree.firstLeaf)
    for (let m = from; m < to; m++) {
      const triangle = tree.order[m]!
      const corners = cornersOf(surface, nodePositions, triangle)
      const hit = rayTriangle(origin, ray, corners)
      if (!hit || hit.t > best) continue
      best = hit.t
      found = { triangle, bary: hit.bary }
    }
  }
  return found && complete(surface, nodePositions, found, best)
}

/** The place of the deformed surface nearest to a point; null for a surface without triangles. */
export function nearestOnSurface(
  surface: EmbeddedSurface,
  nodePositions: Float32Array,
  point: Vec3,
): SurfaceHit | null {
  if (surface.triangles.length === 0) return null
  const tree = treeOf(surface, nodePositions)
  let best = Number.POSITIVE_INFINITY
  let found: Found | null = null
  const stack = [1]
  for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
    if (away(tree.boxes, n, point) >= best) continue
    if (n < tree.firstLeaf) {
      if (away(tree.boxes, 2 * n, point) <= away(tree.boxes, 2 * n + 1, point)) stack.push(2 * n + 1, 2 * n)
      else stack.push(2 * n, 2 * n + 1)
      continue
    }
    const [from, to] = tree.leafRange(n - tree.firstLeaf)
    for (let m = from; m < to; m++) {
      const triangle = tree.order[m]!
      const corners = cornersOf(surface, nodePositions, triangle)
      const bary = nearestOnTriangle(point, corners)
      const d = distance(point, blend(corners, bary))
      if (d * d >= best) continue
      best = d * d
      found = { triangle, bary }
    }
  }
  return found && complete(surface, nodePositions, found, Math.sqrt(best))
}

interface Found {
  readonly triangle: number
  readonly bary: Vec3
}
type Corners = readonly [Vec3, Vec3, Vec3]

/** Where a ray enters a box; Infinity when it misses. */
function enters(boxes: Float32Array, n: number, origin: Vec3, inverse: Vec3): number {
  // The places after the last leaf are empty: low above high.
  if (boxes[6 * n]! > boxes[6 * n + 3]!) return Number.POSITIVE_INFINITY
  let near = 0
  let far = Number.POSITIVE_INFINITY
  for (let a = 0; a < 3; a++) {
    const t0 = (boxes[6 * n + a]! - origin[a]!) * inverse[a]!
    const t1 = (boxes[6 * n + 3 + a]! - origin[a]!) * inverse[a]!
    // A ray inside a slab that it runs along gives NaN (0 · ∞): comparisons with it leave the range as it is.
    if (t0 < t1) {
      if (t0 > near) near = t0
      if (t1 < far) far = t1
    } else {
      if (t1 > near) near = t1
      if (t0 < far) far = t0
    }
  }
  return near <= far ? near : Number.POSITIVE_INFINITY
}

/** Squared distance from a point to a box. */
function away(boxes: Float32Array, n: number, p: Vec3): number {
  let sum = 0
  for (let a = 0; a < 3; a++) {
    const d = Math.max(boxes[6 * n + a]! - p[a]!, 0, p[a]! - boxes[6 * n + 3 + a]!)
    sum += d * d
  }
  return sum
}

/** Position of a surface vertex that its lattice nodes carry. */
function skinned(surface: EmbeddedSurface, nodes: Float32Array, v: number): Vec3 {
  let x = 0
  let y = 0
  let z = 0
  for (let k = 4 * v; k < 4 * v + 4; k++) {
    const w = surface.weights[k]!
    if (w === 0) continue
    const q = 3 * surface.nodes[k]!
    x += w * nodes[q]!
    y += w * nodes[q + 1]!
    z += w * nodes[q + 2]!
  }
  return [x, y, z]
}

const cornersOf = (surface: EmbeddedSurface, nodes: Float32Array, t: number): Corners => [
  skinned(surface, nodes, surface.triangles[3 * t]!),
  skinned(surface, nodes, surface.triangles[3 * t + 1]!),
  skinned(surface, nodes, surface.triangles[3 * t + 2]!),
]

/** Möller and Trumbore 1997, both sides; a hair's breadth over the edges so that no ray slips between triangles. */
function rayTriangle(origin: Vec3, ray: Vec3, [a, b, c]: Corners): { t: number; bary: Vec3 } | null {
  const e = subtract(b, a)
  const f = subtract(c, a)
  const p = cross(ray, f)
  const det = dot(e, p)
  if (Math.abs(det) < 1e-20) return null
  const s = subtract(origin, a)
  const u = dot(s, p) / det
  if (u < -1e-7 || u > 1 + 1e-7) return null
  const q = cross(s, e)
  const v = dot(ray, q) / det
  if (v < -1e-7 || u + v > 1 + 1e-7) return null
  const t = dot(f, q) / det
  return t < 0 ? null : { t, bary: [1 - u - v, u, v] }
}

/** Barycentric coordinates of the nearest point (Ericson, Real-Time Collision Detection, 5.1.5). */
function nearestOnTriangle(p: Vec3, [a, b, c]: Corners): Vec3 {
  const ab = subtract(b, a)
  const ac = subtract(c, a)
  const ap = subtract(p, a)
  const d1 = dot(ab, ap)
  const d2 = dot(ac, ap)
  if (d1 <= 0 && d2 <= 0) return [1, 0, 0]
  const bp = subtract(p, b)
  const d3 = dot(ab, bp)
  const d4 = dot(ac, bp)
  if (d3 >= 0 && d4 <= d3) return [0, 1, 0]
  const vc = d1 * d4 - d3 * d2
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return [1 - d1 / (d1 - d3), d1 / (d1 - d3), 0]
  const cp = subtract(p, c)
  const d5 = dot(ab, cp)
  const d6 = dot(ac, cp)
  if (d6 >= 0 && d5 <= d6) return [0, 0, 1]
  const vb = d5 * d2 - d1 * d6
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return [1 - d2 / (d2 - d6), 0, d2 / (d2 - d6)]
  const va = d3 * d6 - d5 * d4
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const w = (d4 - d3) / (d4 - d3 + (d5 - d6))
    return [0, 1 - w, w]
  }
  const sum = va + vb + vc
  return [va / sum, vb / sum, vc / sum]
}

const blend = ([a, b, c]: Corners, [x, y, z]: Vec3): Vec3 => add(add(scale(a, x), scale(b, y)), scale(c, z))

function complete(
  surface: EmbeddedSurface,
  nodes: Float32Array,
  { triangle, bary }: Found,
  far: number,
): SurfaceHit {
  const ids = [0, 1, 2].map((k) => surface.triangles[3 * triangle + k]!)
  const corners = cornersOf(surface, nodes, triangle)
  const rest = ids.map(
    (v) => [surface.rest[3 * v]!, surface.rest[3 * v + 1]!, surface.rest[3 * v + 2]!] as Vec3,
  )
  const main = ids[bary.indexOf(Math.max(...bary))]!
  return {
    position: blend(corners, bary),
    rest: blend(rest as unknown as Corners, bary),
    normal: normalize(cross(subtract(corners[1], corners[0]), subtract(corners[2], corners[0]))),
    distance: far,
    triangle,
    structure: surface.structure[main]!,
    side: surface.side[main]!,
  }
}
