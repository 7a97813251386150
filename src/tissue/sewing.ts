import type { Vec3 } from '../core/vec3'
import type { ShellMesh, StitchLine } from '../engine/protocol'
import {
  greatestTension,
  type RunningThread,
  threadSegments,
  threadStiffness,
  withoutBite,
  withoutBites,
} from './running-suture'
import type { Shell } from './shell'
import { type Bite, type Stitch, threadTie } from './stitch'
import {
  isAtLimit,
  overloadedBite,
  type PlaceOf,
  type StitchLoad,
  shareOfLimit,
  sharesOfLimit,
  type Torn,
  tearTime,
} from './tear-out'
import type { ThreadRecord } from './thread-store'
import type { Tie } from './ties'

/** Seconds in which a thread is drawn tight. */
const drawTime = 0.4

/** How far a stitch or thread is drawn in, and for how long it has pulled at its limit. */
interface Drawn {
  /** Length when it was laid, and the one it is drawn in to, metres. */
  readonly from: number
  readonly to: number
  age: number
  atLimit: number
}
interface Knot extends Drawn {
  readonly stitch: Stitch
}
interface Run extends Drawn {
  thread: RunningThread
}

const lengthNow = ({ from, to, age }: Drawn): number => from + (to - from) * Math.min(1, age / drawTime)
const isDrawn = ({ age }: Drawn): boolean => age >= drawTime

/** The patches and threads in a heart: what the solver adds to the tissue, and what is drawn. */
export class Sewing {
  private readonly shells: Shell[] = []
  private knots: Knot[] = []
  private runs: Run[] = []
  /** Time since `tearOut` last looked, seconds. */
  private unseen = 0

  get shellNodeCount(): number {
    return this.shells.reduce((sum, shell) => sum + shell.mass.length, 0)
  }

  /** True while threads are still being drawn tight. */
  get isDrawing(): boolean {
    return [...this.knots, ...this.runs].some((d) => !isDrawn(d) && d.from !== d.to)
  }

  /** The shells as blood presses on them: one whose blood is known, but that no stitch holds, lets it past. */
  get pressedShells(): readonly Shell[] {
    return this.shells.map((shell) =>
      shell.sides && !this.holds(shell) ? { ...shell, sides: new Uint32Array(shell.sides.length) } : shell,
    )
  }

  addShell(shell: Shell): void {
    this.shells.push(shell)
  }

  /** Adds interrupted stitches; `place` tells where a bite is now. */
  addStitches(stitches: readonly Stitch[], place: PlaceOf): void {
    for (const stitch of stitches) {
      const from = apart(place(stitch.from), place(stitch.to))
      this.knots.push({ stitch, from, to: 0, age: 0, atLimit: 0 })
    }
  }

  /** Adds running threads. */
  addThreads(threads: readonly RunningThread[], place: PlaceOf): void {
    for (const thread of threads) {
      const places = thread.bites.map(place)
      const from = places.reduce((sum, p, n) => sum + (n ? apart(p, places[n - 1]!) : 0), 0)
      this.runs.push({ thread, from, to: sumOf(thread.closed), age: 0, atLimit: 0 })
    }
  }

  /** Time passes: threads grow shorter until they are tight. */
  draw(seconds: number): void {
    for (const drawn of [...this.knots, ...this.runs]) drawn.age += seconds
    this.unseen += seconds
  }

  /**
   * Takes out the stitches of an edit, all or those whose bite lies near some place at rest. A running thread is cut
   * there; what is left is tied off as tight as it lay. Returns how many bites or stitches came out.
   */
  release(edit: string, isNear: (rest: Vec3) => boolean): number {
    const before = this.biteCount
    this.knots = this.knots.filter(({ stitch }) => stitch.edit !== edit || !isNear(stitch.from.rest))
    this.runs = this.runs.flatMap((run) => {
      if (run.thread.edit !== edit) return [run]
      const parts = withoutBites(run.thread, (bite) => isNear(bite.rest))
      const drawn = run.from - run.to
      return parts.map((thread) => {
        const to = sumOf(thread.closed)
        return { ...run, thread, to, from: to + (drawn * thread.closed.length) / run.thread.closed.length }
      })
    })
    return before - this.biteCount
  }

  /** Takes out what has pulled at its tissue's limit for too long. */
  tearOut(place: PlaceOf): Torn[] {
    const seconds = this.unseen
    this.unseen = 0
    const torn = [...this.tearKnots(seconds, place), ...this.tearRuns(seconds, place)]
    return byEdit(torn)
  }

  /** How hard the stitches of each edit pull now. */
  loads(place: PlaceOf): StitchLoad[] {
    const byEdit = new Map<string, StitchLoad>()
    const add = (edit: string, share: number, bite: Bite): void => {
      const known = byEdit.get(edit) ?? { edit, count: 0, share: -1, place: [0, 0, 0] }
      const worst = share > known.share ? { share, place: place(bite) } : {}
      byEdit.set(edit, { ...known, count: known.count + 1, ...worst })
    }
    for (const knot of this.knots)
      add(knot.stitch.edit, shareOfLimit(knot.stitch, lengthNow(knot), place), knot.stitch.to)
    for (const run of this.runs)
      sharesOfLimit(run.thread, lengthNow(run), place).forEach((share, n) => {
        if (Number.isFinite(run.thread.caps[n])) add(run.thread.edit, share, run.thread.bites[n]!)
      })
    return [...byEdit.values()]
  }

