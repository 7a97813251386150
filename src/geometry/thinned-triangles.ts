/**
 * A coarser list of triangles over the same vertices: vertices of one cube of the room, and of one structure, are
 * drawn in the place of the first of them; triangles that shrink to a line are left out (vertex clustering, Rossignac
 * and Borrel 1993). The outline moves by at most the diagonal of a cube.
 * @param rest xyz of each vertex, metres
 * @param edge of a cube, metres
 */
export function thinnedTriangles(
  rest: Float32Array,
  structure: ArrayLike<number>,
  triangles: Uint32Array,
  edge: number,
): Uint32Array {
  const first = clusters(rest, structure, edge)
  const out = new Uint32Array(triangles.length)
  let n = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const a = first[triangles[t]!]!
    const b = first[triangles[t + 1]!]!
    const c = first[triangles[t + 2]!]!
    if (a === b || b === c || c === a) continue
    out[n++] = a
    out[n++] = b
    out[n++] = c
  }
  return out.slice(0, n)
}

/** Of each vertex, the first one in the same cube and of the same structure. */
function clusters(rest: Float32Array, structure: ArrayLike<number>, edge: number): Uint32Array {
  const [low, size] = cubes(rest, edge)
  const first = new Uint32Array(rest.length / 3)
  const known = new Map<number, number>()
  for (let v = 0; v < first.length; v++) {
    const i = Math.floor((rest[3 * v]! - low[0]!) / edge)
    const j = Math.floor((rest[3 * v + 1]! - low[1]!) / edge)
    const k = Math.floor((rest[3 * v + 2]! - low[2]!) / edge)
    const cube = i + size[0]! * (j + size[1]! * (k + size[2]! * (structure[v] ?? 0)))
    const before = known.get(cube)
    if (before === undefined) known.set(cube, v)
    first[v] = before ?? v
  }
  return first
}

function cubes(rest: Float32Array, edge: number): [low: number[], size: number[]] {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let o = 0; o < rest.length; o++) {
    const axis = o % 3
    if (rest[o]! < low[axis]!) low[axis] = rest[o]!
    if (rest[o]! > high[axis]!) high[axis] = rest[o]!
  }
  return [low, high.map((h, axis) => Math.floor((h - low[axis]!) / edge) + 1)]
}
