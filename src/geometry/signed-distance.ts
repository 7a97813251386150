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

export const wholeBox = (frame: LatticeFrame): Box => ({ low: [0, 0, 0], high: frame.size })

/**
 * Places the feet of the zero level set of `f` (any smooth field, negative inside, given on `box` only): in each
 * cell with a neighbour of the other sign, one Newton step x - f ∇f / |∇f|². Differences are taken towards the
 * neighbour of the other sign, so that a wall of a single cell keeps both of its faces.
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
  const nx = box.high[0] - lx
  const ny = box.high[1] - ly
  const nz = box.high[2] - lz
  const [sx, sy] = frame.size
  const g = [0, 0, 0]
  const steps = [1, nx, nx * ny]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (!gradientAtCrossing(f, o, [i, j, k], [nx, ny, nz], steps, g)) continue
        const [gx, gy, gz] = g as [number, number, number]
        const slope = gx * gx + gy * gy + gz * gz
        const t = (f[o] as number) / slope
        const move = Math.abs(t) * Math.sqrt(slope)
        const limit = move > 1 ? t / move : t
        const [dx, dy, dz] = [-limit * gx, -limit * gy, -limit * gz]
        const x = lx + i
        const y = ly + j
        const z = lz + k
        if (!keep(x + dx, y + dy, z + dz)) continue
        const cell = 3 * (x + sx * (y + sy * z))
        const old = (feet[cell] as number) - x
        const oldY = (feet[cell + 1] as number) - y
        const oldZ = (feet[cell + 2] as number) - z
        if (dx * dx + dy * dy + dz * dz > old * old + oldY * oldY + oldZ * oldZ) continue
        feet[cell] = x + dx
        feet[cell + 1] = y + dy
        feet[cell + 2] = z + dz
      }
}

/** Gradient per cell at a cell beside the zero level; false where no neighbour has the other sign. */
function gradientAtCrossing(
  f: Float32Array,
  o: number,
  at: readonly number[],
  size: readonly number[],
  steps: readonly number[],
  out: number[],
): boolean {
  const here = f[o] as number
  let crossing = false
  for (let a = 0; a < 3; a++) {
    const hasLow = (at[a] as number) > 0
    const hasHigh = (at[a] as number) < (size[a] as number) - 1
    const low = hasLow ? here - (f[o - (steps[a] as number)] as number) : 0
    const high = hasHigh ? (f[o + (steps[a] as number)] as number) - here : 0
    const crossLow = hasLow && here < 0 !== here - low < 0
    const crossHigh = hasHigh && here < 0 !== here + high < 0
    if (crossLow && crossHigh) out[a] = Math.abs(low) > Math.abs(high) ? low : high
    else out[a] = hasLow && hasHigh ? (low + high) / 2 : low + high
    if (crossLow || crossHigh) crossing = true
  }
  return crossing
}

/** Half of the 26 neighbours: those before a cell in raster order. */
const before: [number, number, number][] = []
for (let k = -1; k <= 0; k++)
  for (let j = -1; j <= 1; j++)
    for (let i = -1; i <= 1; i++)
      if (k < 0 || j < 0 || (j === 0 && i < 0)) if (k < 0 || j <= 0) before.push([i, j, k])

/**
 * Carries the feet to every cell (vector distance transform: raster scans forward and backward over 26 neighbours,
 * twice) and returns the unsigned Euclidean distance in metres. Cells keep Infinity when there is no foot at all.
 */
export function spreadFeet(frame: LatticeFrame, feet: Feet): Float32Array {
  const [nx, ny, nz] = frame.size
  const best = new Float32Array(cellCount(frame)).fill(Number.POSITIVE_INFINITY)
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const d = squared(feet, o, i, j, k)
        if (!Number.isNaN(d)) best[o] = d
      }
  for (let round = 0; round < 2; round++)
    for (const direction of [1, -1] as const) scan(frame, feet, best, direction)
  for (let o = 0; o < best.length; o++) best[o] = Math.sqrt(best[o] as number) * frame.spacing
  return best
}

function squared(feet: Feet, cell: number, i: number, j: number, k: number): number {
  const x = (feet[3 * cell] as number) - i
  const y = (feet[3 * cell + 1] as number) - j
  const z = (feet[3 * cell + 2] as number) - k
  return x * x + y * y + z * z
}

function scan(frame: LatticeFrame, feet: Feet, best: Float32Array, direction: 1 | -1): void {
  const [nx, ny, nz] = frame.size
  const total = nx * ny * nz
  for (let n = 0; n < total; n++) {
    const o = direction > 0 ? n : total - 1 - n
    const i = o % nx
    const j = Math.floor(o / nx) % ny
    const k = Math.floor(o / (nx * ny))
    let bound = best[o] as number
    for (let b = 0; b < before.length; b++) {
      const step = before[b] as [number, number, number]
      const x = i + direction * step[0]
      const y = j + direction * step[1]
      const z = k + direction * step[2]
      if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
      const other = x + nx * (y + ny * z)
      if (best[other] === Number.POSITIVE_INFINITY) continue
      const d = squared(feet, other, i, j, k)
      if (d >= bound) continue
      bound = d
      feet[3 * o] = feet[3 * other] as number
      feet[3 * o + 1] = feet[3 * other + 1] as number
      feet[3 * o + 2] = feet[3 * other + 2] as number
    }
    best[o] = bound
  }
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
export const fieldStep = 1 / 256

/** Rounds a field to what a case file can hold, so that a heart is the same before and after it was saved. */
export function roundField(frame: LatticeFrame, field: Float32Array): Float32Array {
  const step = frame.spacing * fieldStep
  return field.map((v) => Math.max(-32767, Math.min(32767, Math.round(v / step))) * step)
}