  get ties(): Tie[] {
    return [
      ...this.shells.flatMap((shell) => shell.ties),
      ...this.threadTies,
      ...this.runs.flatMap(({ thread }, n) => threadSegments(thread, n)),
    ]
  }

  /** Index in `ties` of the first of `threadTies`. */
  get firstThreadTie(): number {
    return this.shells.reduce((sum, shell) => sum + shell.ties.length, 0)
  }

  get threadTies(): Tie[] {
    return this.knots.map((knot) => threadTie(knot.stitch, lengthNow(knot)))
  }

  /** The running threads as they are drawn in now; `firstTie` is where `ties` begins. */
  threadRecords(firstTie: number): ThreadRecord[] {
    let first = firstTie + this.firstThreadTie + this.knots.length
    return this.runs.map((run) => {
      const { thread } = run
      const count = thread.closed.length
      first += count
      return {
        first: first - count,
        count,
        stiffness: threadStiffness(thread),
        length: lengthNow(run),
        cap: greatestTension(thread),
      }
    })
  }

  /** All shells' nodes one after the other, as the solver takes them. */
  get nodes(): { positions: Float32Array; mass: Float32Array; colour: Uint8Array } {
    return {
      positions: Float32Array.from(this.shells.flatMap((s) => Array.from(s.positions))),
      mass: Float32Array.from(this.shells.flatMap((s) => Array.from(s.mass))),
      colour: Uint8Array.from(this.shells.flatMap((s) => Array.from(s.colour))),
    }
  }

  /** Meshes to draw; `shellNodes` holds xyz of all shells' nodes now. */
  meshes(shellNodes: Float32Array): ShellMesh[] {
    let first = 0
    return this.shells.map((shell) => {
      const positions = shellNodes.slice(first, first + shell.positions.length)
      first += shell.positions.length
      return { edit: shell.edit, material: shell.material, positions, triangles: shell.triangles }
    })
  }

  /** Threads to draw, by edit. */
  lines(place: PlaceOf): StitchLine[] {
    const byEdit = new Map<string, number[]>()
    const add = (edit: string, from: Vec3, to: Vec3): void => {
      const list = byEdit.get(edit) ?? []
      list.push(...from, ...to)
      byEdit.set(edit, list)
    }
    for (const { stitch } of this.knots) add(stitch.edit, place(stitch.from), place(stitch.to))
    for (const { thread } of this.runs) {
      const places = thread.bites.map(place)
      for (let n = 1; n < places.length; n++) add(thread.edit, places[n - 1]!, places[n]!)
    }
    return [...byEdit].map(([edit, positions]) => ({ edit, positions: Float32Array.from(positions) }))
  }

  private holds({ firstNode, mass }: Shell): boolean {
    const isOn = ({ nodes }: Bite): boolean => nodes[0]! >= firstNode && nodes[0]! < firstNode + mass.length
    return (
      this.knots.some(({ stitch }) => isOn(stitch.from)) ||
      this.runs.some(({ thread }) => thread.bites.some(isOn))
    )
  }

  private get biteCount(): number {
    return this.knots.length + this.runs.reduce((sum, { thread }) => sum + thread.bites.length, 0)
  }

  private tearKnots(seconds: number, place: PlaceOf): Torn[] {
    const torn = this.knots.filter((knot) => {
      const pulls = isDrawn(knot) && isAtLimit(knot.stitch, lengthNow(knot), place)
      knot.atLimit = pulls ? knot.atLimit + seconds : 0
      return knot.atLimit > tearTime
    })
    if (torn.length > 0) this.knots = this.knots.filter((knot) => !torn.includes(knot))
    return torn.map(({ stitch }) => ({
      edit: stitch.edit,
      place: place(stitch.to),
      rests: [stitch.from.rest],
    }))
  }

  private tearRuns(seconds: number, place: PlaceOf): Torn[] {
    const torn: Torn[] = []
    this.runs = this.runs.flatMap((run) => {
      const bite = isDrawn(run) ? overloadedBite(run.thread, lengthNow(run), place) : null
      run.atLimit = bite === null ? 0 : run.atLimit + seconds
      if (bite === null || run.atLimit <= tearTime) return [run]
      const out = run.thread.bites[bite]!
      torn.push({ edit: run.thread.edit, place: place(out), rests: [out.rest] })
      const thread = withoutBite(run.thread, bite)
      return thread ? [{ ...run, thread, atLimit: 0 }] : []
    })
    return torn
  }
}

const sumOf = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0)
const apart = (p: Vec3, q: Vec3): number => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])

/** One entry an edit. */
function byEdit(torn: readonly Torn[]): Torn[] {
  const sums = new Map<string, Torn>()
  for (const t of torn) {
    const known = sums.get(t.edit)
    sums.set(t.edit, known ? { ...known, rests: [...known.rests, ...t.rests] } : t)
  }
  return [...sums.values()]
}
