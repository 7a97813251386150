/** Least and greatest stretch that a prestretch may hold. */
const stretchBounds = [0.5, 2] as const

/**
 * F with its principal stretches brought within `stretchBounds` (F = U Σ Vᵀ by the eigenvectors of FᵀF; columns), in
 * place. Returns whether anything had to be changed.
 */
export function boundStretch(f: Float32Array): boolean {
  const c = product(f)
  const v = [1, 0, 0, 0, 1, 0, 0, 0, 1]
  for (let turn = 0; turn < 6; turn++) for (const [p, q] of pairs) rotate(c, v, p, q)
  const scale = [0, 4, 8].map((d) => {
    const stretch = Math.sqrt(Math.max(c[d]!, 1e-12))
    return Math.min(Math.max(stretch, stretchBounds[0]), stretchBounds[1]) / stretch
  })
  if (scale.every((s) => s === 1)) return false
  // F V diag(scale) Vᵀ
  const out = new Float32Array(9)
  for (let column = 0; column < 3; column++)
    for (let e = 0; e < 3; e++)
      for (let k = 0; k < 3; k++) {
        let mixed = 0
        for (let n = 0; n < 3; n++) mixed += v[3 * k + n]! * scale[n]! * v[3 * column + n]!
        out[3 * column + e]! += f[3 * k + e]! * mixed
      }
  f.set(out)
  return true
}

const pairs = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const

/** FᵀF of columns, by rows. */
function product(f: ArrayLike<number>): number[] {
  const c: number[] = []
  for (let p = 0; p < 3; p++)
    for (let q = 0; q < 3; q++)
      c.push(f[3 * p]! * f[3 * q]! + f[3 * p + 1]! * f[3 * q + 1]! + f[3 * p + 2]! * f[3 * q + 2]!)
  return c
}

/** One Jacobi rotation of the symmetric matrix c; v gathers the rotations as columns. */
function rotate(c: number[], v: number[], p: number, q: number): void {
  const off = c[3 * p + q]!
  if (Math.abs(off) < 1e-14) return
  const theta = (c[3 * q + q]! - c[3 * p + p]!) / (2 * off)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cos = 1 / Math.sqrt(t * t + 1)
  const sin = t * cos
  for (let k = 0; k < 3; k++) {
    const [a, b] = [c[3 * k + p]!, c[3 * k + q]!]
    c[3 * k + p] = cos * a - sin * b
    c[3 * k + q] = sin * a + cos * b
  }
  for (let k = 0; k < 3; k++) {
    const [a, b] = [c[3 * p + k]!, c[3 * q + k]!]
    c[3 * p + k] = cos * a - sin * b
    c[3 * q + k] = sin * a + cos * b
  }
  for (let k = 0; k < 3; k++) {
    const [a, b] = [v[3 * k + p]!, v[3 * k + q]!]
    v[3 * k + p] = cos * a - sin * b
    v[3 * k + q] = sin * a + cos * b
  }
}
