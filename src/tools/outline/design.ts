import type { Vec3 } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import type { PoseEvent } from '../pose-event'
import type { DesignShape } from '../preview'
import type { ToolContext } from '../tool'

/** Where a design can be taken hold of. */
export interface DesignHandle {
  /** Now, metres. */
  readonly place: Vec3
  readonly role: 'rim' | 'shape' | 'end'
}

/**
 * What will be sewn in once its maker is content: a patch, a baffle, a conduit, as points that can be dragged, put in
 * and taken out. Unchanging: each step gives another design.
 */
export interface Design {
  readonly handles: readonly DesignHandle[]
  /** Where the bead hangs that lays it, now. */
  readonly done: Vec3
  /** One handle carried to where the event points; itself where that is nowhere. */
  dragged(handle: number, start: PoseEvent, event: PoseEvent, context: ToolContext): Design
  /** Without a handle; itself where it needs it. */
  without(handle: number): Design
  /** With a point more where the event points, and its handle; null: not there. */
  withPointAt(
    event: PoseEvent,
    context: ToolContext,
  ): { readonly design: Design; readonly handle: number } | null
  shape(context: ToolContext): DesignShape
  /** What goes into the history; null where it cannot be made, said to the user. */
  edit(context: ToolContext): Edit | null
}
