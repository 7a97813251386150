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
  const rims: Rim[] = []
  for (const start of [...next.keys()])
    while (left > 0 && next.get(start)?.length) left -= walk(mesh, next, start, rims)
  return rims
}

/** Walks from a vertex until it is back; a vertex met twice on the way closes a rim of its own. */
function walk(mesh: TriangleMesh, next: Map<number, number[]>, start: number, rims: Rim[]): number {
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

function rimOf(mesh: TriangleMesh, vertices: readonly number[]): Rim {
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
