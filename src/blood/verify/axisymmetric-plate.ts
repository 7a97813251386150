import { BandedCholesky } from './banded-cholesky'

/** A duct with an infinitely thin plate across it, pierced by a round hole. Lengths in diameters of the hole. */
export interface PiercedDuct {
  /** Of the hole, by its mean velocity and its diameter. */
  readonly reynolds: number
  readonly radius: number
  readonly upstream: number
  readonly downstream: number
  /** Edge of the cells at the rim. */
  readonly finest: number
  /** For how long, in diameters over the hole's mean velocity. */
  readonly duration: number
}

/** How much a cell is longer than its neighbour nearer the rim, and the longest, in diameters. */
const growth = 1.06
const longest = 1 / 24
const halo = 2

/** Positions of cell borders and middles along one axis, with two mirrored ones beyond either end. */
interface Axis {
  readonly count: number
  readonly border: Float64Array
  readonly middle: Float64Array
}

/**
 * Discharge coefficient 1 / sqrt(2 dp), dp the drop of pressure over the plate near the duct's wall, of the flow that
 * solves the axisymmetric incompressible Navier–Stokes equations: a reference for the solver that is not the solver.
 * Staggered grid in (z, r), graded towards the rim of the hole, where the boundary layer of the plate leaves it; third-order
 * upwind advection, second-order viscosity, Heun's steps, each projected by a direct solution. Uniform flow at one end,
 * pressure 0 at the other, walls and plate without slip. Limits: no swirl and no turbulence; first order in `finest`.
 */
export function axisymmetricPlate(duct: PiercedDuct): number {
  const flow = new AxisymmetricFlow(duct)
  let [sum, count] = [0, 0]
  while (flow.time < duct.duration) {
    flow.step()
    if (flow.time < 0.8 * duct.duration) continue
    sum += flow.drop
    count++
  }
  return 1 / Math.sqrt((2 * sum) / count)
}

class AxisymmetricFlow {
  time = 0
  private readonly z: Axis
  private readonly r: Axis
  /** Border of z on which the plate lies, and of r where its hole ends. */
  private readonly plate: number
  private readonly rim: number
  private readonly poisson: BandedCholesky
  private w: Float64Array
  private v: Float64Array
  private readonly p: Float64Array
  private fastest = 2

  constructor(private readonly duct: PiercedDuct) {
    const { upstream, downstream, radius, finest } = duct
    const before = graded(upstream, finest)
    const inside = graded(0.5, finest)
    this.plate = before.length
    this.rim = inside.length
    this.z = axis([...before.reverse(), ...graded(downstream, finest)], -upstream)
    this.r = axis([...inside.reverse(), ...graded(radius - 0.5, finest)], 0)
    const [nz, nr] = [this.z.count, this.r.count]
    this.w = new Float64Array((nz + 1 + 2 * halo) * (nr + 2 * halo))
    this.v = new Float64Array((nz + 2 * halo) * (nr + 1 + 2 * halo))
    this.p = new Float64Array(nz * nr)
    this.poisson = this.factorised()
  }

  /** Over the plate, a tenth of a diameter off the duct's wall and a twentieth off the plate on either side. */
  get drop(): number {
    const j = nearest(this.r, this.duct.radius - 0.1)
    const at = (z: number) => this.p[nearest(this.z, z) * this.r.count + j] as number
    return at(-0.05) - at(0.05)
  }

  step(): void {
    const { finest, reynolds } = this.duct
    const dt = Math.min((0.4 * finest) / this.fastest, 0.2 * finest * finest * reynolds)
    const inflow = (Math.min(1, 2 * (this.time + dt)) * 0.25) / this.duct.radius ** 2
    const [w0, v0] = [this.w.slice(), this.v.slice()]
    this.admit(inflow)
    this.advance(dt)
    this.admit(inflow)
    this.project()
    this.advance(dt)
    for (let k = 0; k < w0.length; k++) this.w[k] = 0.5 * ((this.w[k] as number) + (w0[k] as number))
    for (let k = 0; k < v0.length; k++) this.v[k] = 0.5 * ((this.v[k] as number) + (v0[k] as number))
    this.admit(inflow)
    const psi = this.project()
    for (let k = 0; k < psi.length; k++) this.p[k] = (this.p[k] as number) + (psi[k] as number) / dt
    this.fastest = 1.2 * Math.max(1, largest(this.w), largest(this.v))
    this.time += dt
  }

