import type { Vec3 } from '../core/vec3'
import { floatsPerCell } from '../geometry/blood-field'
import { type LevelSurface, levelSurface } from '../geometry/level-surface'
import type { FlowSnapshot } from './flow-snapshot'
import { turningRate } from './turning-rate'

/** `jet`: where the blood is fast. `vortex`: where it turns. */
type BloodSurfaceKind = 'jet' | 'vortex'

/** The blood that is fast, or that turns, as a hull with a core inside. */
export interface BloodSurface {
  readonly kind: BloodSurfaceKind
  /** Value on the hull and the greatest of the last beat: m/s of a jet, rad/s of a vortex. */
  readonly level: number
  readonly top: number
  /** Cells across it where it is strongest. */
  readonly cellsAcross: number
  readonly hull: LevelSurface
  readonly core: LevelSurface
}

/** Cells across from which the surface is to be trusted: the limit of a hole, for the same reason. */
export const leastAcross = 6

/** Shares of the top on the hull and on the core. */
const shares = { jet: { hull: 0.5, core: 0.8 }, vortex: { hull: 0.3, core: 0.6 } } as const
/** Under these nothing is a jet or a vortex: m/s and rad/s. */
const least = { jet: 0.3, vortex: 30 } as const
/** The top is what this many cells exceed, so that a single cut cell does not decide it. */
const exceeding = 8

/** Remembers the greatest value of the last beat, so that a surface comes and goes with the beat and does not breathe. */
export class SurfaceOfBlood {
  private readonly tops: { readonly kind: BloodSurfaceKind; readonly time: number; readonly top: number }[] =
    []

  /** @param period of the beat, s */
  constructor(private readonly period: number) {}

  /** What was before an edit says nothing of the flow after it. */
  forget(): void {
    this.tops.length = 0
  }

  of(kind: BloodSurfaceKind, snapshot: FlowSnapshot): BloodSurface {
    const values = kind === 'jet' ? speeds(snapshot) : turningRate(snapshot)
    const now = strongest(values)
    const top = Math.max(this.remember(kind, snapshot.time, now.top), least[kind] / shares[kind].hull)
    const level = shares[kind].hull * top
    return {
      kind,
      level,
      top,
      cellsAcross: now.top > level ? cellsAcross(snapshot, values, now.entry, level) : 0,
      hull: levelSurface(snapshot, values, level),
      core: levelSurface(snapshot, values, shares[kind].core * top),
    }
  }

  private remember(kind: BloodSurfaceKind, time: number, top: number): number {
    const since = time - this.period
    const kept = this.tops.filter((t) => t.kind === kind && t.time >= since && t.time <= time)
    this.tops.splice(0, this.tops.length, ...kept, { kind, time, top })
    return this.tops.reduce((most, t) => Math.max(most, t.top), 0)
  }
}

/** Speed of each entry, m/s. */
function speeds({ lattice, values }: FlowSnapshot): Float32Array {
  const out = new Float32Array(lattice.ghostStart)
  for (let e = 1; e < out.length; e++) {
    const at = floatsPerCell * e
    out[e] = Math.hypot(values[at]!, values[at + 1]!, values[at + 2]!)
  }
  return out
}

/** The greatest value that `exceeding` cells reach, and the entry that has it. */
function strongest(values: Float32Array): { top: number; entry: number } {
  const best: { value: number; entry: number }[] = []
  values.forEach((value, entry) => {
    if (best.length === exceeding && value <= best[exceeding - 1]!.value) return
    const at = best.findIndex((b) => b.value < value)
    best.splice(at < 0 ? best.length : at, 0, { value, entry })
    best.length = Math.min(best.length, exceeding)
  })
  const last = best.at(-1)
  return { top: last?.value ?? 0, entry: last?.entry ?? 0 }
}

/** Thirteen ways through a cell and back. */
const ways: readonly Vec3[] = Array.from(
  { length: 27 },
  (_, n): Vec3 => [(n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1],
).slice(14)

/** Width of what is over the level at an entry: the shortest of thirteen ways through it, in cells. */
export function cellsAcross(
  { lattice }: Pick<FlowSnapshot, 'lattice'>,
  values: Float32Array,
  entry: number,
  level: number,
): number {
  const { frame, entryOf, cells } = lattice
  const [nx, ny, nz] = frame.size
  const cell = cells[entry]!
  const [i, j, k] = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
  const over = (x: number, y: number, z: number) => {
    if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) return false
    const e = entryOf[x + nx * (y + ny * z)]!
    return e > 0 && values[e]! > level
  }
  const reach = ([dx, dy, dz]: Vec3, sign: number) => {
    let steps = 0
    while (over(i + sign * (steps + 1) * dx, j + sign * (steps + 1) * dy, k + sign * (steps + 1) * dz))
      steps++
    return steps
  }
  return Math.min(...ways.map((w) => Math.hypot(...w) * (1 + reach(w, 1) + reach(w, -1))))
}
