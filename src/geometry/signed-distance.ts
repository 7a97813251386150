import { cellCount, type LatticeFrame } from '../core/lattice'

/**
 * Nearest known surface point of each cell, in lattice coordinates (x, y, z a cell; NaN: none yet). Exact Euclidean
 * distances come from carrying these points across the lattice, not from adding up steps.
 */
export type Feet = Float32Array

export const newFeet = (frame: LatticeFrame): Feet => new Float32Array(3 * cellCount(frame)).fill(Number.NaN)

/** Box of cells [low, high) of a larger lattice. */
export interface Box {
  readonly low: readonly [number, number, number]
  readonly high: readonly [number, number, number]
}

const wholeBox = (frame: LatticeFrame): Box => ({ low: [0, 0, 0], high: frame.size })

/**
 * Places the feet of the zero level set of `f` (any smooth field, negative inside, given on `box` only) in the cells
 * within about a cell of it, by Newton steps x - f ∇f / |∇f|². The first step takes its differences towards
 * neighbours of the other sign, so that a wall of a single cell keeps both of its faces.
 * A foot replaces one that is farther away; `keep` may refuse it.
 */
export function placeFeet(
  frame: LatticeFrame,
  box: Box,
  f: Float32Array,
  feet: Feet,
  keep: (x: number, y: number, z: number) => boolean = () => true,
): void {
  const [lx, ly, lz] = box.low
  const size = [box.high[0] - lx, box.high[1] - ly, box.high[2] - lz] as const
  const [nx, ny, nz] = size
  const [sx, sy] = frame.size
  const at = trilinear(size, f)
  const foot = [0, 0, 0] as [number, number, number]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (!firstStep(f, o, i, j, k, size, foot)) continue
        laterStep(at, foot)
        laterStep(at, foot)
        const x = lx + i
        const y = ly + j
        const z = lz + k
        if (!keep(lx + foot[0], ly + foot[1], lz + foot[2])) continue
        const cell = 3 * (x + sx * (y + sy * z))
        const old = Math.hypot(
          (feet[cell] as number) - x,
          (feet[cell + 1] as number) - y,
          (feet[cell + 2] as number) - z,
        )
        if (Math.hypot(foot[0] - i, foot[1] - j, foot[2] - k) > old) continue
        feet[cell] = lx + foot[0]
        feet[cell + 1] = ly + foot[1]
        feet[cell + 2] = lz + foot[2]
      }
}

/** Farthest that a foot is sought from its cell, in cells. */
const farthestFoot = 1.3

const slopes = [0, 0, 0] as [number, number, number]

/** First Newton step from a cell centre; false where the zero level is not near. */
function firstStep(
  f: Float32Array,
  o: number,
  i: number,
  j: number,
  k: number,
  size: readonly [number, number, number],
  foot: [number, number, number],
): boolean {
  const here = f[o] as number
  const crossX = slopeAlong(f, o, here, i, size[0], 1, 0)
  const crossY = slopeAlong(f, o, here, j, size[1], size[0], 1)
  const crossZ = slopeAlong(f, o, here, k, size[2], size[0] * size[1], 2)
  const crossing = crossX || crossY || crossZ
  const [gx, gy, gz] = slopes
  const slope = gx * gx + gy * gy + gz * gz
  if (slope === 0 || (!crossing && here * here > 2.25 * slope)) return false
  const move = Math.abs(here) / Math.sqrt(slope)
  const t = (here / slope) * Math.min(1, farthestFoot / move)
  foot[0] = i - t * gx
  foot[1] = j - t * gy
  foot[2] = k - t * gz
  return true
}

/** Difference per cell along one axis into `slopes`; true where a neighbour has the other sign. */
function slopeAlong(
  f: Float32Array,
  o: number,
  here: number,
  at: number,
  n: number,
  step: number,
  axis: 0 | 1 | 2,
): boolean {
  const low = at > 0 ? here - (f[o - step] as number) : 0
  const high = at < n - 1 ? (f[o + step] as number) - here : 0
  const crossLow = here < 0 !== here - low < 0
  const crossHigh = here < 0 !== here + high < 0
  if (crossLow && crossHigh) slopes[axis] = Math.abs(low) > Math.abs(high) ? low : high
  else slopes[axis] = at > 0 && at < n - 1 ? (low + high) / 2 : low + high
  return crossLow || crossHigh
}

