import { seededRandom } from '../core/random'
import { add, cross, normalize, scale, type Vec3 } from '../core/vec3'
import type { Gpu } from '../gpu'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { buildTissueModel } from './model'
import { shellHeart } from './solids'
import { TissueSolver } from './solver'
import { fullPace } from './solver-options'

/** Time of the parts of a frame of cutting, ms. */
interface CutTimes {
  readonly mean: number
  readonly p99: number
  readonly max: number
}

export interface CutBench {
  readonly name: string
  /** Pressure of the blood in the ball, Pa; its loads are parted with the tissue. */
  readonly pressure: number
  readonly tetCount: number
  readonly frames: number
  /** Links severed, slots and virtual nodes added, of all frames. */
  readonly severedLinkCount: number
  readonly newSlotCount: number
  readonly newNodeCount: number
  /** Plan, topology, rows, masses, colours, pressure loads, coarse levels and buffer writes. */
  readonly frame: CutTimes
  /** Its part up to the plan. */
  readonly plan: CutTimes
  /** `thread`: time of this thread on a processor; `wall`: where the system does not tell. */
  readonly clock: 'thread' | 'wall'
  /**
   * A hundred million additions in a row on the same clock just before and after, ms. Where others use the processor
   * too, its milliseconds hold less work: compare figures by this one.
   */
  readonly yardstick: readonly [before: number, after: number]
}

/** The blood of `shellHeart`. */
const inside = 2
/** Frames that an incision lasts, each 4 mm on. */
const incision = 6
/** Frames before the first that counts: the machine compiles what it runs often. */
const warmUp = 60

/**
 * Cuts a hollow ball of `edge` (2.3 mm: 104,000 tetrahedra) by incisions through its wall in random places, a frame of
 * 4 mm after the other, and measures what the processor does for each. The GPU does not move the tissue meanwhile.
 */
export async function benchCuts(gpu: Gpu, pressure = 0, frames = 300, edge = 2.3e-3): Promise<CutBench> {
  const model = buildTissueModel(shellHeart(0.025, 0.033, 1.5e-3), { edge, anchored: false })
  const solver = await TissueSolver.create(gpu, model, fullPace)
  if (pressure > 0) solver.setActing({ pressures: new Map([[inside, pressure]]) })
  const clock = await processorClock()
  const [plans, wholes]: [number[], number[]] = [[], []]
  let severed = 0
  const blades = incisions(seededRandom(11), edge)
  const before = solver.topology
  const yardstick = additions(clock.read)
  for (let n = 0; n < warmUp + frames; n++) {
    const blade = blades.next().value!
    const idle = clock.read()
    const start = clock.read()
    const plan = planCut(solver.topology, blade)
    const planned = clock.read()
    if (!plan.refused) solver.apply(plan)
    solver.partCoarse()
    const end = clock.read()
    severed += plan.severedLinkCount
    if (n % incision === 0) await gpu.device.queue.onSubmittedWorkDone()
    if (n < warmUp) continue
    // To read the clock costs a tenth of a millisecond itself.
    const reading = start - idle
    plans.push(planned - start - reading)
    wholes.push(end - start - 2 * reading)
  }
  const after = solver.topology
  solver.dispose()
  return {
    name: pressure > 0 ? 'a 4 mm blade frame, blood pressing' : 'a 4 mm blade frame',
    pressure,
    tetCount: model.tetCount,
    frames,
    severedLinkCount: severed,
    newSlotCount: after.slotCount - before.slotCount,
    newNodeCount: after.nodeCount - before.nodeCount,
    frame: timesOf(wholes),
    plan: timesOf(plans),
    clock: clock.name,
    yardstick: [yardstick, additions(clock.read)],
  }
}

/** Blades of incisions round the ball in random directions, each position 4 mm from the last, through the wall. */
function* incisions(random: () => number, edge: number): Generator<ReturnType<typeof sweepBlade>, never> {
  const anywhere = (): Vec3 => normalize([random() - 0.5, random() - 0.5, random() - 0.5])
  for (;;) {
    const from = anywhere()
    const along = normalize(cross(from, anywhere()))
    const at = (n: number): readonly [Vec3, Vec3] => {
      const angle = (4 * n) / 33
      const out = add(scale(from, Math.cos(angle)), scale(along, Math.sin(angle)))
      return [scale(out, 34), scale(out, 23)]
    }
    for (let n = 0; n < incision; n++) yield sweepBlade([at(n), at(n + 1)], edge)
  }
}

function additions(read: () => number): number {
  // Compiled before it counts: uncompiled it takes nine times as long.
  let sum = 0
  for (let n = 0; n < 50; n++) sum = million(sum)
  const start = read()
  for (let n = 0; n < 100; n++) sum = million(sum)
  const end = read()
  // The sum is looked at so that it is not left out.
  return sum === 1 ? 0 : end - start
}

function million(from: number): number {
  let sum = from | 0
  for (let n = 0; n < 1e6; n++) sum = (sum + Math.imul(3, n)) | 0
  return sum
}

function timesOf(samples: readonly number[]): CutTimes {
  const sorted = [...samples].sort((a, b) => a - b)
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length
  return { mean, p99: sorted[Math.floor(0.99 * sorted.length)]!, max: sorted.at(-1)! }
}

/** Milliseconds that this thread has spent on a processor, where the system tells; else the time of day. */
async function processorClock(): Promise<{ read: () => number; name: CutBench['clock'] }> {
  const path = '/proc/thread-self/schedstat'
  try {
    const { readFileSync } = (await import(/* @vite-ignore */ 'node:fs')) as typeof import('node:fs')
    const pause = new Int32Array(new SharedArrayBuffer(4))
    const read = (): number => {
      // The system adds up a thread's time when it pauses.
      Atomics.wait(pause, 0, 0, 0.05)
      return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6
    }
    if (Number.isFinite(read())) return { read, name: 'thread' }
  } catch {}
  return { read: () => performance.now(), name: 'wall' }
}
