import { distance } from '../../core/vec3'
import { hover } from '../hover'
import { pathLength, thin } from '../path'
import type { PoseEvent } from '../pose-event'
import type { Preview } from '../preview'
import { sweep } from '../sweep'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { bladeAtRest, bladeNow, depthInWords } from './blade'

const shortest = 2e-3
const spacing = 1e-3
/** A blade that jumps farther than this between two moves has left the tissue in between, metres. */
const farthest = 12e-3

/** Cuts where it is drawn along the tissue: one cut a gesture. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    if (hit) context.preview(touch(hit, context))
    return event.phase === 'down' && hit ? new Cutting(event, [hit]) : this
  }
}

/** With a set depth, how far in the blade would go. */
function touch(hit: ToolHit, context: ToolContext): Preview {
  const { bladeDepth_mm } = context.settings
  const { position, normal } = hit
  if (bladeDepth_mm === null) return { kind: 'touch', position, normal }
  const depth = { metres: bladeDepth_mm * 1e-3, label: depthInWords(context, hit) }
  return { kind: 'touch', position, normal, depth }
}

class Cutting implements ToolState {
  readonly name = 'Cutting'
  constructor(
    private readonly last: PoseEvent,
    private readonly path: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const path = this.follow(event, context)
    if (event.phase === 'up' || event.phase === 'finish') return commit(path, context)
    const depth = depthInWords(context, path.at(-1)!)
    context.preview({ kind: 'cut', blade: bladeNow(context, path), depth })
    return new Cutting(event, path)
  }

  private follow(event: PoseEvent, context: ToolContext): readonly ToolHit[] {
    const path = [...this.path]
    for (const between of sweep(this.last, event, path.at(-1)!.position)) {
      const hit = context.pick(between)
      if (hit && distance(hit.rest, path.at(-1)!.rest) < farthest) path.push(hit)
    }
    return thin(path, (h) => h.rest, spacing)
  }
}

function commit(path: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  if (pathLength(path.map((h) => h.rest)) < shortest)
    context.notify('Draw the blade along the tissue to cut it')
  else context.apply({ kind: 'cut', id: context.nextId('cut'), blade_mm: bladeAtRest(context, path) })
  return idle
}

const idle = new Idle()
export const scalpel: ToolState = idle
