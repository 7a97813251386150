import type { Grid } from '../../core/grid'
import { gridToPatient } from '../../core/grid'
import type { Vec3 } from '../../core/vec3'
import type { Scan } from '../../io/scan'
import { millimetres } from './slice-plane'

/** Counts of voxels in equal bins from `low` to `high`; values beyond fall into the end bins. */
export interface Histogram {
  readonly low: number
  readonly high: number
  readonly counts: Float64Array
}

const binCount = 240

/** Histogram of every `step`th voxel, so that a large scan costs a blink. */
export function histogramOf(scan: Scan): Histogram {
  const { values } = scan
  const [low, top] = shownRange(scan)
  // Of whole numbers each bin holds equally many, or it would show a comb.
  const whole = !(values instanceof Float32Array || values instanceof Float64Array)
  const width = whole ? Math.max(1, Math.ceil((top - low) / binCount)) : (top - low) / binCount || 1
  const bins = Math.max(2, Math.ceil((top - low + (whole ? 1 : 0)) / width - 1e-9))
  const counts = new Float64Array(bins)
  const step = Math.max(1, Math.floor(values.length / 2e6)) | 1
  for (let n = 0; n < values.length; n += step) {
    const bin = Math.floor(((values[n] as number) - low) / width)
    const b = bin < 0 ? 0 : bin >= bins ? bins - 1 : bin
    counts[b] = counts[b]! + step
  }
  return { low, high: low + bins * width, counts }
}

/** The values worth showing: of a CT air to bone, of anything else the image's own range. */
function shownRange(scan: Scan): [number, number] {
  const [low, high] = scan.range
  return scan.modality === 'CT' ? [Math.max(low, -200), Math.min(high, 1000)] : [low, high]
}

/**
 * The value that divides two groups best (greatest variance between them; Otsu 1979), among values from `from` to
 * `to`; null where there is nothing to divide.
 */
function otsuThreshold({ low, high, counts }: Histogram, from = low, to = high): number | null {
  const width = (high - low) / counts.length
  const start = Math.max(0, Math.floor((from - low) / width))
  const last = Math.min(counts.length, Math.ceil((to - low) / width))
  let total = 0
  let sum = 0
  for (let b = start; b < last; b++) {
    total += counts[b]!
    sum += b * counts[b]!
  }
  let best = 0
  // Where nothing lies between the groups, any value there divides them equally: the middle is taken.
  let first = 0
  let place: number | null = null
  let below = 0
  let belowSum = 0
  for (let b = start; b + 1 < last; b++) {
    below += counts[b]!
    belowSum += b * counts[b]!
    if (below === 0 || below === total) continue
    const gap = belowSum / below - (sum - belowSum) / (total - below)
    const between = below * (total - below) * gap * gap
    const here = low + (b + 1) * width
    if (between < best || between === 0) continue
    if (between > best) first = here
    best = between
    place = (first + here) / 2
  }
  return place
}

/**
 * A first guess of the values that are blood. Contrast CT: between muscle and opacified blood, so air, fat, bone and
 * metal are left out of the division; any other image: the brighter part of what is not background.
 */
export function proposeBlood(scan: Scan, histogram: Histogram): { low: number; high?: number } {
  if (scan.modality === 'CT') {
    const low = otsuThreshold(histogram, 0, 700)
    return { low: Math.round(low ?? 200) }
  }
  const background = otsuThreshold(histogram) ?? scan.window[0]
  return { low: round3(otsuThreshold(histogram, background) ?? background) }
}

const round3 = (v: number): number => Number(v.toPrecision(3))

/** A box of voxels, both corners in. */
export type VoxelBox = readonly [low: readonly number[], high: readonly number[]]

/** The box of everything from `low` to `high` but a thin scatter: slices with under a thousandth of it are left out. */
export function contentBox(scan: Scan, low: number, high: number): VoxelBox | null {
  const [nx, ny, nz] = scan.size
  const counts = scan.size.map((n) => new Float64Array(n))
  const [cx, cy, cz] = counts as [Float64Array, Float64Array, Float64Array]
  let total = 0
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const value = scan.values[o] as number
        if (value < low || value > high) continue
        cx[i] = cx[i]! + 1
        cy[j] = cy[j]! + 1
        cz[k] = cz[k]! + 1
        total++
      }
  if (total === 0) return null
  const ends = counts.map((c) => {
    const few = total * 1e-3
    const first = c.findIndex((n) => n > few)
    const last = c.findLastIndex((n) => n > few)
    return [Math.max(0, first - 4), Math.min(c.length - 1, last < 0 ? c.length - 1 : last + 4)] as const
  })
  return [ends.map((e) => e[0]), ends.map((e) => e[1])]
}

/** Patient corners (millimetres, low and high along each patient axis) of a box of voxels with their edges. */
export function boxToPatient(grid: Grid, [low, high]: VoxelBox): { low: Vec3; high: Vec3 } {
  const a = [Infinity, Infinity, Infinity]
  const b = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++) {
    const at = [0, 1, 2].map((n) => (corner & (1 << n) ? high[n]! + 0.5 : low[n]! - 0.5))
    const p = millimetres(gridToPatient(grid, at as unknown as Vec3))
    for (let n = 0; n < 3; n++) {
      a[n] = Math.min(a[n]!, p[n]!)
      b[n] = Math.max(b[n]!, p[n]!)
    }
  }
  const tidy = (v: number) => Math.round(v * 10) / 10
  return { low: a.map(tidy) as unknown as Vec3, high: b.map(tidy) as unknown as Vec3 }
}

/** Volume [mL] of the voxels from `low` to `high` within a box. */
export function volumeWithin(scan: Scan, low: number, high: number, [from, to]: VoxelBox): number {
  const [nx, ny] = scan.size
  let count = 0
  for (let k = from[2]!; k <= to[2]!; k++)
    for (let j = from[1]!; j <= to[1]!; j++) {
      const row = nx * (j + ny * k)
      for (let i = from[0]!; i <= to[0]!; i++) {
        const value = scan.values[row + i] as number
        if (value >= low && value <= high) count++
      }
    }
  return count * scan.spacing[0] * scan.spacing[1] * scan.spacing[2] * 1e6
}
