/** A round plate under uniform pressure; SI. */
export interface RoundPlate {
  readonly pressure: number
  readonly radius: number
  readonly young: number
  readonly poisson: number
  readonly thickness: number
}

/**
 * How its rim is held. `clamped`: neither turns nor slides. `hinged`: turns, does not slide. `sliding`: turns, and
 * slides inward freely.
 */
type Rim = 'clamped' | 'hinged' | 'sliding'

/** Stations along the radius. */
const count = 48

/**
 * Deflection of the middle by von Kármán's equations for large deflection (1910; Way 1934 for the clamped round
 * plate), with θ = w' and C = E t / (1 - ν²):
 *   D (θ'' + θ'/r - θ/r²) = N_r θ + p r / 2,   (r N_r)' = N_t,
 *   N_r = C (u' + θ²/2 + ν u/r),   N_t = C (u/r + ν (u' + θ²/2)).
 * Small loads give p a⁴ / 64 D, clamped; without bending Hencky's membrane (1915), .6526 a (p a / E t)^⅓ at ν = .3:
 * its tests hold it to both. Finite differences, Newton, the load in steps. The load keeps its direction. Limit:
 * slopes well under 1.
 */
export function middleOfPlate(plate: RoundPlate, rim: Rim): number {
  let state: Float64Array = new Float64Array(2 * (count + 1))
  const steps = 10
  for (let n = 1; n <= steps; n++) {
    const load = { ...plate, pressure: plate.pressure * (n / steps) ** 3 }
    state = newton((x) => residual(load, rim, x), state)
  }
  const h = plate.radius / count
  let sum = 0
  for (let n = 0; n < count; n++) sum -= (h / 2) * (state[n]! + state[n + 1]!)
  return sum
}

/** θ at every station, then u, both without unit (u over the radius). */
function residual(
  { pressure, radius: a, young, poisson: nu, thickness: t }: RoundPlate,
  rim: Rim,
  x: Float64Array,
) {
  const h = a / count
  const c = (young * t) / (1 - nu ** 2)
  const bending = (c * t * t) / 12
  const theta = (n: number): number => x[n]!
  const u = (n: number): number => a * x[count + 1 + n]!
  const radial = (n: number): number => {
    const [slope, r] = [(theta(n) + theta(n + 1)) / 2, (n + 0.5) * h]
    return c * ((u(n + 1) - u(n)) / h + slope ** 2 / 2 + (nu * (u(n) + u(n + 1))) / 2 / r)
  }
  const out = new Float64Array(x.length)
  out[0] = theta(0)
  out[count + 1] = u(0) / a
  for (let n = 1; n < count; n++) {
    const r = n * h
    const slope = (u(n + 1) - u(n - 1)) / (2 * h) + theta(n) ** 2 / 2
    const curved =
      (theta(n + 1) - 2 * theta(n) + theta(n - 1)) / h ** 2 +
      (theta(n + 1) - theta(n - 1)) / (2 * h * r) -
      theta(n) / r ** 2
    const n_r = c * (slope + (nu * u(n)) / r)
    const n_t = c * (u(n) / r + nu * slope)
    out[n] = (a ** 2 / bending) * (bending * curved - n_r * theta(n) - (pressure * r) / 2)
    out[count + 1 + n] = ((a / c) * ((n + 0.5) * radial(n) - (n - 0.5) * radial(n - 1) - n_t)) / h
  }
  const last = (f: (n: number) => number): number =>
    (3 * f(count) - 4 * f(count - 1) + f(count - 2)) / (2 * h)
  out[count] = rim === 'clamped' ? theta(count) : a * last(theta) + nu * theta(count)
  out[2 * count + 1] =
    rim === 'sliding' ? last(u) + theta(count) ** 2 / 2 + (nu * u(count)) / a : u(count) / a
  return out
}

function newton(f: (x: Float64Array) => Float64Array, start: Float64Array): Float64Array {
  const x = start.slice()
  for (let turn = 0; turn < 30; turn++) {
    const r = f(x)
    const rows = jacobian(f, x, r)
    const dx = eliminate(rows)
    let most = 0
    dx.forEach((d, n) => {
      x[n]! -= d
      most = Math.max(most, Math.abs(d))
    })
    if (most < 1e-7) break
  }
  return x
}

/** Rows of the Jacobian by differences, with the residual as the last column. */
function jacobian(f: (x: Float64Array) => Float64Array, x: Float64Array, r: Float64Array): Float64Array[] {
  const rows = Array.from(r, (v) => {
    const row = new Float64Array(x.length + 1)
    row[x.length] = v
    return row
  })
  for (let column = 0; column < x.length; column++) {
    const moved = x.slice()
    moved[column]! += 1e-7
    f(moved).forEach((v, n) => {
      rows[n]![column] = (v - r[n]!) / 1e-7
    })
  }
  return rows
}

/** Gaussian elimination with partial pivoting. */
function eliminate(rows: Float64Array[]): Float64Array {
  const n = rows.length
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = r
    ;[rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!]
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r]![c]! / rows[c]![c]!
      if (factor !== 0) for (let k = c; k <= n; k++) rows[r]![k]! -= factor * rows[c]![k]!
    }
  }
  const x = new Float64Array(n)
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r]![n]!
    for (let k = r + 1; k < n; k++) sum -= rows[r]![k]! * x[k]!
    x[r] = sum / rows[r]![r]!
  }
  return x
}
