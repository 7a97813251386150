import type { Vec3 } from '../core/vec3'
import { floatsPerCell } from '../geometry/blood-field'
import { FaceVelocity } from './face-velocity'
import type { FlowSnapshot } from './flow-snapshot'

/** Floats of a point: place xyz [m], seconds along the line from its first point, speed [m/s], pressure [Pa], saturation, age [s]. */
export const floatsPerPoint = 8

export interface StreamlineOptions {
  readonly count: number
  /** Points of a line; a line that ends sooner repeats its end. */
  readonly points: number
  /** Length of a line, metres. */
  readonly length: number
  /** Where lines matter most: about these places they start eight times as often. */
  readonly focus?: readonly { readonly centre: Vec3; readonly radius: number }[]
}

/** Lines with the number of points that each really has (0: none drawn). */
export interface Streamlines {
  readonly points: number
  readonly counts: Uint16Array
  /** floatsPerPoint a point, `points` a line. */
  readonly data: Float32Array
}

/** Blood slower than this draws no line, m/s. */
const slowest = 0.01
const focusGain = 8

/**
 * Lines everywhere tangent to the velocity of one moment, integrated by the midpoint rule in steps of half a cell, both
 * ways from where they start. They start where the blood is fast or near an opening: each cell draws a fixed lot, and
 * those with the best odds are taken (Efraimidis & Spirakis 2006), so that lines stay where they are while the flow
 * changes slowly. In a flow that changes they are no paths of blood.
 */
export function traceStreamlines(snapshot: FlowSnapshot, options: StreamlineOptions): Streamlines {
  const starts = chooseStarts(snapshot, options)
  const tracer = new LineTracer(snapshot, options)
  const counts = new Uint16Array(options.count)
  const data = new Float32Array(floatsPerPoint * options.count * options.points)
  starts.forEach((entry, line) => {
    counts[line] = tracer.trace(entry, data, line)
  })
  return { points: options.points, counts, data }
}

/** The same number for the same cell, evenly spread over 0–1. */
function lotOf(cell: number): number {
  let h = Math.imul(cell ^ (cell >>> 16), 0x45d9f3b)
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b)
  return (((h ^ (h >>> 16)) >>> 0) + 1) / 4294967298
}

/** Entries where lines start, the best odds first. */
function chooseStarts({ lattice, values }: FlowSnapshot, options: StreamlineOptions): number[] {
  const { frame } = lattice
  const [nx, ny] = frame.size
  const found: { entry: number; key: number }[] = []
  for (let e = 1; e < lattice.ghostStart; e++) {
    if (!(lattice.tags[e]! & 0x20000)) continue
    const at = floatsPerCell * e
    const speed = Math.hypot(values[at]!, values[at + 1]!, values[at + 2]!)
    if (speed < slowest) continue
    const cell = lattice.cells[e]!
    const place: Vec3 = [
      frame.origin[0] + frame.spacing * (cell % nx),
      frame.origin[1] + frame.spacing * (Math.floor(cell / nx) % ny),
      frame.origin[2] + frame.spacing * Math.floor(cell / (nx * ny)),
    ]
    const near = options.focus?.some(
      ({ centre, radius }) =>
        Math.hypot(place[0] - centre[0], place[1] - centre[1], place[2] - centre[2]) < radius + frame.spacing,
    )
    found.push({ entry: e, key: Math.log(lotOf(cell)) / (speed * (near ? focusGain : 1)) })
  }
  return found
    .sort((a, b) => b.key - a.key)
    .slice(0, options.count)
    .map((f) => f.entry)
}

/** Traces one line at a time into a shared buffer. */
class LineTracer {
  private readonly flow: FaceVelocity
  private readonly u = new Float64Array(3)
  private readonly before: Float64Array
  private readonly after: Float64Array
  /** Cells from one point to the next. */
  private readonly stride: number

  constructor(
    private readonly snapshot: FlowSnapshot,
    private readonly options: StreamlineOptions,
  ) {
    this.flow = new FaceVelocity(snapshot.lattice, snapshot.faceVelocity)
    this.stride = options.length / snapshot.lattice.frame.spacing / (options.points - 1)
    this.before = new Float64Array(4 * options.points)
    this.after = new Float64Array(4 * options.points)
  }

  /** @returns how many points the line has; the rest of its room repeats the last */
  trace(entry: number, data: Float32Array, line: number): number {
    const { points } = this.options
    const half = points >> 1
    const forward = this.run(entry, 1, points - half, this.after)
    const backward = this.run(entry, -1, half + 1, this.before)
    const count = backward - 1 + forward
    if (count < 3) return 0
    const start = this.before[4 * (backward - 1) + 3]!
    for (let n = 0; n < points; n++) {
      const m = Math.min(n, count - 1)
      const back = m < backward - 1
      const from = back ? this.before : this.after
      const at = 4 * (back ? backward - 1 - m : m - (backward - 1))
      this.write(data, floatsPerPoint * (line * points + n), from, at, start)
    }
    return count
  }

  /** Points one way from a cell's middle: place in lattice coordinates and seconds of travel (negative upstream). */
  private run(entry: number, way: number, most: number, out: Float64Array): number {
    const { lattice } = this.snapshot
    const [nx, ny] = lattice.frame.size
    const cell = lattice.cells[entry]!
    let [x, y, z, time] = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)), 0]
    const substeps = Math.max(1, Math.ceil(this.stride / 0.5))
    const ds = (way * this.stride) / substeps
    out.set([x, y, z, 0])
    for (let n = 1; n < most; n++) {
      for (let s = 0; s < substeps; s++) {
        const speed = this.direction(x, y, z)
        if (speed < slowest) return n
        const [hx, hy, hz] = [x + 0.5 * ds * this.u[0]!, y + 0.5 * ds * this.u[1]!, z + 0.5 * ds * this.u[2]!]
        const middle = this.direction(hx, hy, hz)
        if (middle < slowest) return n
        x += ds * this.u[0]!
        y += ds * this.u[1]!
        z += ds * this.u[2]!
        time += (ds * lattice.frame.spacing) / middle
        if (this.flow.entryAt(x, y, z) === 0) return n
      }
      out.set([x, y, z, time], 4 * n)
    }
    return most
  }

  /** Leaves the unit direction in `u`; gives the speed. */
  private direction(x: number, y: number, z: number): number {
    const { u } = this
    this.flow.at(x, y, z, u)
    const speed = Math.hypot(u[0]!, u[1]!, u[2]!)
    if (speed > 0) for (let a = 0; a < 3; a++) u[a]! /= speed
    return speed
  }

  private write(data: Float32Array, to: number, from: Float64Array, at: number, start: number): void {
    const { values, lattice } = this.snapshot
    const { origin, spacing } = lattice.frame
    const [x, y, z] = [from[at]!, from[at + 1]!, from[at + 2]!]
    data[to] = origin[0] + spacing * x
    data[to + 1] = origin[1] + spacing * y
    data[to + 2] = origin[2] + spacing * z
    data[to + 3] = from[at + 3]! - start
    data[to + 4] = this.direction(x, y, z)
    const cell = floatsPerCell * this.flow.entryAt(x, y, z)
    data[to + 5] = values[cell + 3]!
    data[to + 6] = values[cell + 4]!
    data[to + 7] = values[cell + 5]!
  }
}
