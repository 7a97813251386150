import type { Vec3 } from '../core/vec3'
import type { Grasp, Instrument, StitchLine } from '../engine/protocol'
import type { SurfaceHit } from '../geometry/surface'
import type { Annotation } from '../heart/annotation'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { Exposure } from '../session/exposure'
import type { PoseEvent } from './pose-event'
import type { Preview } from './preview'
import type { ToolSettings } from './settings'

/** A place on the tissue, with the way out of it at rest (edits speak in rest coordinates). */
export interface ToolHit extends SurfaceHit {
  /** Unit vector out of the tissue at rest. */
  readonly restNormal: Vec3
}

/** What the flow says of the blood at a place: speed [m/s], pressure [Pa], oxygen saturation 0–1. */
export interface BloodReading {
  readonly place: Vec3
  readonly speed: number
  readonly pressure: number
  readonly saturation: number
  /** s since it came in, and Pa on the wall beside it; where the lattice tells. */
  readonly age?: number
  readonly wallShear?: number
}

/** What a hand lays on tissue; `id` left out: the side's own. With the id of an exposure the hand takes that one up. */
type Held<T extends { readonly id: string }> = Omit<T, 'id'> & { readonly id?: string }

/** A plane that hides what lies before it; patient space, metres. */
export interface SectionPlane {
  readonly place: Vec3
  /** Unit vector into what stays. */
  readonly normal: Vec3
}

/** What of the heart is cut away in the picture. No edit. */
export interface SectionOfView {
  /** Shows it with this plane (null: whole) until it is kept or put back. */
  show(plane: SectionPlane | null): void
  /** What is shown stays. */
  keep(): void
  /** Puts back what was before the first `show`. */
  putBack(): void
}

/**
 * All that an instrument may know and do. What it does to the heart is an edit, a grasp, or a body that the tissue
 * yields to; a retractor or a stay suture may be left in the field.
 */
export interface ToolContext {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  readonly settings: ToolSettings
  /** Retractors and stay sutures in the field. */
  readonly exposure: readonly Exposure[]
  /** Threads as they lie now. */
  readonly stitches: readonly StitchLine[]
  /** The tissue under the pointer, or touched by the tip. */
  pick(event: PoseEvent): ToolHit | null
  /** Of all the tissue under the pointer, hidden or not, what is nearest to a place; or touched by the tip. */
  pickBeside(event: PoseEvent, place: Vec3): ToolHit | null
  /** The tissue nearest to a point, within a distance [m]. */
  nearest(point: Vec3, within: number): ToolHit | null
  /** Where a material point, given at rest, is now. */
  now(rest: Vec3): Vec3
  /** Rim of the opening nearest to a hit, as places on the tissue in order; null where there is none near. */
  rim(hit: ToolHit): readonly ToolHit[] | null
  /** The blood along the event's ray or at its tip. */
  blood(event: PoseEvent): BloodReading | null
  apply(edit: Edit): void
  /** The same tissue with other ports, gates or landmarks. */
  revise(heart: Heart): void
  nextId(kind: Edit['kind']): string
  /** Takes or moves this side's hold on tissue; null lets go. */
  setGrasp(grasp: Held<Grasp> | null): void
  /** Sets or moves the body of this side that the tissue yields to; null: none. */
  setInstrument(instrument: Held<Instrument> | null): void
  /** Leaves a retractor or a stay suture in the field, or moves it there. */
  place(item: Exposure): void
  takeAway(id: string): void
  nextExposureId(kind: Exposure['kind']): string
  /** Leaves a measure or a note on the tissue. */
  annotate(annotation: Annotation): void
  nextAnnotationId(kind: Annotation['kind']): string
  readonly section: SectionOfView
  /** Shows what will happen before it happens; null clears it. */
  preview(shape: Preview | null): void
  notify(text: string | null): void
}

/** One state of an instrument. A transition returns the next state; effects go through the context. */
export interface ToolState {
  /** A participle: `Idle`, `Cutting`. */
  readonly name: string
  /** Whether a press here is for this instrument though no tissue lies under it. */
  reaches?(event: PoseEvent, context: ToolContext): boolean
  on(event: PoseEvent, context: ToolContext): ToolState
}

/**
 * Runs one instrument's states for one side. A cancel, at any time, returns to the first state with nothing applied:
 * no preview, no hold, no entry in the history.
 */
export class ToolMachine {
  private state: ToolState
  constructor(private readonly start: ToolState) {
    this.state = start
  }

  get stateName(): string {
    return this.state.name
  }

  reaches(event: PoseEvent, context: ToolContext): boolean {
    return this.state.reaches?.(event, context) ?? false
  }

  handle(event: PoseEvent, context: ToolContext): void {
    if (event.phase === 'cancel') this.cancel(context)
    else this.state = this.state.on(event, context)
  }

  cancel(context: ToolContext): void {
    this.state = this.start
    context.setGrasp(null)
    context.setInstrument(null)
    context.section.putBack()
    context.preview(null)
  }
}