/** One more Newton step from where the foot is, by at most .4 cells. */
function laterStep(at: (x: number, y: number, z: number) => number, foot: [number, number, number]): void {
  const [x, y, z] = foot
  const here = at(x, y, z)
  const gx = at(x + 0.5, y, z) - at(x - 0.5, y, z)
  const gy = at(x, y + 0.5, z) - at(x, y - 0.5, z)
  const gz = at(x, y, z + 0.5) - at(x, y, z - 0.5)
  const slope = gx * gx + gy * gy + gz * gz
  if (slope === 0) return
  const t = (here / slope) * Math.min(1, (0.4 * Math.sqrt(slope)) / Math.abs(here || 1))
  foot[0] = x - t * gx
  foot[1] = y - t * gy
  foot[2] = z - t * gz
}

/** Value of a field between its cells, in lattice coordinates, clamped to the lattice. */
export function trilinear(
  size: readonly [number, number, number],
  field: Float32Array,
): (x: number, y: number, z: number) => number {
  const [nx, ny, nz] = size
  const layer = nx * ny
  return (x, y, z) => {
    const i = Math.max(0, Math.min(nx - 2, Math.floor(x)))
    const j = Math.max(0, Math.min(ny - 2, Math.floor(y)))
    const k = Math.max(0, Math.min(nz - 2, Math.floor(z)))
    const u = Math.max(0, Math.min(1, x - i))
    const v = Math.max(0, Math.min(1, y - j))
    const w = Math.max(0, Math.min(1, z - k))
    const o = i + nx * j + layer * k
    const a = (field[o] as number) * (1 - u) + (field[o + 1] as number) * u
    const b = (field[o + nx] as number) * (1 - u) + (field[o + nx + 1] as number) * u
    const c = (field[o + layer] as number) * (1 - u) + (field[o + layer + 1] as number) * u
    const d = (field[o + layer + nx] as number) * (1 - u) + (field[o + layer + nx + 1] as number) * u
    return (a * (1 - v) + b * v) * (1 - w) + (c * (1 - v) + d * v) * w
  }
}

/**
 * Carries the feet to every cell (vector distance transform after Danielsson, Comput. Graph. Image Process. 14,
 * 1980, over 26 neighbours: planes up and down, in each plane rows up and down, in each row both ways) and returns the unsigned distance in metres; Infinity when there is no foot at all. Between two feet
 * the surface is taken as the plane at right angles to the line from the foot to the cell it was placed for.
 * On return `feet` holds each cell's nearest foot.
 */
export function spreadFeet(frame: LatticeFrame, feet: Feet): Float32Array {
  const [nx, ny, nz] = frame.size
  const best = new Float32Array(cellCount(frame)).fill(Number.POSITIVE_INFINITY)
  const owner = new Int32Array(best.length).fill(-1)
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (Number.isNaN(feet[3 * o] as number)) continue
        owner[o] = o
        best[o] = squared(feet, o, i, j, k)
      }
  new FootSpreader(frame, feet, owner, best).spread()
  return measured(frame, feet, owner, best)
}

function squared(feet: Feet, cell: number, i: number, j: number, k: number): number {
  const x = (feet[3 * cell] as number) - i
  const y = (feet[3 * cell + 1] as number) - j
  const z = (feet[3 * cell + 2] as number) - k
  return x * x + y * y + z * z
}

class FootSpreader {
  constructor(
    private readonly frame: LatticeFrame,
    private readonly feet: Feet,
    private readonly owner: Int32Array,
    private readonly best: Float32Array,
  ) {}

  spread(): void {
    const nz = this.frame.size[2]
    for (let k = 0; k < nz; k++) this.plane(k, -1)
    for (let k = nz - 1; k >= 0; k--) this.plane(k, 1)
  }

  /** Takes over from the plane before (k + dk), then carries within the plane. */
  private plane(k: number, dk: number): void {
    const [, ny, nz] = this.frame.size
    if (k + dk >= 0 && k + dk < nz)
      for (let j = 0; j < ny; j++)
        for (let b = -1; b <= 1; b++) if (j + b >= 0 && j + b < ny) this.pullRow(j, k, b, dk)
    for (let j = 0; j < ny; j++) this.row(j, k, -1)
    for (let j = ny - 1; j >= 0; j--) this.row(j, k, 1)
  }

  private row(j: number, k: number, dj: number): void {
    const [nx, ny] = this.frame.size
    if (j + dj >= 0 && j + dj < ny) this.pullRow(j, k, dj, 0)
    const start = nx * (j + ny * k)
    this.carry(start + 1, 1, j, k)
    this.carry(start + nx - 2, -1, j, k)
  }

  /** Along a row from a cell on: each takes over from the one before it. */
  private carry(from: number, step: 1 | -1, j: number, k: number): void {
    const { owner } = this
    const nx = this.frame.size[0]
    let seed = owner[from - step] as number
    for (let n = 1, i = step > 0 ? 1 : nx - 2; n < nx; n++, i += step) {
      const o = from + (n - 1) * step
      const own = owner[o] as number
      if (seed === own) continue
      if (seed < 0 || !this.offer(o, seed, i, j, k)) seed = own
    }
  }

