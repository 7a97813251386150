import { type FlowSnapshot, type FlowSolver, ShearOnSurface, traceStreamlines } from '../blood'
import { type BloodSurface, SurfaceOfBlood } from '../blood/blood-surface'
import type { Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import { alongCentreLine } from '../geometry/centre-line-field'
import { lumenSurface } from '../geometry/lumen-surface'
import type { VesselSection } from '../geometry/vessel-sections'
import type { Heart } from '../heart/heart'
import type { BloodShow, FromEngine } from './protocol'

/** Least time between two looks at the whole field, ms: when it is drawn, and when only a probe may read it. */
const interval = { drawn: 150, read: 600 } as const
/** Lines and points of each, by what the lattice can resolve. */
const lines = { count: 260, points: 40 } as const
/** Length of a line as a share of the diagonal of the lattice. */
const lineLength = 0.3

/** An opening that lines should pass. */
export interface Focus {
  readonly centre: Vec3
  readonly radius: number
}

type Message = Extract<FromEngine, { type: 'blood-lattice' | 'blood-field' | 'blood-wall' | 'wall-shear' }>

/** What the page draws of the flow beside tracers, worked out only as often and as far as it is asked for. */
export class BloodViews {
  focus: readonly Focus[] = []
  /** Along which the pressure is told; none where there is no one vessel. */
  sections: readonly VesselSection[] = []
  private sentLattice: object | null = null
  private sentAt = 0
  private sentStep = -1
  private sentShow: BloodShow | null = null
  private readonly surfaces: SurfaceOfBlood
  private wall: { readonly domain: BloodDomain; readonly shear: ShearOnSurface } | null = null

  constructor(
    private readonly heart: Heart,
    private readonly solver: FlowSolver,
  ) {
    this.surfaces = new SurfaceOfBlood(1 / heart.physiology.heartRate)
  }

  /** Messages that are due now; none where the page has the newest. */
  async due(show: BloodShow, beats: number): Promise<Message[]> {
    const now = performance.now()
    const { steps } = this.solver
    if (this.sentShow === show) {
      const rest = show === 'tracers' ? interval.read : interval.drawn
      if (this.sentStep === steps || now - this.sentAt < rest) return []
    }
    this.sentShow = show
    this.sentStep = steps
    this.sentAt = now
    const field = await this.field(show)
    return show === 'wall' ? [...field, ...(await this.wallShear(beats))] : field
  }

  private async field(show: BloodShow): Promise<Message[]> {
    const snapshot = await this.solver.snapshot()
    const { frame, entryOf } = snapshot.lattice
    const first: Message[] =
      this.sentLattice === snapshot.lattice ? [] : [{ type: 'blood-lattice', frame, entryOf }]
    if (this.sentLattice !== snapshot.lattice) this.surfaces.forget()
    this.sentLattice = snapshot.lattice
    const streamlines = show === 'streamlines' ? this.lines(snapshot) : null
    const surface = show === 'jet' || show === 'vortex' ? this.surfaces.of(show, snapshot) : null
    const centreLine = alongCentreLine(snapshot, this.sections)
    const { time, values } = snapshot
    return [...first, { type: 'blood-field', time, values, streamlines, surface, centreLine }]
  }

  private lines(snapshot: FlowSnapshot) {
    const { size, spacing } = snapshot.lattice.frame
    const length = lineLength * spacing * Math.hypot(...size)
    return traceStreamlines(snapshot, { ...lines, length, focus: this.focus })
  }

  private async wallShear(beats: number): Promise<Message[]> {
    const figures = await this.solver.readWallShear()
    if (!figures) return []
    const { domain } = this.solver
    const first: Message[] = []
    if (this.wall?.domain !== domain) {
      const { positions, triangles } = lumenSurface(domain, this.heart.ports)
      this.wall = { domain, shear: new ShearOnSurface(domain.frame, figures.table, positions) }
      first.push({ type: 'blood-wall', positions, triangles })
    }
    return [...first, { type: 'wall-shear', values: this.wall.shear.values(figures.table), beats }]
  }
}

const buffersOf = ({ hull, core }: BloodSurface): Transferable[] =>
  [hull, core].flatMap(({ positions, normals, carried, triangles }) =>
    [positions, normals, carried, triangles].map((a) => a.buffer as ArrayBuffer),
  )

/** What of a message travels without a copy. */
export const carriedBy = (message: Message): Transferable[] =>
  message.type === 'blood-field'
    ? [
        message.values.buffer as ArrayBuffer,
        ...(message.streamlines ? [message.streamlines.data.buffer as ArrayBuffer] : []),
        ...(message.surface ? buffersOf(message.surface) : []),
      ]
    : message.type === 'wall-shear'
      ? [message.values.buffer as ArrayBuffer]
      : []
