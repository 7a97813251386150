import { distance, type Vec3 } from '../core/vec3'
import type { Exposure } from '../session/exposure'
import { carried } from './carry'
import type { PoseEvent } from './pose-event'
import { isLetGo } from './pressed'
import type { ToolContext, ToolState } from './tool'

/** Moved less than this, a thing of the field was tapped, metres. */
const still = 2.5e-3

/** How one kind of thing that stands in the field is taken up again. */
interface FieldThing<T extends Exposure> {
  /** Name of the state while it is carried, a participle. */
  readonly name: string
  /** Where it is held, metres. */
  handle(thing: T): Vec3
  /** It with its handle at a place. */
  at(thing: T, place: Vec3, event: PoseEvent, context: ToolContext): T
  show(thing: T, context: ToolContext): void
  /** Makes the tissue feel it where it is now. */
  press(thing: T, context: ToolContext): void
  /** Leaves nothing of it in the hand. */
  drop(context: ToolContext): void
}

/** A thing of the field is in the hand again: carried on, it is put down elsewhere; tapped, it is taken away. */
export class Retaken<T extends Exposure> implements ToolState {
  readonly name: string
  constructor(
    private readonly kind: FieldThing<T>,
    private readonly idle: ToolState,
    private readonly start: PoseEvent,
    private readonly thing: T,
    private readonly moved = false,
  ) {
    this.name = kind.name
  }

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { kind, idle, start, thing } = this
    const place = carried(start, kind.handle(thing), event)
    const moved = this.moved || distance(place, kind.handle(thing)) >= still
    const now = kind.at(thing, place, event, context)
    if (isLetGo(event)) {
      if (moved) context.place(now)
      else context.takeAway(thing.id)
      kind.drop(context)
      return idle
    }
    if (moved) kind.press(now, context)
    kind.show(now, context)
    return new Retaken(kind, idle, start, thing, moved)
  }
}
