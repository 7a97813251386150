/**
 * LU factors of a dense square matrix with partial pivoting, in storage made once: for the few dozen unknowns of a
 * circulation this beats any sparse bookkeeping. Row-major; all sizes are fixed at construction.
 */
export class DenseLu {
  private readonly lu: Float64Array
  private readonly order: Int32Array
  private readonly work: Float64Array
  private readonly many: Float64Array
  private readonly filled: Int32Array

  constructor(readonly size: number) {
    this.lu = new Float64Array(size * size)
    this.order = new Int32Array(size)
    this.work = new Float64Array(size)
    this.many = new Float64Array(size * size)
    this.filled = new Int32Array(size)
  }

  /** Factors a copy of `matrix`. Returns false where it is singular. */
  factor(matrix: Float64Array): boolean {
    const { lu, order, size: n } = this
    lu.set(matrix)
    for (let i = 0; i < n; i++) order[i] = i
    for (let k = 0; k < n; k++) {
      const pivot = this.pivotRow(k)
      if (pivot < 0) return false
      if (pivot !== k) this.swapRows(k, pivot)
      this.eliminateBelow(k)
    }
    return true
  }

  /** Solves A x = b; `b` and `x` may be the same array. */
  solve(b: Float64Array, x: Float64Array): void {
    const { lu, order, work, size: n } = this
    for (let i = 0; i < n; i++) {
      let sum = b[order[i]!]!
      const row = i * n
      for (let j = 0; j < i; j++) sum -= lu[row + j]! * work[j]!
      work[i] = sum
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = work[i]!
      const row = i * n
      for (let j = i + 1; j < n; j++) sum -= lu[row + j]! * work[j]!
      work[i] = sum / lu[row + i]!
    }
    x.set(work)
  }

  /** Solves A X = B in place for a row-major n × n matrix of right sides. */
  solveAll(b: Float64Array): void {
    const { lu, many, order, size: n } = this
    for (let i = 0; i < n; i++) {
      const from = order[i]! * n
      for (let c = 0; c < n; c++) many[i * n + c] = b[from + c]!
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) this.subtractRow(i, j, lu[i * n + j]!)
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) this.subtractRow(i, j, lu[i * n + j]!)
      const inverse = 1 / lu[i * n + i]!
      for (let c = 0; c < n; c++) many[i * n + c] = many[i * n + c]! * inverse
    }
    b.set(many)
  }

  private subtractRow(i: number, j: number, factor: number): void {
    if (factor === 0) return
    const { many, size: n } = this
    const to = i * n
    const from = j * n
    for (let c = 0; c < n; c++) many[to + c] = many[to + c]! - factor * many[from + c]!
  }

  private pivotRow(k: number): number {
    const { lu, size: n } = this
    let best = 0
    let row = -1
    for (let i = k; i < n; i++) {
      const v = Math.abs(lu[i * n + k]!)
      if (v > best) {
        best = v
        row = i
      }
    }
    return row
  }

  private swapRows(a: number, b: number): void {
    const { lu, order, size: n } = this
    for (let j = 0; j < n; j++) {
      const v = lu[a * n + j]!
      lu[a * n + j] = lu[b * n + j]!
      lu[b * n + j] = v
    }
    const o = order[a]!
    order[a] = order[b]!
    order[b] = o
  }

  private eliminateBelow(k: number): void {
    const { lu, filled, size: n } = this
    const source = k * n
    // A network's rows are mostly empty: only the columns that the pivot row fills can change.
    let count = 0
    for (let j = k + 1; j < n; j++) if (lu[source + j] !== 0) filled[count++] = j
    const inverse = 1 / lu[source + k]!
    for (let i = k + 1; i < n; i++) {
      const row = i * n
      const value = lu[row + k]!
      if (value === 0) continue
      const factor = value * inverse
      lu[row + k] = factor
      for (let c = 0; c < count; c++) {
        const j = filled[c]!
        lu[row + j] = lu[row + j]! - factor * lu[source + j]!
      }
    }
  }
}
