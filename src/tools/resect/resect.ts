import { thin, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { sweep } from '../sweep'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** Takes tissue away within a radius of the way of its loop: one resection a gesture. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = context.pick(event)
    show(hit ? [hit] : [], context)
    return event.phase === 'down' && hit ? new Resecting(event, [hit]) : this
  }
}

class Resecting implements ToolState {
  readonly name = 'Resecting'
  constructor(
    private readonly last: PoseEvent,
    private readonly path: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const hits = sweep(this.last, event, this.path.at(-1)!.position).map((e) => context.pick(e))
    const step = (context.settings.resectRadius_mm * 1e-3) / 2
    const path = thin([...this.path, ...hits.filter((h) => h !== null)], (h) => h.rest, step)
    if (event.phase === 'up' || event.phase === 'finish') return commit(path, context)
    show(path, context)
    return new Resecting(event, path)
  }
}

function show(path: readonly ToolHit[], context: ToolContext): void {
  const radius = context.settings.resectRadius_mm * 1e-3
  context.preview(path.length ? { kind: 'path', points: path.map((h) => h.position), radius } : null)
}

function commit(path: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  context.apply({
    kind: 'resect',
    id: context.nextId('resect'),
    path_mm: path.map((h) => toMm(h.rest)),
    radius_mm: context.settings.resectRadius_mm,
  })
  return idle
}

const idle = new Idle()
export const resect: ToolState = idle