  private wAt(i: number, j: number): number {
    return (i + halo) * (this.r.count + 2 * halo) + j + halo
  }

  private vAt(i: number, j: number): number {
    return (i + halo) * (this.r.count + 1 + 2 * halo) + j + halo
  }

  private isShut(i: number, j: number): boolean {
    return i === this.plate && j >= this.rim
  }

  private admit(inflow: number): void {
    for (let j = 0; j < this.r.count; j++) this.w[this.wAt(0, j)] = inflow
  }

  /** Symmetric about the axis, at rest on the duct's wall, unchanged beyond the ends; radially at rest before the inlet. */
  private mirror(): void {
    const { w, v } = this
    const [nz, nr] = [this.z.count, this.r.count]
    const put = (u: Float64Array, to: number, from: number, sign = 1) => {
      u[to] = sign * (u[from] as number)
    }
    for (let i = 0; i <= nz; i++)
      for (let n = 0; n < halo; n++) {
        put(w, this.wAt(i, -1 - n), this.wAt(i, n))
        put(w, this.wAt(i, nr + n), this.wAt(i, nr - 1 - n), -1)
      }
    for (let i = 0; i < nz; i++)
      for (let n = 1; n <= halo; n++) {
        put(v, this.vAt(i, -n), this.vAt(i, n), -1)
        put(v, this.vAt(i, nr + n), this.vAt(i, nr - n), -1)
      }
    for (let n = 0; n < halo; n++) {
      for (let j = 0; j < nr; j++) {
        put(w, this.wAt(-1 - n, j), this.wAt(0, j))
        put(w, this.wAt(nz + 1 + n, j), this.wAt(nz, j))
      }
      for (let j = 0; j <= nr; j++) {
        put(v, this.vAt(-1 - n, j), this.vAt(n, j), -1)
        put(v, this.vAt(nz + n, j), this.vAt(nz - 1, j))
      }
    }
  }

  /** One Euler step of advection, viscosity and the pressure as it was. */
  private advance(dt: number): void {
    this.mirror()
    const [w, v] = [this.w.slice(), this.v.slice()]
    for (let i = 1; i <= this.z.count; i++)
      for (let j = 0; j < this.r.count; j++)
        if (!this.isShut(i, j)) this.w[this.wAt(i, j)] = w[this.wAt(i, j)]! + dt * this.alongRate(w, v, i, j)
    for (let i = 0; i < this.z.count; i++)
      for (let j = 1; j < this.r.count; j++)
        this.v[this.vAt(i, j)] = v[this.vAt(i, j)]! + dt * this.acrossRate(w, v, i, j)
  }

  private alongRate(w: Float64Array, v: Float64Array, i: number, j: number): number {
    const { z, r, p } = this
    const at = this.wAt(i, j)
    const [row, u] = [this.wAt(1, 0) - this.wAt(0, 0), w[at]!]
    const [lower, upper] = [z.middle[i - 1 + halo]!, z.middle[i + halo]!]
    const below = 0.5 * (w[at - row]! + u)
    const above = 0.5 * (u + w[at + row]!)
    const radial = (k: number) => mean(v[this.vAt(i - 1, k)]!, v[this.vAt(i, k)]!, z, i) * r.border[k + halo]!
    const [inner, outer] = [radial(j), radial(j + 1)]
    const ring = r.middle[j + halo]! * (r.border[j + 1 + halo]! - r.border[j + halo]!)
    const carried =
      (above * (upwind(w, at, row, z.border, i, upper, above) - u) -
        below * (upwind(w, at - row, row, z.border, i - 1, lower, below) - u)) /
        (upper - lower) +
      (outer * (upwind(w, at, 1, r.middle, j, r.border[j + 1 + halo]!, outer) - u) -
        inner * (upwind(w, at - 1, 1, r.middle, j - 1, r.border[j + halo]!, inner) - u)) /
        ring
    const bend =
      (slope(w, at, row, z.border, i) - slope(w, at - row, row, z.border, i - 1)) / (upper - lower) +
      (slope(w, at, 1, r.middle, j) * r.border[j + 1 + halo]! -
        slope(w, at - 1, 1, r.middle, j - 1) * r.border[j + halo]!) /
        ring
    const isOutlet = i === z.count
    const push = (isOutlet ? 0 : p[i * r.count + j]!) - p[(i - 1) * r.count + j]!
    const reach = isOutlet ? z.border[i + halo]! - lower : upper - lower
    return bend / this.duct.reynolds - carried - push / reach
  }

