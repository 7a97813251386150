import type { PoseEvent } from './pose-event'
import type { ToolContext, ToolHit } from './tool'

/** Marks the tissue under an idle instrument's tip; gives the place. */
export function hover(event: PoseEvent, context: ToolContext): ToolHit | null {
  const hit = context.pick(event)
  context.preview(hit ? { kind: 'touch', position: hit.position, normal: hit.normal } : null)
  return hit
}
