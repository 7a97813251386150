/**
 * The equations of a network, r(ẏ, y, t) = E ẏ + F y + c(ẏ, y, t) = 0, as dense row-major storage made once.
 * E and F are written once by each element; `residual`, `dResidual_dY` and `dResidual_dYdot` start from them at every
 * Newton iterate and the elements ADD what depends on time or on the state.
 */
export class DaeSystem {
  readonly massMatrix: Float64Array // E
  readonly linearMatrix: Float64Array // F
  readonly residual: Float64Array
  readonly dResidualDy: Float64Array
  readonly dResidualDydot: Float64Array
  /** Places of E or F that are not zero. */
  private entries = new Int32Array()
  private entryRows = new Int32Array()
  private entryColumns = new Int32Array()

  constructor(readonly size: number) {
    this.massMatrix = new Float64Array(size * size)
    this.linearMatrix = new Float64Array(size * size)
    this.residual = new Float64Array(size)
    this.dResidualDy = new Float64Array(size * size)
    this.dResidualDydot = new Float64Array(size * size)
  }

  addMass(row: number, column: number, value: number): void {
    const at = row * this.size + column
    this.massMatrix[at] = this.massMatrix[at]! + value
  }

  addLinear(row: number, column: number, value: number): void {
    const at = row * this.size + column
    this.linearMatrix[at] = this.linearMatrix[at]! + value
  }

  addResidual(row: number, value: number): void {
    this.residual[row] = this.residual[row]! + value
  }

  addDy(row: number, column: number, value: number): void {
    const at = row * this.size + column
    this.dResidualDy[at] = this.dResidualDy[at]! + value
  }

  addDydot(row: number, column: number, value: number): void {
    const at = row * this.size + column
    this.dResidualDydot[at] = this.dResidualDydot[at]! + value
  }

  /** Ends the constant part: no `addMass` or `addLinear` after it. */
  seal(): void {
    const entries: number[] = []
    for (let i = 0; i < this.size ** 2; i++)
      if (this.massMatrix[i] !== 0 || this.linearMatrix[i] !== 0) entries.push(i)
    this.entries = Int32Array.from(entries)
    this.entryRows = Int32Array.from(entries, (i) => Math.floor(i / this.size))
    this.entryColumns = Int32Array.from(entries, (i) => i % this.size)
  }

  /** Sets the residual and its derivatives to the linear, constant part. */
  start(y: Float64Array, ydot: Float64Array): void {
    const { massMatrix, linearMatrix, residual, entries, entryRows, entryColumns } = this
    this.dResidualDy.set(linearMatrix)
    this.dResidualDydot.set(massMatrix)
    residual.fill(0)
    for (let k = 0; k < entries.length; k++) {
      const at = entries[k]!
      const column = entryColumns[k]!
      const row = entryRows[k]!
      residual[row] = residual[row]! + massMatrix[at]! * ydot[column]! + linearMatrix[at]! * y[column]!
    }
  }
}

/** One element of a network. An element holds its parameters and the indices of its unknowns, never the state. */
export interface Element {
  readonly name: string
  /** Adds what never changes to E and F. Called once. */
  writeConstant(system: DaeSystem): void
  /** Updates what depends on time alone (an elastance, a boundary value). Called once a step. */
  setTime?(time: number): void
  /** Adds what depends on time or state to the residual and its derivatives. Called at each Newton iterate. */
  writeState?(system: DaeSystem, y: Float64Array, ydot: Float64Array): void
  /** May correct the new state after a linear solve, before the update is added. */
  afterSolve?(y: Float64Array): void
}
