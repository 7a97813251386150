import { add, cross, distance, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'

/** A disc-shaped surface: ring 0 is the middle (one vertex), the last ring is the rim. */
export interface Membrane {
  /** xyz per vertex, metres: the middle, then ring after ring of `around` vertices. */
  readonly positions: Float64Array
  readonly around: number
  readonly rings: number
  readonly triangles: Uint32Array
}

/** Even points along a closed line, metres; at least `least` of them. */
export function evenLoop(outline: readonly Vec3[], step: number, least = 24): Vec3[] {
  const lengths = outline.map((p, n) => distance(p, outline[(n + 1) % outline.length] as Vec3))
  const total = lengths.reduce((a, b) => a + b, 0)
  const count = Math.max(least, Math.ceil(total / step))
  const points: Vec3[] = []
  let edge = 0
  let before = 0
  for (let n = 0; n < count; n++) {
    const s = (n * total) / count
    while (edge < outline.length - 1 && before + (lengths[edge] as number) < s)
      before += lengths[edge++] as number
    const a = outline[edge] as Vec3
    const b = outline[(edge + 1) % outline.length] as Vec3
    const t = lengths[edge] ? (s - before) / (lengths[edge] as number) : 0
    points.push(add(a, scale(subtract(b, a), Math.min(Math.max(t, 0), 1))))
  }
  return points
}

/** Area vector of a closed line: ½ Σ p × p'. Its direction is the loop's normal, right-handed. */
export function loopNormal(loop: readonly Vec3[]): Vec3 {
  let sum: Vec3 = [0, 0, 0]
  const c = loopCentre(loop)
  loop.forEach((p, n) => {
    sum = add(sum, cross(subtract(p, c), subtract(loop[(n + 1) % loop.length] as Vec3, c)))
  })
  return scale(sum, 0.5)
}

export const loopCentre = (loop: readonly Vec3[]): Vec3 =>
  scale(
    loop.reduce((a, b) => add(a, b), [0, 0, 0] as Vec3),
    1 / Math.max(loop.length, 1),
  )

/**
 * The harmonic surface on a closed rim: each coordinate solves Laplace's equation on the unit disc with the rim's
 * values, X(r, θ) = Σ_k r^|k| c_k e^{ikθ}. It is the surface of least Dirichlet energy for this parametrisation, smooth
 * inside, inside the rim's convex hull, and close to the minimal surface (soap film) for rims that are not far from
 * flat.
 * @param rim even points, metres
 */
export function harmonicMembrane(rim: readonly Vec3[], rings: number): Membrane {
  const around = rim.length
  const positions = new Float64Array(3 * (1 + rings * around))
  const orders = Math.floor((around - 1) / 2)
  for (let a = 0; a < 3; a++) {
    const { mean, cosine, sine } = series(
      rim.map((p) => p[a] as number),
      orders,
    )
    positions[a] = mean
    for (let ring = 1; ring <= rings; ring++)
      for (let n = 0; n < around; n++) {
        const value =
          ring === rings
            ? (rim[n]?.[a] as number)
            : seriesAt(mean, cosine, sine, ring / rings, (2 * Math.PI * n) / around)
        positions[3 * (1 + (ring - 1) * around + n) + a] = value
      }
  }
  return { positions, around, rings, triangles: discTriangles(around, rings) }
}

function series(values: readonly number[], orders: number) {
  const n = values.length
  const cosine = new Float64Array(orders + 1)
  const sine = new Float64Array(orders + 1)
  for (let k = 1; k <= orders; k++)
    for (let m = 0; m < n; m++) {
      const angle = (2 * Math.PI * ((k * m) % n)) / n
      cosine[k] = (cosine[k] as number) + (2 / n) * (values[m] as number) * Math.cos(angle)
      sine[k] = (sine[k] as number) + (2 / n) * (values[m] as number) * Math.sin(angle)
    }
  return { mean: values.reduce((a, b) => a + b, 0) / n, cosine, sine }
}

function seriesAt(mean: number, cosine: Float64Array, sine: Float64Array, r: number, angle: number): number {
  let sum = mean
  let power = r
  for (let k = 1; k < cosine.length && power > 1e-7; k++, power *= r)
    sum += power * ((cosine[k] as number) * Math.cos(k * angle) + (sine[k] as number) * Math.sin(k * angle))
  return sum
}

/** Triangles of a polar grid, all turning the same way as the rim. */
function discTriangles(around: number, rings: number): Uint32Array {
  const out: number[] = []
  for (let n = 0; n < around; n++) out.push(0, 1 + n, 1 + ((n + 1) % around))
  for (let ring = 1; ring < rings; ring++) addBand(out, around, 1 + (ring - 1) * around, 1 + ring * around)
  return Uint32Array.from(out)
}

/** Adds the triangles between two closed rings of equal count, given the first vertex of each. */
export function addBand(triangles: number[], around: number, inner: number, outer: number): void {
  for (let n = 0; n < around; n++) {
    const next = (n + 1) % around
    triangles.push(inner + n, outer + n, outer + next, inner + n, outer + next, inner + next)
  }
}

/**
 * Lets a membrane bulge because it was cut wider than its rim: a shallow parabola whose arc is (1 + oversize) times
 * its chord, arc/chord = 1 + 8/3 (h/chord)², so h = chord √(3 oversize / 8), toward `direction`. In place.
 */
export function bulge(m: Membrane, oversize: number, direction: Vec3): void {
  if (oversize <= 0) return
  const rim = Array.from({ length: m.around }, (_, n) => vertex(m, 1 + (m.rings - 1) * m.around + n))
  const chord = 2 * Math.sqrt(length(loopNormal(rim)) / Math.PI)
  const height = chord * Math.sqrt((3 * oversize) / 8)
  for (let v = 0; v < m.positions.length / 3; v++) {
    const r = v === 0 ? 0 : (1 + Math.floor((v - 1) / m.around)) / m.rings
    for (let a = 0; a < 3; a++)
      m.positions[3 * v + a] =
        (m.positions[3 * v + a] as number) + height * (1 - r * r) * (direction[a] as number)
  }
}

/**
 * Bends a membrane so that it passes through points, keeping its rim and the slope there: the clamped thin plate's
 * Green function on the unit disc, G(u, v) = |u - v|² ln(|u - v|² / |1 - u v̄|²) + (1 - |u|²)(1 - |v|²), one for each
 * point, weighted so that the surface meets them all. In place.
 */
export function throughPoints(m: Membrane, points: readonly Vec3[]): void {
  if (points.length === 0) return
  const params = points.map((p) => nearestParameter(m, p))
  const matrix = params.map((u) => params.map((v) => plateGreen(u, v)))
  for (let a = 0; a < 3; a++) {
    const miss = points.map((p, n) => (p[a] as number) - (vertex(m, params[n]?.[2] as number)[a] as number))
    const weights = solve(matrix, miss)
    for (let v = 0; v < m.positions.length / 3; v++) {
      const u = parameter(m, v)
      params.forEach((q, n) => {
        m.positions[3 * v + a] =
          (m.positions[3 * v + a] as number) + (weights[n] as number) * plateGreen(u, q)
      })
    }
  }
}

type Parameter = readonly [x: number, y: number, vertex: number]

function parameter(m: Membrane, v: number): Parameter {
  if (v === 0) return [0, 0, 0]
  const r = (1 + Math.floor((v - 1) / m.around)) / m.rings
  const angle = (2 * Math.PI * ((v - 1) % m.around)) / m.around
  return [r * Math.cos(angle), r * Math.sin(angle), v]
}

/** The vertex inside the rim nearest to a point, looking along the membrane's own normal. */
function nearestParameter(m: Membrane, p: Vec3): Parameter {
  const rim = Array.from({ length: m.around }, (_, n) => vertex(m, 1 + (m.rings - 1) * m.around + n))
  const normal = normalize(loopNormal(rim))
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let v = 0; v < 1 + (m.rings - 1) * m.around; v++) {
    const d = subtract(p, vertex(m, v))
    const along = dot(d, normal)
    const away = dot(d, d) - along * along
    if (away < least) {
      least = away
      best = v
    }
  }
  return parameter(m, best)
}

