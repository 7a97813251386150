import { say } from '../../core/language'
import { add, dot, scale, subtract, type Vec3 } from '../../core/vec3'
import type { PoseEvent } from '../pose-event'
import { Pressed } from '../pressed'
import { Resting } from '../resting'
import type { ToolContext, ToolState } from '../tool'

/** The plane begins this much in front of the tissue that was pressed, so that it is seen whole, metres. */
const before = 0.5e-3

/**
 * Cuts the view away, not the tissue: press, and what is in front of that place is hidden; draw on, and the plane goes
 * along, with a hand wherever its tip goes, with a ray deeper the further it is drawn. It stays where it is let go.
 */
class Idle extends Resting {
  override on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'back') {
      context.section.show(null)
      context.section.keep()
    }
    return super.on(event, context)
  }
}

class Sectioning extends Pressed {
  readonly name = 'Sectioning'

  protected follow(event: PoseEvent, context: ToolContext): void {
    const normal = this.start.direction
    const centre = this.show(event, context)
    context.preview({ kind: 'disc', centre, normal, radius: 12e-3 })
  }

  protected letGo(event: PoseEvent, context: ToolContext): ToolState {
    this.show(event, context)
    context.section.keep()
    context.preview(null)
    context.notify(say('The view is cut away here; Backspace, or Section in the view controls, shows all'))
    return section
  }

  private show(event: PoseEvent, context: ToolContext): Vec3 {
    const normal = this.start.direction
    const place = add(this.hit.position, scale(normal, this.depth(event) - before))
    context.section.show({ place, normal })
    return place
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

export const section: ToolState = new Idle((event, hit, context) =>
  new Sectioning(event, hit).on(event, context),
)
