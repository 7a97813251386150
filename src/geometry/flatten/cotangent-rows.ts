import type { Disc } from './disc'

/** A symmetric sparse matrix by rows. */
export interface SparseRows {
  readonly start: Uint32Array
  readonly column: Uint32Array
  readonly value: Float64Array
  readonly diagonal: Float64Array
}

const rounds = 400
const tolerance = 1e-7

/** The cotangent Laplacian of a disc: half the cotangents opposite to each edge, summed. Positive semidefinite. */
export const cotangentRows = (disc: Disc): SparseRows =>
  weightedRows(disc, (t, k) => disc.cotangents[t + ((k + 2) % 3)]! / 2)

/** Laplacian with a weight for edge k of the triangle that starts at t, summed over the triangles of the edge. */
export function weightedRows(disc: Disc, weight: (t: number, k: number) => number): SparseRows {
  const { vertexCount, triangles } = disc
  const near = Array.from({ length: vertexCount }, () => new Map<number, number>())
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [i, j] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const w = weight(t, k)
      near[i]!.set(j, (near[i]!.get(j) ?? 0) + w)
      near[j]!.set(i, (near[j]!.get(i) ?? 0) + w)
    }
  const start = new Uint32Array(vertexCount + 1)
  near.forEach((row, n) => {
    start[n + 1] = start[n]! + row.size
  })
  const diagonal = Float64Array.from(near, (row) => [...row.values()].reduce((a, b) => a + b, 0))
  return {
    start,
    column: Uint32Array.from(near.flatMap((row) => [...row.keys()])),
    value: Float64Array.from(near.flatMap((row) => [...row.values()])),
    diagonal,
  }
}

/**
 * Solves L x = right for both coordinates by conjugate gradients with the diagonal as preconditioner, from `x` on. In
 * place. L does not see a shift of the whole; the right side has none, and what `x` starts with stays.
 */
export function solveRows(rows: SparseRows, right: Float64Array, x: Float64Array): void {
  for (const d of [0, 1]) {
    const n = rows.diagonal.length
    const residual = new Float64Array(n)
    const way = new Float64Array(n)
    const own = Float64Array.from({ length: n }, (_, i) => x[2 * i + d]!)
    multiply(rows, own, residual)
    let size = 0
    for (let i = 0; i < n; i++) {
      residual[i] = right[2 * i + d]! - residual[i]!
      size += right[2 * i + d]! ** 2
    }
    descend(rows, own, residual, way, tolerance ** 2 * size)
    for (let i = 0; i < n; i++) x[2 * i + d] = own[i]!
  }
}

function descend(
  rows: SparseRows,
  x: Float64Array,
  residual: Float64Array,
  way: Float64Array,
  goal: number,
): void {
  const n = x.length
  const image = new Float64Array(n)
  let before = 0
  for (let round = 0; round < rounds; round++) {
    let [now, squares] = [0, 0]
    for (let i = 0; i < n; i++) {
      now += residual[i]! ** 2 / rows.diagonal[i]!
      squares += residual[i]! ** 2
    }
    if (squares <= goal) return
    for (let i = 0; i < n; i++)
      way[i] = residual[i]! / rows.diagonal[i]! + (before > 0 ? now / before : 0) * way[i]!
    multiply(rows, way, image)
    let curvature = 0
    for (let i = 0; i < n; i++) curvature += way[i]! * image[i]!
    if (curvature <= 0) return
    for (let i = 0; i < n; i++) {
      x[i]! += (now / curvature) * way[i]!
      residual[i]! -= (now / curvature) * image[i]!
    }
    before = now
  }
}

function multiply({ start, column, value, diagonal }: SparseRows, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < diagonal.length; i++) {
    let sum = diagonal[i]! * x[i]!
    for (let e = start[i]!; e < start[i + 1]!; e++) sum -= value[e]! * x[column[e]!]!
    out[i] = sum
  }
}
