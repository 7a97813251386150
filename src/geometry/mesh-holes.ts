import { add, cross, distance, dot, length, scale, subtract, type Vec3 } from '../core/vec3'
import { endOf, meshEdges, startOf } from './mesh-edges'
import type { TriangleMesh } from './triangle-mesh'

/** A closed rim where a surface ends, in the mesh's unit of length. */
export interface Rim {
  /** Vertices in the direction in which a cap's triangles would run. */
  readonly vertices: readonly number[]
  readonly centre: Vec3
  /** Unit vector at right angles to the rim, out of the surface's inside. */
  readonly normal: Vec3
  /** Area of the cap seen along the normal. */
  readonly area: number
  readonly perimeter: number
  /** Greatest distance of the rim from its centre, across the normal. */
  readonly radius: number
  /** Greatest distance of the rim from its plane. */
  readonly unevenness: number
  /** How far the surface beside it runs across its axis: 0 at the end of a tube, 1 round a hole in a flat wall. */
  readonly across: number
}

/**
 * The rims of an oriented mesh. Directions of all half-edges of an edge are summed, so that branched edges count only
 * with what does not cancel: what is left always runs in closed ways.
 */
export function rimsOf(mesh: TriangleMesh): Rim[] {
  const next = new Map<number, number[]>()
  let left = 0
  const push = (from: number, to: number) => {
    const list = next.get(from)
    if (list) list.push(to)
    else next.set(from, [to])
    left++
  }
  const { mate, fans } = meshEdges(mesh)
  for (let h = 0; h < mate.length; h++) if (mate[h] === -1) push(endOf(mesh, h), startOf(mesh, h))
  for (const fan of fans) {
    const [a, b] = [startOf(mesh, fan[0] as number), endOf(mesh, fan[0] as number)]
    const net = fan.reduce((sum, h) => sum + (startOf(mesh, h) === a ? 1 : -1), 0)
    for (let n = 0; n < Math.abs(net); n++) push(net > 0 ? b : a, net > 0 ? a : b)
  }
  const rims: Omit<Rim, 'across'>[] = []
  for (const start of [...next.keys()])
    while (left > 0 && next.get(start)?.length) left -= walk(mesh, next, start, rims)
  return withSlopes(mesh, rims)
}

/** Walks from a vertex until it is back; a vertex met twice on the way closes a rim of its own. */
function walk(
  mesh: TriangleMesh,
  next: Map<number, number[]>,
  start: number,
  rims: Omit<Rim, 'across'>[],
): number {
  const way = [start]
  const place = new Map([[start, 0]])
  let used = 0
  for (let at = start; ; ) {
    const to = next.get(at)?.pop()
    if (to === undefined) return Math.max(1, used)
    used++
    const met = place.get(to)
    if (met !== undefined) {
      const loop = way.splice(met)
      for (const v of loop) place.delete(v)
      if (loop.length > 2) rims.push(rimOf(mesh, loop))
      if (to === start) return used
    }
    place.set(to, way.length)
    way.push(to)
    at = to
  }
}

function rimOf(mesh: TriangleMesh, vertices: readonly number[]): Omit<Rim, 'across'> {
  const at = (v: number): Vec3 => [
    mesh.positions[3 * v] as number,
    mesh.positions[3 * v + 1] as number,
    mesh.positions[3 * v + 2] as number,
  ]
  const points = vertices.map(at)
  const after = (n: number) => points[(n + 1) % points.length] as Vec3
  let perimeter = 0
  let centre: Vec3 = [0, 0, 0]
  points.forEach((p, n) => {
    const edge = distance(p, after(n))
    perimeter += edge
    centre = add(centre, scale(add(p, after(n)), edge / 2))
  })
  centre = perimeter > 0 ? scale(centre, 1 / perimeter) : (points[0] as Vec3)
  let vector: Vec3 = [0, 0, 0]
  points.forEach((p, n) => {
    vector = add(vector, scale(cross(subtract(p, centre), subtract(after(n), centre)), 0.5))
  })
  const area = length(vector)
  const normal: Vec3 = area > 0 ? scale(vector, 1 / area) : [0, 0, 1]
  let radius = 0
  let unevenness = 0
  for (const p of points) {
    const d = subtract(p, centre)
    const height = dot(d, normal)
    radius = Math.max(radius, Math.sqrt(Math.max(0, dot(d, d) - height * height)))
    unevenness = Math.max(unevenness, Math.abs(height))
  }
  return { vertices, centre, normal, area, perimeter, radius, unevenness }
}

