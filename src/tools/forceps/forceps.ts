import { add, subtract, type Vec3 } from '../../core/vec3'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { onPlane } from '../wall'

/** Holds tissue and lets it go: no edit, only a grasp for as long as it is pressed. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    if (event.phase !== 'down' || !hit) return this
    return new Holding(event, hit).on(event, context)
  }
}

class Holding implements ToolState {
  readonly name = 'Holding'
  constructor(
    private readonly start: PoseEvent,
    private readonly hit: ToolHit,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'up') return this.release(context)
    const target = this.target(event)
    const radius = context.settings.graspRadius_mm * 1e-3
    context.setGrasp({ rest: this.hit.rest, target, radius })
    context.preview({ kind: 'grasp', from: this.hit.position, to: target })
    return this
  }

  /** A hand carries the tissue along with its tip; the mouse, in the plane that faces it at the depth of the hold. */
  private target(event: PoseEvent): Vec3 {
    if (event.tip && this.start.tip) return add(this.hit.position, subtract(event.tip, this.start.tip))
    return onPlane(event.origin, event.direction, this.hit.position, this.start.direction)
  }

  private release(context: ToolContext): ToolState {
    context.setGrasp(null)
    context.preview(null)
    return idle
  }
}

const idle = new Idle()
export const forceps: ToolState = idle
