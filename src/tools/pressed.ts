import type { PoseEvent } from './pose-event'
import type { ToolContext, ToolHit, ToolState } from './tool'

/** Whether an event ends what a press began. */
export const isLetGo = ({ phase }: PoseEvent): boolean => phase === 'up' || phase === 'finish'

/** An instrument that was pressed on tissue and goes with the hand until it is let go. */
export abstract class Pressed implements ToolState {
  abstract readonly name: string
  /** @param start the press, @param hit the tissue under it */
  constructor(
    protected readonly start: PoseEvent,
    protected readonly hit: ToolHit,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (isLetGo(event)) return this.letGo(event, context)
    this.follow(event, context)
    return this
  }

  protected abstract follow(event: PoseEvent, context: ToolContext): void
  /** Ends the gesture; gives the state of rest. */
  protected abstract letGo(event: PoseEvent, context: ToolContext): ToolState
}
