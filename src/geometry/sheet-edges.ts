import { endOf, meshEdges, startOf } from './mesh-edges'

/** An edge with one triangle, by its vertices in the triangle's own order. */
interface OpenEdge {
  readonly from: number
  readonly to: number
  readonly triangle: number
}

/**
 * The edges where a triangle surface ends. Vertices at one place count as one, and triangles without area as none: a
 * skirt that found no wall has all its rings in one place.
 */
export function openEdges(positions: ArrayLike<number>, triangles: ArrayLike<number>): OpenEdge[] {
  const same = weld(positions)
  const kept: number[] = []
  for (let t = 0; 3 * t + 2 < triangles.length; t++) {
    const [a, b, c] = [0, 1, 2].map((k) => same[triangles[3 * t + k] as number])
    if (a !== b && b !== c && c !== a) kept.push(t)
  }
  const corners = kept.flatMap((t) => [0, 1, 2].map((k) => same[triangles[3 * t + k] as number] as number))
  const mesh = { name: '', positions: Float64Array.from(positions), triangles: Uint32Array.from(corners) }
  const { mate } = meshEdges(mesh)
  const out: OpenEdge[] = []
  mate.forEach((other, h) => {
    if (other !== -1) return
    out.push({ from: startOf(mesh, h), to: endOf(mesh, h), triangle: kept[Math.floor(h / 3)] as number })
  })
  return out
}

/** For each vertex the first one at the same place. */
function weld(positions: ArrayLike<number>): Uint32Array {
  const first = new Map<string, number>()
  return Uint32Array.from({ length: positions.length / 3 }, (_, v) => {
    const key = `${positions[3 * v]} ${positions[3 * v + 1]} ${positions[3 * v + 2]}`
    const found = first.get(key)
    if (found !== undefined) return found
    first.set(key, v)
    return v
  })
}
