/** A symmetric positive definite matrix whose rows reach `width` columns back, as its Cholesky factor solves it. */
export class BandedCholesky {
  private readonly band: Float64Array

  constructor(
    private readonly count: number,
    private readonly width: number,
  ) {
    this.band = new Float64Array(count * (width + 1))
  }

  /** A conductance between two unknowns, b < a. */
  join(a: number, b: number, conductance: number): void {
    this.ground(a, conductance)
    this.ground(b, conductance)
    this.band[this.at(a, b)]! -= conductance
  }

  /** A conductance to where the value is zero. */
  ground(a: number, conductance: number): void {
    this.band[this.at(a, a)]! += conductance
  }

  /** To be called once, when all is in. */
  factorise(): this {
    const { band, width } = this
    for (let a = 0; a < this.count; a++)
      for (let b = Math.max(0, a - width); b <= a; b++) {
        let sum = band[this.at(a, b)]!
        for (let k = Math.max(0, a - width); k < b; k++) sum -= band[this.at(a, k)]! * band[this.at(b, k)]!
        band[this.at(a, b)] = a === b ? Math.sqrt(sum) : sum / band[this.at(b, b)]!
      }
    return this
  }

  /** Replaces the right side by the solution. */
  solve(x: Float64Array): void {
    const { band, width, count } = this
    for (let a = 0; a < count; a++) {
      let sum = x[a]!
      for (let k = Math.max(0, a - width); k < a; k++) sum -= band[this.at(a, k)]! * x[k]!
      x[a] = sum / band[this.at(a, a)]!
    }
    for (let a = count - 1; a >= 0; a--) {
      const own = x[a]! / band[this.at(a, a)]!
      x[a] = own
      for (let k = Math.max(0, a - width); k < a; k++) x[k]! -= band[this.at(a, k)]! * own
    }
  }

  private at(a: number, b: number): number {
    return a * (this.width + 1) + b - a + this.width
  }
}