/** Pairs of rims round the same opening that face against each other: the inner and outer face of a wall's end. */
export function annuli(rims: readonly Rim[]): [Rim, Rim][] {
  const pairs: [Rim, Rim][] = []
  const left = new Set(rims)
  for (const a of rims)
    for (const b of rims) {
      if (a === b || !left.has(a) || !left.has(b) || a.radius < b.radius) continue
      if (distance(a.centre, b.centre) > 0.35 * b.radius || b.radius < 0.5 * a.radius) continue
      if (dot(a.normal, b.normal) > -0.7) continue
      pairs.push([a, b])
      left.delete(a)
      left.delete(b)
    }
  return pairs
}

/** The mesh with a strip of triangles between each pair of rims. */
export function bridgeRims(mesh: TriangleMesh, pairs: readonly (readonly [Rim, Rim])[]): TriangleMesh {
  if (pairs.length === 0) return mesh
  const triangles = Array.from(mesh.triangles)
  for (const [outer, inner] of pairs) pushStrip(mesh, outer.vertices, inner.vertices, triangles)
  return { ...mesh, triangles: Uint32Array.from(triangles) }
}

/** Goes round both rims at once, always over the shorter of the two edges that can come next. */
function pushStrip(
  mesh: TriangleMesh,
  a: readonly number[],
  b: readonly number[],
  triangles: number[],
): void {
  const apart = (v: number, w: number) => {
    let sum = 0
    for (let k = 0; k < 3; k++)
      sum += ((mesh.positions[3 * v + k] as number) - (mesh.positions[3 * w + k] as number)) ** 2
    return sum
  }
  let start = 0
  b.forEach((v, n) => {
    if (apart(v, a[0] as number) < apart(b[start] as number, a[0] as number)) start = n
  })
  const atA = (n: number) => a[n % a.length] as number
  const atB = (n: number) => b[(start - n + 2 * b.length) % b.length] as number
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const alongA = i < a.length && (j >= b.length || apart(atA(i + 1), atB(j)) <= apart(atA(i), atB(j + 1)))
    if (alongA) triangles.push(atA(i), atA(i + 1), atB(j))
    else triangles.push(atB(j + 1), atB(j), atA(i))
    if (alongA) i++
    else j++
  }
}

/** The mesh with a fan of triangles from each rim's centre; they face outward. */
export function capRims(mesh: TriangleMesh, rims: readonly Rim[]): TriangleMesh {
  if (rims.length === 0) return mesh
  const positions = Array.from(mesh.positions)
  const triangles = Array.from(mesh.triangles)
  for (const { vertices, centre } of rims) {
    const middle = positions.length / 3
    if (vertices.length === 3) {
      triangles.push(...vertices)
      continue
    }
    positions.push(...centre)
    for (let n = 0; n < vertices.length; n++)
      triangles.push(vertices[n] as number, vertices[(n + 1) % vertices.length] as number, middle)
  }
  return { ...mesh, positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) }
}

/**
 * Whether the surface beside a rim runs along the rim's axis, as at the end of a tube, and not across it, as round a
 * hole in a wall.
 */
export const isTubeEnd = (rim: Rim): boolean => rim.across < 0.6

/** Mean of |triangle normal · rim normal|, by area, over the triangles within two radii of a rim's centre. */
function withSlopes(mesh: TriangleMesh, rims: readonly Omit<Rim, 'across'>[]): Rim[] {
  const { positions: p, triangles } = mesh
  return rims.map((rim) => {
    const [cx, cy, cz] = rim.centre
    const [nx, ny, nz] = rim.normal
    const reach = 4 * rim.radius * rim.radius
    let across = 0
    let area = 0
    for (let t = 0; t < triangles.length; t += 3) {
      const i = 3 * (triangles[t] as number)
      const x = (p[i] as number) - cx
      const y = (p[i + 1] as number) - cy
      const z = (p[i + 2] as number) - cz
      if (x * x + y * y + z * z > reach) continue
      const j = 3 * (triangles[t + 1] as number)
      const k = 3 * (triangles[t + 2] as number)
      const ax = (p[j] as number) - (p[i] as number)
      const ay = (p[j + 1] as number) - (p[i + 1] as number)
      const az = (p[j + 2] as number) - (p[i + 2] as number)
      const bx = (p[k] as number) - (p[i] as number)
      const by = (p[k + 1] as number) - (p[i + 1] as number)
      const bz = (p[k + 2] as number) - (p[i + 2] as number)
      const ux = ay * bz - az * by
      const uy = az * bx - ax * bz
      const uz = ax * by - ay * bx
      across += Math.abs(ux * nx + uy * ny + uz * nz)
      area += Math.sqrt(ux * ux + uy * uy + uz * uz)
    }
    return { ...rim, across: area > 0 ? across / area : 1 }
  })
}
