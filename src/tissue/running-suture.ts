import { distance } from '../core/vec3'
import type { Bite, Stitch } from './stitch'
import type { Tie } from './ties'

/** One thread through many bites, knotted at both ends. SI. */
export interface RunningThread {
  readonly edit: string
  readonly bites: readonly Bite[]
  /** Load at which each bite tears out, N. */
  readonly caps: readonly number[]
  /** Length of each segment between two bites once the lips touch, the seam being as long as at rest, metres. */
  readonly closed: readonly number[]
  /** Of one segment, N/m; all n of them in a row give stiffness / n. */
  readonly stiffness: number
}

/** A thread does not run on over a stretch longer than this many pitches: there it ends, and another begins. */
const longestStride = 2.5

/**
 * Threads that run through stitches in their order, from one lip to the other and on to the next place. The thread
 * slips through its bites without friction (a monofilament): its tension is the same everywhere, T = K (Σ|q| - L).
 */
export function runningThreads(stitches: readonly Stitch[], pitch: number): RunningThread[] {
  const runs: Stitch[][] = []
  let before: Stitch | undefined
  for (const stitch of stitches) {
    const runsOn = before && distance(before.from.rest, stitch.from.rest) < longestStride * pitch
    if (runsOn) runs.at(-1)!.push(stitch)
    else runs.push([stitch])
    before = stitch
  }
  return runs.map(threadThrough)
}

function threadThrough(run: readonly Stitch[]): RunningThread {
  return {
    edit: run[0]!.edit,
    bites: run.flatMap((s) => [s.from, s.to]),
    caps: run.flatMap((s) => [s.ofPatch ? Number.POSITIVE_INFINITY : s.cap, s.cap]),
    closed: run.flatMap((s, n) => [n === 0 ? 0 : distance(run[n - 1]!.from.rest, s.from.rest), 0]).slice(1),
    stiffness: Math.min(...run.map((s) => s.stiffness)),
  }
}

/** The segments of a thread as ties; `index` is its number among all threads. */
export const threadSegments = (thread: RunningThread, index: number): Tie[] =>
  thread.closed.map((_, n) => {
    const [from, to] = [thread.bites[n]!, thread.bites[n + 1]!]
    return {
      mode: 'running',
      nodes: [...from.nodes, ...to.nodes],
      weights: [...from.weights, ...to.weights.map((w) => -w)],
      anchor: [0, 0, 0],
      stiffness: thread.stiffness,
      length: index,
      factor: 2,
    }
  })

/** Greatest tension of a thread: that at which the strongest of its bites tears out, N. */
export const greatestTension = ({ caps }: RunningThread): number =>
  Math.max(...caps.filter((c) => Number.isFinite(c)))

/** K of the whole thread, N/m. */
export const threadStiffness = ({ stiffness, closed }: RunningThread): number => stiffness / closed.length

/** The thread without one of its bites: it runs straight past, as long as it was, and so is looser. Null: nothing left. */
export function withoutBite(thread: RunningThread, bite: number): RunningThread | null {
  const keep = <T>(list: readonly T[], left: number): T[] => list.filter((_, n) => n !== left)
  const { bites, caps, closed } = thread
  if (bites.length < 3) return null
  const merged = [...closed]
  if (bite === 0) merged.splice(0, 2, closed[0]! + closed[1]!)
  else if (bite === bites.length - 1) merged.splice(-2, 2, closed.at(-2)! + closed.at(-1)!)
  else merged.splice(bite - 1, 2, closed[bite - 1]! + closed[bite]!)
  return { ...thread, bites: keep(bites, bite), caps: keep(caps, bite), closed: merged }
}

/** What is left of a thread of which some bites are cut out: each stretch between them, tied off at its ends. */
export function withoutBites(thread: RunningThread, isOut: (bite: Bite) => boolean): RunningThread[] {
  const left: RunningThread[] = []
  let first = 0
  thread.bites.forEach((bite, n) => {
    const ends = n === thread.bites.length - 1
    if (!isOut(bite) && !ends) return
    const end = isOut(bite) ? n : n + 1
    if (end - first > 1) left.push(stretch(thread, first, end))
    first = n + 1
  })
  return left
}

const stretch = (thread: RunningThread, first: number, end: number): RunningThread => ({
  ...thread,
  bites: thread.bites.slice(first, end),
  caps: thread.caps.slice(first, end),
  closed: thread.closed.slice(first, end - 1),
})
