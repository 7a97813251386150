import { mm } from '../../core/units'
import { dot } from '../../core/vec3'
import { numberOf } from './data-values'
import type { Slice } from './slice'

/** Pictures closer than this along the normal lie at one place, metres. */
const samePlace = 0.01 * mm

/** One slice at each place, in the order of the normal, and what was chosen or left out. */
export interface Moment {
  readonly slices: readonly Slice[]
  /** How many pictures most places have. */
  readonly phases: number
  readonly warnings: readonly string[]
}

/**
 * Takes one picture of each place: of a cine the one nearest to end-diastole (the R wave) where trigger times or
 * percentages tell, else the first; of accidental duplicates the first.
 */
export function oneMoment(all: readonly Slice[]): Moment {
  const warnings: string[] = []
  const slices = withoutCopies(all)
  if (slices.length < all.length) warnings.push(`${all.length - slices.length} copies of files left out`)
  const places = byPlace(slices)
  const counts = places.map((p) => p.length).sort((a, b) => a - b)
  const phases = counts[counts.length >> 1] ?? 1
  const chosen = places.map((place) => place.reduce((best, s) => (later(best, s) ? s : best)))
  if (phases > 1) warnings.push(wordsFor(phases, places, chosen))
  const spare = places.filter((p) => p.length > phases).length
  if (spare > 0 && phases === 1)
    warnings.push(
      `${spare} of ${places.length} places have more than one picture: the first of each was taken`,
    )
  else if (counts[0] !== counts.at(-1) && phases > 1)
    warnings.push(`The number of pictures differs between places (${counts[0]} to ${counts.at(-1)})`)
  return { slices: chosen, phases, warnings }
}

function withoutCopies(slices: readonly Slice[]): Slice[] {
  const seen = new Set<string>()
  return slices.filter((s) => !seen.has(s.uid) && seen.add(s.uid))
}

function byPlace(slices: readonly Slice[]): Slice[][] {
  const along = (s: Slice) => dot(s.position, (slices[0] as Slice).normal)
  const sorted = [...slices].sort((a, b) => along(a) - along(b) || a.instance - b.instance)
  const places: Slice[][] = []
  for (const slice of sorted) {
    const last = places.at(-1)
    if (last && along(slice) - along(last[0] as Slice) < samePlace) last.push(slice)
    else places.push([slice])
  }
  return places
}

/** Time from the nearest R wave, as a part of the beat or in seconds; undefined where the file does not say. */
function fromEndDiastole(slice: Slice): number | undefined {
  const { percent, trigger } = slice.time
  if (percent !== undefined) return Math.min(Math.abs(percent), Math.abs(100 - percent)) / 100
  if (trigger === undefined) return undefined
  const beat = beatOf(slice)
  return beat ? Math.min(trigger, Math.abs(beat - trigger)) / beat : trigger
}

/** Seconds from R to R. */
function beatOf(slice: Slice): number | undefined {
  const interval = numberOf(slice.file.data, 'x00181062')
  if (interval && interval > 200 && interval < 3000) return interval * 1e-3
  const rate = numberOf(slice.file.data, 'x00181088')
  return rate && rate > 20 && rate < 300 ? 60 / rate : undefined
}

/** True if `other` is to be taken rather than `best`. */
function later(best: Slice, other: Slice): boolean {
  const order = (s: Slice) => [
    fromEndDiastole(s) ?? 0,
    s.time.index ?? 0,
    s.time.acquisition ?? 0,
    s.time.clock ?? 0,
    s.instance,
  ]
  const [a, b] = [order(best), order(other)]
  const n = a.findIndex((x, at) => x !== b[at])
  return n >= 0 && (b[n] as number) < (a[n] as number)
}

function wordsFor(phases: number, places: readonly Slice[][], chosen: readonly Slice[]): string {
  const timed = places.some((p) => new Set(p.map(fromEndDiastole)).size > 1)
  if (!timed)
    return `It holds ${phases} pictures of each place and does not say when in the beat: the first was taken`
  const percents = chosen.map((s) => s.time.percent).filter((p) => p !== undefined)
  const triggers = chosen.map((s) => s.time.trigger).filter((t) => t !== undefined)
  const span = (values: readonly number[], unit: string) => {
    const [low, high] = [Math.round(Math.min(...values)), Math.round(Math.max(...values))]
    return low === high ? `${low} ${unit}` : `${low} to ${high} ${unit}`
  }
  const when =
    percents.length > 0
      ? span(percents, '% of the beat')
      : `${span(
          triggers.map((t) => t * 1e3),
          'ms',
        )} after the R wave`
  return `It holds ${phases} moments of the beat: the one nearest to end-diastole was taken (${when})`
}
