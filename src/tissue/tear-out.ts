import { add, distance, length, normalize, subtract, type Vec3 } from '../core/vec3'
import { greatestTension, type RunningThread, threadStiffness } from './running-suture'
import type { Bite, Stitch } from './stitch'

/*
 * A stitch cuts through the tissue when it has pulled at the tissue's strength for a while. Decided from the places of
 * its bites once a frame: threads are few, and nothing tears between two frames.
 */

/** Seconds at its limit after which a stitch is out. */
export const tearTime = 0.2
/** Counts as at the limit: the GPU's tension is rounded. */
const near = 0.999

export type PlaceOf = (bite: Bite) => Vec3

/** How hard the stitches of an edit pull. */
export interface StitchLoad {
  readonly edit: string
  /** Stitches, or bites of running threads in tissue. */
  readonly count: number
  /** Greatest pull of one, as a share of what its tissue bears, and where that one is now. */
  readonly share: number
  readonly place: Vec3
}

/** Stitches that tore out, of one edit. */
export interface Torn {
  readonly edit: string
  /** Where the first of them is now. */
  readonly place: Vec3
  /** Where each of them was sewn, at rest. */
  readonly rests: readonly Vec3[]
}

/** Pull of an interrupted stitch as a share of what its tissue bears. */
export const shareOfLimit = (stitch: Stitch, restLength: number, place: PlaceOf): number =>
  Math.max(0, stitch.stiffness * (distance(place(stitch.from), place(stitch.to)) - restLength)) / stitch.cap

/** Does an interrupted stitch pull with all that its tissue can bear? */
export const isAtLimit = (stitch: Stitch, restLength: number, place: PlaceOf): boolean =>
  shareOfLimit(stitch, restLength, place) >= near

/** Tension of a running thread drawn in to a length, N. */
export function tensionOf(thread: RunningThread, drawn: number, place: PlaceOf): number {
  const places = thread.bites.map(place)
  let sum = 0
  for (let n = 1; n < places.length; n++) sum += distance(places[n]!, places[n - 1]!)
  return Math.min(Math.max(0, threadStiffness(thread) * (sum - drawn)), greatestTension(thread))
}

/**
 * The bite of a running thread that is to tear out, or null: the one with the greatest load in units of what it bears,
 * where that is reached or the whole thread is at its greatest tension. The load is the sum of the pulls of the two
 * segments that meet in a bite.
 */
export function overloadedBite(thread: RunningThread, drawn: number, place: PlaceOf): number | null {
  const tension = tensionOf(thread, drawn, place)
  if (tension === 0) return null
  let [worst, most] = [thread.caps.findIndex(Number.isFinite), 0]
  sharesOfLimit(thread, drawn, place).forEach((load, n) => {
    if (load > most) [worst, most] = [n, load]
  })
  return most >= near || tension >= near * greatestTension(thread) ? worst : null
}

/** Load of each bite of a running thread as a share of what its tissue bears. */
export function sharesOfLimit(thread: RunningThread, drawn: number, place: PlaceOf): number[] {
  const tension = tensionOf(thread, drawn, place)
  const places = thread.bites.map(place)
  return thread.caps.map((cap, n) => (tension * turn(places, n)) / cap)
}

/** |n_before + n_after| at a bite: what a unit of tension does to it. */
function turn(places: readonly Vec3[], n: number): number {
  const pull = [places[n - 1], places[n + 1]].map((p): Vec3 => {
    const q = p ? subtract(p, places[n]!) : ([0, 0, 0] as Vec3)
    return length(q) > 1e-6 ? normalize(q) : [0, 0, 0]
  })
  return length(add(pull[0]!, pull[1]!))
}
