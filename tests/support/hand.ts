import type { Vec3 } from '../../src/core/vec3'
import type { EngineControl, FromEngine, ToEngine } from '../../src/engine/protocol'
import type { EmbeddedSurface } from '../../src/geometry/surface'
import type { Edit } from '../../src/heart/edit'
import type { Heart } from '../../src/heart/heart'
import { type EnginePort, Session } from '../../src/session/session'
import { type PoseEvent, type PoseSource, pointsByRay } from '../../src/tools/pose-event'
import type { SurfaceQueries } from '../../src/tools/tissue-picker'
import type { SectionOfView, SectionPlane } from '../../src/tools/tool'
import { ToolRunner } from '../../src/tools/tool-runner'
import { plateHeart, plateQueries, plateSurface } from './plate'

/** What a hand is over. */
export interface HandsField {
  readonly heart: Heart
  readonly surface: EmbeddedSurface
  readonly nodePositions: Float32Array
  readonly queries: SurfaceQueries
}

const plate = (sag: number): HandsField => ({
  heart: plateHeart(),
  surface: plateSurface,
  nodePositions: new Float32Array(3),
  queries: plateQueries(sag),
})

/** Keeps what was sent to the engine; answers nothing. */
class SilentEngine implements EnginePort {
  readonly sent: ToEngine[] = []
  private listener: (message: FromEngine) => void = () => {}
  send(message: ToEngine): void {
    this.sent.push(message)
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.listener = listener
  }
  tell(message: FromEngine): void {
    this.listener(message)
  }
  close(): void {}
}

/** A hand over the plate, or over another field: presses, moves and lets go at places in millimetres, as the mouse or as a held instrument. */
export class Hand {
  private readonly engine = new SilentEngine()
  readonly session = new Session(this.engine)
  readonly runner: ToolRunner
  /** What of the heart is cut away in the picture. */
  section: SectionPlane | null = null
  private before: SectionPlane | null | undefined
  private readonly sight: SectionOfView = {
    show: (plane) => {
      if (this.before === undefined) this.before = this.section
      this.section = plane
    },
    keep: () => {
      this.before = undefined
    },
    putBack: () => {
      if (this.before !== undefined) this.section = this.before
      this.before = undefined
    },
  }
  private time = 0

  constructor(
    private readonly source: PoseSource = 'mouse',
    private readonly sag = 0,
    { heart, surface, nodePositions, queries } = plate(sag),
  ) {
    this.runner = new ToolRunner(this.session, queries, this.sight)
    this.session.open(heart)
    this.engine.tell({ type: 'surface', surface, nodePositions })
  }

  get edits(): readonly Edit[] {
    return this.session.state.edits
  }

  get notice(): string | null {
    return this.session.state.notice
  }

  get controls(): EngineControl[] {
    return this.engine.sent.flatMap((m) => (m.type === 'control' ? [m.control] : []))
  }

  down = (x: number, y: number, z = 0): this => this.send('down', x, y, z)
  move = (x: number, y: number, z = 0): this => this.send('move', x, y, z)
  up = (x: number, y: number, z = 0): this => this.send('up', x, y, z)
  tap = (x: number, y: number, z = 0): this => this.down(x, y, z).up(x, y, z)

  /** Down at the first place, up at the last. */
  stroke(...places: readonly [number, number][]): this {
    const [first, last] = [places[0]!, places.at(-1)!]
    this.down(...first)
    for (const place of places.slice(1)) this.move(...place)
    return this.up(...last)
  }

  send(phase: PoseEvent['phase'], x = 0, y = 0, z = 0): this {
    const at: Vec3 = [x * 1e-3, y * 1e-3, z * 1e-3 - this.sag]
    const byRay = pointsByRay(this.source)
    return this.point(phase, byRay ? null : at, byRay ? [at[0], at[1], 0.2] : at, [0, 0, -1], 4e-3)
  }

  /** An event anywhere: tip and origin of the shaft, metres, its direction, and how near the tip touches. */
  point(phase: PoseEvent['phase'], tip: Vec3 | null, origin: Vec3, direction: Vec3, reach: number): this {
    const { source } = this
    this.runner.handle({ source, phase, origin, direction, tip, reach, pressure: 1, time: this.time++ })
    return this
  }
}
