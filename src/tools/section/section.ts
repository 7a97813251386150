import { say } from '../../core/language'
import { add, dot, scale, subtract, type Vec3 } from '../../core/vec3'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** The plane begins this much in front of the tissue that was pressed, so that it is seen whole, metres. */
const before = 0.5e-3

/**
 * Cuts the view away, not the tissue: press, and what is in front of that place is hidden; draw on, and the plane goes
 * along, with a hand wherever its tip goes, with a ray deeper the further it is drawn. It stays where it is let go.
 */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    if (event.phase === 'back') {
      context.section.show(null)
      context.section.keep()
    }
    if (event.phase !== 'down' || !hit) return this
    return new Sectioning(event, hit).on(event, context)
  }
}

class Sectioning implements ToolState {
  readonly name = 'Sectioning'
  constructor(
    private readonly start: PoseEvent,
    private readonly hit: ToolHit,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const normal = this.start.direction
    const place = add(this.hit.position, scale(normal, this.depth(event) - before))
    context.section.show({ place, normal })
    if (event.phase === 'up' || event.phase === 'finish') {
      context.section.keep()
      context.preview(null)
      context.notify(say('The view is cut away here; Backspace, or Section in the view controls, shows all'))
      return idle
    }
    context.preview({ kind: 'disc', centre: place, normal, radius: 12e-3 })
    return this
  }

  /** Along the line of sight at the press: as far as the tip went, or as far as the ray was drawn aside. */
  private depth(event: PoseEvent): number {
    const { origin, direction } = this.start
    if (event.tip && this.start.tip) return dot(subtract(event.tip, this.start.tip), direction)
    const at = (e: PoseEvent): Vec3 => {
      const t =
        dot(subtract(this.hit.position, origin), direction) / Math.max(dot(e.direction, direction), 0.2)
      return add(e.origin, scale(e.direction, t))
    }
    return Math.hypot(...subtract(at(event), at(this.start)))
  }
}

const idle = new Idle()
export const section: ToolState = idle
