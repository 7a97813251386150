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
    const [a, b, c] = cornersOf(same, triangles, t)
    if (a !== b && b !== c && c !== a) kept.push(t)
  }
  const corners = new Uint32Array(3 * kept.length)
  kept.forEach((t, n) => void corners.set(cornersOf(same, triangles, t), 3 * n))
  const mesh = { name: '', positions: Float64Array.from(positions), triangles: corners }
  const { mate } = meshEdges(mesh)
  const out: OpenEdge[] = []
  mate.forEach((other, h) => {
    if (other !== -1) return
    out.push({ from: startOf(mesh, h), to: endOf(mesh, h), triangle: kept[Math.floor(h / 3)] as number })
  })
  return out
}

const cornersOf = (same: Uint32Array, triangles: ArrayLike<number>, t: number): [number, number, number] => [
  same[triangles[3 * t] as number] as number,
  same[triangles[3 * t + 1] as number] as number,
  same[triangles[3 * t + 2] as number] as number,
]

/** For each vertex the first one at the same place. */
function weld(positions: ArrayLike<number>): Uint32Array {
  // By a number that equal places have in common; others may, too, and are told apart.
  const near = new Map<number, number[]>()
  return Uint32Array.from({ length: positions.length / 3 }, (_, v) => {
    const [x, y, z] = [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]] as [
      number,
      number,
      number,
    ]
    const key = x + Math.SQRT2 * y + Math.PI * z
    const known = near.get(key)
    const first = known?.find(
      (w) => positions[3 * w] === x && positions[3 * w + 1] === y && positions[3 * w + 2] === z,
    )
    if (first !== undefined) return first
    if (known) known.push(v)
    else near.set(key, [v])
    return v
  })
}
