import type { Grid } from '../../core/grid'
import { mm } from '../../core/units'
import { add, dot, scale, subtract } from '../../core/vec3'
import type { Slice } from './slice'

/** How the slices of a stack lie and on which grid they end. */
export interface StackLayout {
  readonly slices: readonly Slice[]
  readonly grid: Grid
  /** Absent where the slices are the grid's planes. */
  readonly resample?: Resampling
  readonly warnings: readonly string[]
}

/** Where each slice lies relative to the grid: its place along the normal in planes, its shift in pixels. */
export interface Resampling {
  readonly planes: readonly number[]
  readonly shifts: readonly (readonly [number, number])[]
}

/** A slice may be this far from its place on an even stack: of the spacing, and metres (headers are rounded). */
const evenWithin = { part: 0.05, metres: 0.1 * mm }
/** A jump over this many slices and this many metres ends the stack. */
const hole = { slices: 3, metres: 10 * mm }
/** Drift across the stack that is taken for none, pixels. */
const straightWithin = 0.25

/**
 * Lays slices (one at each place, ordered along the normal) on a grid. Uneven distances and missing slices are
 * interpolated along the normal and a stack that leans (gantry tilt) is sheared upright, each with a warning; where a
 * stack has a hole, its longest piece is taken.
 */
export function layStack(ordered: readonly Slice[]): StackLayout {
  const warnings: string[] = []
  const slices = longestPiece(ordered, warnings)
  const first = slices[0] as Slice
  const along = slices.map((s) => dot(subtract(s.position, first.position), first.normal))
  const step = stepOf(slices, along, warnings)
  const planes = along.map((w) => w / step)
  const even = isEven(planes, step)
  if (!even) warnings.push(...unevenWords(along, step))
  const shifts = slices.map((s) => shiftOf(first, s))
  const lean = Math.max(...shifts.flatMap((s) => s.map(Math.abs)))
  const leaning = lean > straightWithin
  if (leaning) warnings.push(leanWords(first, shifts, along))
  const low = [0, 1].map((a) => (leaning ? Math.floor(Math.min(...shifts.map((s) => s[a] as number))) : 0))
  const high = [0, 1].map((a) => (leaning ? Math.ceil(Math.max(...shifts.map((s) => s[a] as number))) : 0))
  const grid: Grid = {
    size: [
      first.size[0] + (high[0] as number) - (low[0] as number),
      first.size[1] + (high[1] as number) - (low[1] as number),
      even ? slices.length : Math.floor((planes.at(-1) as number) + 1e-3) + 1,
    ],
    spacing: [first.spacing[0], first.spacing[1], step],
    origin: add(
      first.position,
      add(
        scale(first.right, (low[0] as number) * first.spacing[0]),
        scale(first.down, (low[1] as number) * first.spacing[1]),
      ),
    ),
    direction: [0, 1, 2].flatMap((r) => [
      first.right[r] as number,
      first.down[r] as number,
      first.normal[r] as number,
    ]),
  }
  if (even && !leaning) return { slices, grid, warnings }
  const resample = {
    planes: even ? planes.map((_, n) => n) : planes,
    shifts: shifts.map(([u, v]): [number, number] =>
      leaning ? [u - (low[0] as number), v - (low[1] as number)] : [0, 0],
    ),
  }
  return { slices, grid, resample, warnings }
}

const inMm = (metres: number) => `${Number((metres / mm).toFixed(2))} mm`

function longestPiece(slices: readonly Slice[], warnings: string[]): readonly Slice[] {
  if (slices.length < 3) return slices
  const normal = (slices[0] as Slice).normal
  const along = slices.map((s) => dot(s.position, normal))
  const limit = Math.max(hole.metres, hole.slices * median(stepsOf(along)))
  const cuts = [0]
  for (let n = 1; n < along.length; n++)
    if ((along[n] as number) - (along[n - 1] as number) > limit) cuts.push(n)
  if (cuts.length === 1) return slices
  const pieces = cuts.map((from, n) => slices.slice(from, cuts[n + 1]))
  const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a))
  warnings.push(
    `The stack has ${cuts.length - 1} gaps of more than ${inMm(limit)}: its longest piece, ${longest.length} of ` +
      `${slices.length} slices, was taken`,
  )
  return longest
}

const stepsOf = (along: readonly number[]) => along.slice(1).map((w, n) => w - (along[n] as number))

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}

function stepOf(slices: readonly Slice[], along: readonly number[], warnings: string[]): number {
  const first = slices[0] as Slice
  if (slices.length === 1) {
    warnings.push('It is a single slice: no heart can be made of it')
    return first.between ?? first.thickness ?? mm
  }
  const mean = (along.at(-1) as number) / (along.length - 1)
  // An even stack is measured end to end, so that rounded positions do not add up; an uneven one by its usual step.
  return isEven(
    along.map((w) => w / mean),
    mean,
  )
    ? mean
    : median(stepsOf(along))
}

const isEven = (planes: readonly number[], step: number) =>
  planes.every((p, n) => Math.abs(p - n) <= Math.max(evenWithin.part, evenWithin.metres / step))

function unevenWords(along: readonly number[], step: number): string[] {
  const steps = stepsOf(along)
  const gaps = steps.filter((s) => s > 1.5 * step)
  const lost = gaps.reduce((n, s) => n + Math.round(s / step) - 1, 0)
  const words: string[] = []
  if (gaps.length > 0)
    words.push(
      `${lost} ${lost === 1 ? 'slice is' : 'slices are'} missing in ${gaps.length} ` +
        `${gaps.length === 1 ? 'place' : 'places'}: interpolated from the neighbours`,
    )
  const others = steps.filter((s) => s <= 1.5 * step)
  const [low, high] = [Math.min(...others), Math.max(...others)]
  if (high - low > Math.max(evenWithin.part * step, evenWithin.metres))
    words.push(
      `The distance between slices varies from ${inMm(low)} to ${inMm(high)}: resampled to ${inMm(step)}`,
    )
  if (words.length === 0) words.push(`The slices lie unevenly: resampled to ${inMm(step)}`)
  return words
}

/** How far a slice is shifted in its plane against the first one, pixels. */
function shiftOf(first: Slice, slice: Slice): readonly [number, number] {
  const d = subtract(slice.position, first.position)
  return [dot(d, first.right) / first.spacing[0], dot(d, first.down) / first.spacing[1]]
}

function leanWords(
  first: Slice,
  shifts: readonly (readonly [number, number])[],
  along: readonly number[],
): string {
  const last = shifts.at(-1) as readonly [number, number]
  const aside = Math.hypot(last[0] * first.spacing[0], last[1] * first.spacing[1])
  const angle = (Math.atan2(aside, along.at(-1) as number) * 180) / Math.PI
  return `The slices lean by ${angle.toFixed(1)}° (gantry tilt): sheared upright by interpolation within each slice`
}
