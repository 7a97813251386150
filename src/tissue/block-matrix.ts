/** A symmetric sparse matrix of 3 × 3 blocks, one row of blocks a node; blocks by rows. */
export interface BlockMatrix {
  readonly start: Uint32Array
  readonly column: Uint32Array
  readonly value: Float64Array
  /** Place in `column` of the block that joins corners k and l of tetrahedron t: 16 t + 4 k + l. */
  readonly blockOf: Uint32Array
  /** Place of each node's own block. */
  readonly diagonal: Uint32Array
}

/** The empty matrix of a lattice: a block wherever two nodes share a tetrahedron. */
export function blockMatrix(nodeCount: number, tets: Uint32Array): BlockMatrix {
  const near = Array.from({ length: nodeCount }, () => new Set<number>())
  for (let o = 0; o < tets.length; o += 4)
    for (let k = 0; k < 4; k++) for (let l = 0; l < 4; l++) near[tets[o + k]!]!.add(tets[o + l]!)
  const start = new Uint32Array(nodeCount + 1)
  near.forEach((set, n) => {
    start[n + 1] = start[n]! + set.size
  })
  const column = new Uint32Array(start[nodeCount]!)
  near.forEach((set, n) => {
    column.set(
      [...set].sort((a, b) => a - b),
      start[n]!,
    )
  })
  const find = (row: number, col: number): number => {
    let at = start[row]!
    while (column[at] !== col) at++
    return at
  }
  const blockOf = new Uint32Array(4 * tets.length)
  for (let o = 0; o < tets.length; o += 4)
    for (let k = 0; k < 4; k++)
      for (let l = 0; l < 4; l++) blockOf[4 * o + 4 * k + l] = find(tets[o + k]!, tets[o + l]!)
  const diagonal = Uint32Array.from({ length: nodeCount }, (_, n) => (near[n]!.size ? find(n, n) : 0))
  return { start, column, value: new Float64Array(9 * column.length), blockOf, diagonal }
}

/** y = A x. */
function multiply({ start, column, value }: BlockMatrix, x: Float64Array, y: Float64Array): void {
  for (let n = 0; n + 1 < start.length; n++) {
    let [a, b, c] = [0, 0, 0]
    for (let e = start[n]!; e < start[n + 1]!; e++) {
      const o = 9 * e
      const m = 3 * column[e]!
      const [u, v, w] = [x[m]!, x[m + 1]!, x[m + 2]!]
      a += value[o]! * u + value[o + 1]! * v + value[o + 2]! * w
      b += value[o + 3]! * u + value[o + 4]! * v + value[o + 5]! * w
      c += value[o + 6]! * u + value[o + 7]! * v + value[o + 8]! * w
    }
    y[3 * n] = a
    y[3 * n + 1] = b
    y[3 * n + 2] = c
  }
}

const dotOf = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!
  return sum
}

/** Inverses of the blocks on the diagonal; zero for a node that does not move. */
function inverseDiagonal(matrix: BlockMatrix, free: (node: number) => boolean): Float64Array {
  const { diagonal, value } = matrix
  const out = new Float64Array(9 * diagonal.length)
  diagonal.forEach((at, n) => {
    if (!free(n)) return
    const m = value.subarray(9 * at, 9 * at + 9)
    const minor = (p: number, q: number, r: number, s: number): number => m[p]! * m[s]! - m[q]! * m[r]!
    const adjugate = [
      [4, 5, 7, 8],
      [2, 1, 8, 7],
      [1, 2, 4, 5],
      [5, 3, 8, 6],
      [0, 2, 6, 8],
      [2, 0, 5, 3],
      [3, 4, 6, 7],
      [1, 0, 7, 6],
      [0, 1, 3, 4],
    ].map(([p, q, r, s]) => minor(p!, q!, r!, s!))
    const determinant = m[0]! * adjugate[0]! + m[1]! * adjugate[3]! + m[2]! * adjugate[6]!
    if (determinant > 0)
      out.set(
        adjugate.map((v) => v / determinant),
        9 * n,
      )
  })
  return out
}

function applyBlocks(blocks: Float64Array, x: Float64Array, y: Float64Array): void {
  for (let n = 0; n < x.length; n += 3)
    for (let d = 0; d < 3; d++) {
      const o = 3 * n + 3 * d
      y[n + d] = blocks[o]! * x[n]! + blocks[o + 1]! * x[n + 1]! + blocks[o + 2]! * x[n + 2]!
    }
}

/**
 * Solves A x = b by conjugate gradients with the inverse of the diagonal blocks; nodes that are not free stay at 0.
 * Stops at a residual of `tolerance` |b|, after `maxSteps`, or where A is not positive along the search.
 */
export function solveBlocks(
  matrix: BlockMatrix,
  b: Float64Array,
  free: (node: number) => boolean,
  tolerance: number,
  maxSteps: number,
): { x: Float64Array; steps: number } {
  const inverse = inverseDiagonal(matrix, free)
  const x = new Float64Array(b.length)
  const r = b.slice()
  for (let n = 0; n < b.length / 3; n++) if (!free(n)) r.fill(0, 3 * n, 3 * n + 3)
  const z = new Float64Array(b.length)
  const q = new Float64Array(b.length)
  applyBlocks(inverse, r, z)
  const p = z.slice()
  let rz = dotOf(r, z)
  const enough = tolerance * tolerance * rz
  let steps = 0
  for (; steps < maxSteps && rz > enough; steps++) {
    multiply(matrix, p, q)
    const curvature = dotOf(p, q)
    if (!(curvature > 0)) break
    const step = rz / curvature
    for (let n = 0; n < x.length; n++) {
      x[n]! += step * p[n]!
      r[n]! -= step * q[n]!
    }
    applyBlocks(inverse, r, z)
    const next = dotOf(r, z)
    const turn = next / rz
    rz = next
    for (let n = 0; n < p.length; n++) p[n] = z[n]! + turn * p[n]!
  }
  return { x, steps }
}