function plateGreen(u: Parameter, v: Parameter): number {
  const apart = (u[0] - v[0]) ** 2 + (u[1] - v[1]) ** 2
  const uu = u[0] ** 2 + u[1] ** 2
  const vv = v[0] ** 2 + v[1] ** 2
  const edge = (1 - uu) * (1 - vv)
  if (apart < 1e-12) return edge
  // |1 - u v̄|² = |u - v|² + (1 - |u|²)(1 - |v|²)
  return apart * Math.log(apart / (apart + edge)) + edge
}

/** Gaussian elimination with pivoting; a point given twice gets no weight the second time. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length
  const rows = matrix.map((row, k) => [...row, right[k] as number])
  for (let c = 0; c < n; c++) {
    let pivot = c
    for (let r = c + 1; r < n; r++)
      if (Math.abs(rows[r]?.[c] as number) > Math.abs(rows[pivot]?.[c] as number)) pivot = r
    const swap = rows[c] as number[]
    rows[c] = rows[pivot] as number[]
    rows[pivot] = swap
    const top = rows[c] as number[]
    if (Math.abs(top[c] as number) < 1e-9) continue
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const row = rows[r] as number[]
      const f = (row[c] as number) / (top[c] as number)
      for (let k = c; k <= n; k++) row[k] = (row[k] as number) - f * (top[k] as number)
    }
  }
  return rows.map((row, k) =>
    Math.abs(row[k] as number) < 1e-9 ? 0 : (row[n] as number) / (row[k] as number),
  )
}

export const vertex = (m: { readonly positions: ArrayLike<number> }, v: number): Vec3 => [
  m.positions[3 * v] as number,
  m.positions[3 * v + 1] as number,
  m.positions[3 * v + 2] as number,
]
