import { annotationStore, takeAnnotation } from '../session/annotations'
import type { Session } from '../session/session'
import type { Side } from './pose-event'
import type { ToolRunner } from './tool-runner'
import { toolStore } from './tool-store'

/**
 * Undo as a person means it: midway in a design its last step; with the markers in hand their last change; with the
 * pen or a measure in hand the newest note; else the last edit.
 */
export function stepBack(session: Session, runner: ToolRunner, side: Side): void {
  const tool = toolStore.getState().active[side]
  const writes = tool === 'measure' || tool === 'note'
  if (runner.isMidway(side)) runner.command(side, 'back')
  else if (tool === 'markers' && session.state.unrevised.length > 0) session.unrevise()
  else if (writes && annotationStore.getState().annotations.length > 0) takeAnnotation()
  else session.undo()
}