  /** A cell takes a seed that lies nearer than its own. */
  private offer(o: number, seed: number, i: number, j: number, k: number): boolean {
    const { feet, best } = this
    const x = (feet[3 * seed] as number) - i
    const y = (feet[3 * seed + 1] as number) - j
    const z = (feet[3 * seed + 2] as number) - k
    const d = x * x + y * y + z * z
    if (d >= (best[o] as number)) return false
    best[o] = d
    this.owner[o] = seed
    return true
  }

  /** A row takes over from another, from the three cells beside each of its own. */
  private pullRow(j: number, k: number, dj: number, dk: number): void {
    const { owner } = this
    const [nx, ny] = this.frame.size
    const start = nx * (j + ny * k)
    const from = start + nx * (dj + ny * dk)
    let before = -1
    let beside = owner[from] as number
    for (let i = 0; i < nx; i++) {
      const after = i < nx - 1 ? (owner[from + i + 1] as number) : -1
      const o = start + i
      // A seed that is its own already, or was refused before, is not asked.
      const own = owner[o] as number
      if (before >= 0 && before !== own) this.offer(o, before, i, j, k)
      if (beside >= 0 && beside !== before && beside !== own) this.offer(o, beside, i, j, k)
      if (after >= 0 && after !== beside && after !== own) this.offer(o, after, i, j, k)
      before = beside
      beside = after
    }
  }
}

/** Feet lie up to half a cell's diagonal from the true nearest point; beyond this the surface is an edge, no plane. */
const mostLateral = 0.9

function measured(frame: LatticeFrame, feet: Feet, owner: Int32Array, best: Float32Array): Float32Array {
  const [nx, ny, nz] = frame.size
  const placed = feet.slice()
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const seed = owner[o] as number
        if (seed < 0) continue
        const squares = best[o] as number
        let across = squares
        if (seed !== o) {
          feet[3 * o] = placed[3 * seed] as number
          feet[3 * o + 1] = placed[3 * seed + 1] as number
          feet[3 * o + 2] = placed[3 * seed + 2] as number
          across = acrossPlane(nx, ny, placed, seed, i, j, k)
        }
        const lateral = squares - across
        best[o] = Math.sqrt(lateral < mostLateral * mostLateral ? across : squares) * frame.spacing
      }
  return best
}

/** Squared distance of a cell to the plane through a seed's foot. */
function acrossPlane(
  nx: number,
  ny: number,
  feet: Feet,
  seed: number,
  i: number,
  j: number,
  k: number,
): number {
  const fx = feet[3 * seed] as number
  const fy = feet[3 * seed + 1] as number
  const fz = feet[3 * seed + 2] as number
  const ax = (seed % nx) - fx
  const ay = (Math.floor(seed / nx) % ny) - fy
  const az = Math.floor(seed / (nx * ny)) - fz
  const square = ax * ax + ay * ay + az * az
  const along = (i - fx) * ax + (j - fy) * ay + (k - fz) * az
  // A cell on the surface itself has no direction to it.
  return square < 1e-4 ? (i - fx) ** 2 + (j - fy) ** 2 + (k - fz) ** 2 : (along * along) / square
}

/**
 * Signed Euclidean distance [m] to the zero level of a smooth field, negative where the field is negative.
 * Accuracy: second order in the spacing near a smooth surface.
 */
export function signedDistance(frame: LatticeFrame, f: Float32Array): Float32Array {
  const feet = newFeet(frame)
  placeFeet(frame, wholeBox(frame), f, feet)
  const d = spreadFeet(frame, feet)
  for (let o = 0; o < d.length; o++) if ((f[o] as number) < 0) d[o] = -(d[o] as number)
  return d
}

/** The finest difference that a heart's fields keep, as a fraction of the spacing; the case file stores the same. */
const fieldStep = 1 / 256

/** A distance as a whole count n of steps that stands for (n + ½) steps: no cell ever lies exactly on a surface. */
export const toFieldStep = (frame: LatticeFrame, distance: number): number =>
  Math.max(-32768, Math.min(32767, Math.floor(distance / (frame.spacing * fieldStep))))

export const fromFieldStep = (frame: LatticeFrame, steps: number): number =>
  (steps + 0.5) * frame.spacing * fieldStep

/** Rounds a field to what a case file can hold, so that a heart is the same before and after it was saved. */
export const roundField = (frame: LatticeFrame, field: Float32Array): Float32Array =>
  field.map((v) => fromFieldStep(frame, toFieldStep(frame, v)))
