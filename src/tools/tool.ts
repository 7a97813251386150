import type { Vec3 } from '../core/vec3'
import type { Grasp } from '../engine/protocol'
import type { SurfaceHit } from '../geometry/surface'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { PoseEvent } from './pose-event'
import type { Preview } from './preview'
import type { ToolSettings } from './settings'

/** A place on the tissue, with the way out of it at rest (edits speak in rest coordinates). */
export interface ToolHit extends SurfaceHit {
  /** Unit vector out of the tissue at rest. */
  readonly restNormal: Vec3
}

/** What the nearest tracers say of the blood: speed [m/s], pressure [Pa], oxygen saturation 0–1. */
export interface BloodReading {
  readonly place: Vec3
  readonly speed: number
  readonly pressure: number
  readonly saturation: number
}

/** All that an instrument may know and do. Everything it does to the heart is an edit or a grasp. */
export interface ToolContext {
  readonly heart: Heart
  readonly edits: readonly Edit[]
  readonly settings: ToolSettings
  /** The tissue under the pointer, or touched by the tip. */
  pick(event: PoseEvent): ToolHit | null
  /** The tissue nearest to a point, within a distance [m]. */
  nearest(point: Vec3, within: number): ToolHit | null
  /** Rim of the opening nearest to a hit, as places on the tissue in order; null where there is none near. */
  rim(hit: ToolHit): readonly ToolHit[] | null
  /** The blood along the event's ray or at its tip. */
  blood(event: PoseEvent): BloodReading | null
  apply(edit: Edit): void
  /** The same tissue with other ports, gates or landmarks. */
  revise(heart: Heart): void
  nextId(kind: Edit['kind']): string
  /** Takes or moves this side's hold on tissue; null lets go. */
  setGrasp(grasp: Omit<Grasp, 'id'> | null): void
  /** Shows what will happen before it happens; null clears it. */
  preview(shape: Preview | null): void
  notify(text: string | null): void
}

/** One state of an instrument. A transition returns the next state; effects go through the context. */
export interface ToolState {
  /** A participle: `Idle`, `Cutting`. */
  readonly name: string
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

  handle(event: PoseEvent, context: ToolContext): void {
    if (event.phase === 'cancel') this.cancel(context)
    else this.state = this.state.on(event, context)
  }

  cancel(context: ToolContext): void {
    this.state = this.start
    context.setGrasp(null)
    context.preview(null)
  }
}
