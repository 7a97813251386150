import { carried } from '../carry'
import type { PoseEvent } from '../pose-event'
import { Pressed } from '../pressed'
import { Resting } from '../resting'
import type { ToolContext, ToolState } from '../tool'

/** Holds tissue and lets it go: no edit, only a grasp for as long as it is pressed. */
export const forceps: ToolState = new Resting((event, hit, context) =>
  new Holding(event, hit).on(event, context),
)

class Holding extends Pressed {
  readonly name = 'Holding'

  protected follow(event: PoseEvent, context: ToolContext): void {
    const { rest, position } = this.hit
    const target = carried(this.start, position, event)
    context.setGrasp({ rest, target, radius: context.settings.graspRadius_mm * 1e-3 })
    context.preview({ kind: 'grasp', from: position, to: target })
  }

  protected letGo(_: PoseEvent, context: ToolContext): ToolState {
    context.setGrasp(null)
    context.preview(null)
    return forceps
  }
}
