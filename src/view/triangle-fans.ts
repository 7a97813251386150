/** Triangles of a vertex's fan that are kept. */
export const fanSize = 8

/**
 * For each vertex v up to `fanSize` pairs (b, c) of the triangles (v, b, c) round it, in the triangles' winding; the
 * rest are (v, v), which add nothing to a sum of cross products. 16 numbers a vertex.
 */
export function triangleFans(triangles: Uint32Array, vertexCount: number): Uint32Array {
  const fans = new Uint32Array(vertexCount * fanSize * 2)
  for (let v = 0; v < vertexCount; v++) fans.fill(v, v * fanSize * 2, (v + 1) * fanSize * 2)
  const used = new Uint8Array(vertexCount)
  const add = (v: number, b: number, c: number) => {
    const n = used[v]!
    if (n >= fanSize) return
    used[v] = n + 1
    fans[(v * fanSize + n) * 2] = b
    fans[(v * fanSize + n) * 2 + 1] = c
  }
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t]!
    const b = triangles[t + 1]!
    const c = triangles[t + 2]!
    add(a, b, c)
    add(b, c, a)
    add(c, a, b)
  }
  return fans
}
