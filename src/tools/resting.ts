import { hover } from './hover'
import type { PoseEvent } from './pose-event'
import type { ToolContext, ToolHit, ToolState } from './tool'

/** An instrument at rest: shows where it touches tissue, and goes to work with a press there. */
export class Resting implements ToolState {
  readonly name = 'Idle'
  /**
   * @param begin the work that a press on tissue begins
   * @param over shows more of what a press here would do; left out, the touch alone
   */
  constructor(
    private readonly begin: (event: PoseEvent, hit: ToolHit, context: ToolContext) => ToolState,
    private readonly over: (hit: ToolHit, context: ToolContext, event: PoseEvent) => void = () => undefined,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    if (hit) this.over(hit, context, event)
    return event.phase === 'down' && hit ? this.begin(event, hit, context) : this
  }
}