  private acrossRate(w: Float64Array, v: Float64Array, i: number, j: number): number {
    const { z, r, p } = this
    const at = this.vAt(i, j)
    const [row, u] = [this.vAt(1, 0) - this.vAt(0, 0), v[at]!]
    const [inside, outside] = [r.middle[j - 1 + halo]!, r.middle[j + halo]!]
    const inner = 0.5 * (v[at - 1]! + u) * inside
    const outer = 0.5 * (u + v[at + 1]!) * outside
    const axial = (k: number) => mean(w[this.wAt(k, j - 1)]!, w[this.wAt(k, j)]!, r, j)
    const [below, above] = [axial(i), axial(i + 1)]
    const [lower, upper] = [z.border[i + halo]!, z.border[i + 1 + halo]!]
    const ring = r.border[j + halo]! * (outside - inside)
    const carried =
      (outer * (upwind(v, at, 1, r.border, j, outside, outer) - u) -
        inner * (upwind(v, at - 1, 1, r.border, j - 1, inside, inner) - u)) /
        ring +
      (above * (upwind(v, at, row, z.middle, i, upper, above) - u) -
        below * (upwind(v, at - row, row, z.middle, i - 1, lower, below) - u)) /
        (upper - lower)
    const half = 0.5 * (upper - lower)
    const beside = j > this.rim
    const rise = beside && i + 1 === this.plate ? -u / half : slope(v, at, row, z.middle, i)
    const fall = beside && i === this.plate ? u / half : slope(v, at - row, row, z.middle, i - 1)
    const bend =
      (rise - fall) / (upper - lower) +
      (slope(v, at, 1, r.border, j) * outside - slope(v, at - 1, 1, r.border, j - 1) * inside) / ring -
      u / r.border[j + halo]! ** 2
    const push = (p[i * r.count + j]! - p[i * r.count + j - 1]!) / (outside - inside)
    return bend / this.duct.reynolds - carried - push
  }

  /** Conductances of the links: area over length, per radian. */
  private upwardLink(i: number, j: number): number {
    const { z, r } = this
    if (this.isShut(i, j)) return 0
    const ring = r.middle[j + halo]! * (r.border[j + 1 + halo]! - r.border[j + halo]!)
    const upper = i === z.count ? z.border[i + halo]! : z.middle[i + halo]!
    return ring / (upper - z.middle[i - 1 + halo]!)
  }

  private outwardLink(i: number, j: number): number {
    const { z, r } = this
    const ring = r.border[j + halo]! * (z.border[i + 1 + halo]! - z.border[i + halo]!)
    return ring / (r.middle[j + halo]! - r.middle[j - 1 + halo]!)
  }

  private factorised(): BandedCholesky {
    const [nz, nr] = [this.z.count, this.r.count]
    const matrix = new BandedCholesky(nz * nr, nr)
    for (let i = 0; i < nz; i++)
      for (let j = 0; j < nr; j++) {
        const k = i * nr + j
        if (i > 0) matrix.join(k, k - nr, this.upwardLink(i, j))
        if (j > 0) matrix.join(k, k - 1, this.outwardLink(i, j))
        if (i === nz - 1) matrix.ground(k, this.upwardLink(nz, j))
      }
    return matrix.factorise()
  }

  /** Takes the divergence away; the potential that did it. */
  private project(): Float64Array {
    const { z, r, w, v } = this
    const [nz, nr] = [z.count, r.count]
    const psi = new Float64Array(nz * nr)
    for (let i = 0; i < nz; i++)
      for (let j = 0; j < nr; j++) {
        const dz = z.border[i + 1 + halo]! - z.border[i + halo]!
        const ring = r.middle[j + halo]! * (r.border[j + 1 + halo]! - r.border[j + halo]!)
        psi[i * nr + j] =
          (w[this.wAt(i, j)]! - w[this.wAt(i + 1, j)]!) * ring +
          (v[this.vAt(i, j)]! * r.border[j + halo]! - v[this.vAt(i, j + 1)]! * r.border[j + 1 + halo]!) * dz
      }
    this.poisson.solve(psi)
    for (let i = 0; i < nz; i++)
      for (let j = 0; j < nr; j++) {
        const own = psi[i * nr + j]!
        if (i > 0 && !this.isShut(i, j))
          w[this.wAt(i, j)]! -=
            (own - psi[(i - 1) * nr + j]!) / (z.middle[i + halo]! - z.middle[i - 1 + halo]!)
        if (i === nz - 1) w[this.wAt(nz, j)]! += own / (z.border[nz + halo]! - z.middle[nz - 1 + halo]!)
        if (j > 0)
          v[this.vAt(i, j)]! -= (own - psi[i * nr + j - 1]!) / (r.middle[j + halo]! - r.middle[j - 1 + halo]!)
      }
    return psi
  }
}

/** Lengths of cells from the rim on, that add up to the whole. */
function graded(whole: number, finest: number): number[] {
  const cells: number[] = []
  let sum = 0
  for (let next = finest; sum < whole; next = Math.min(next * growth, longest)) {
    cells.push(next)
    sum += next
  }
  return cells.map((c) => (c * whole) / sum)
}

function axis(cells: readonly number[], from: number): Axis {
  const count = cells.length
  const long = (n: number) => cells[n < 0 ? -1 - n : n >= count ? 2 * count - 1 - n : n]!
  const border = new Float64Array(count + 1 + 2 * halo)
  border[0] = from - long(-1) - long(-2)
  for (let n = 1; n < border.length; n++) border[n] = border[n - 1]! + long(n - 1 - halo)
  return { count, border, middle: border.slice(0, -1).map((b, n) => 0.5 * (b + border[n + 1]!)) }
}

function nearest({ count, middle }: Axis, x: number): number {
  let best = 0
  for (let n = 1; n < count; n++)
    if (Math.abs(middle[n + halo]! - x) < Math.abs(middle[best + halo]! - x)) best = n
  return best
}

/** At the border k of an axis, between values of the cells on both sides. */
const mean = (a: number, b: number, { border }: Axis, k: number): number => {
  const [before, after] = [
    border[k + halo]! - border[k - 1 + halo]!,
    border[k + 1 + halo]! - border[k + halo]!,
  ]
  return (a * before + b * after) / (before + after)
}

/** Between the places k and k + 1. */
const slope = (u: Float64Array, at: number, row: number, place: Float64Array, k: number): number =>
  (u[at + row]! - u[at]!) / (place[k + 1 + halo]! - place[k + halo]!)

/** The value at x, between the places k and k + 1, as it comes with the flow: third order. */
function upwind(
  u: Float64Array,
  at: number,
  row: number,
  place: Float64Array,
  k: number,
  x: number,
  flow: number,
): number {
  const here = slope(u, at, row, place, k)
  if (flow > 0) {
    const behind = slope(u, at - row, row, place, k - 1)
    return u[at]! + ((x - place[k + halo]!) * (2 * here + behind)) / 3
  }
  const behind = slope(u, at + row, row, place, k + 1)
  return u[at + row]! + ((x - place[k + 1 + halo]!) * (2 * here + behind)) / 3
}

const largest = (u: Float64Array): number => u.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
