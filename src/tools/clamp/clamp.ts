import { add, subtract } from '../../core/vec3'
import { toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import type { Preview } from '../preview'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { type LumenSection, lumenUnder } from '../wall'

/** The jaws reach this far past the lumen, metres. */
const overlap = 2e-3

/** Closes the vessel under a tap, across its axis. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = context.pick(event)
    const section = hit && lumenUnder(context.heart, hit.rest, hit.restNormal)
    show(hit, section, context)
    if (event.phase !== 'down' || !hit) return this
    if (section) return new Clamping(section)
    context.notify('No blood runs under this place: a clamp needs a vessel')
    return this
  }
}

class Clamping implements ToolState {
  readonly name = 'Clamping'
  constructor(private readonly section: LumenSection) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase !== 'up') return this
    context.preview(null)
    const { centre, axis, radius } = this.section
    context.apply({
      kind: 'clamp',
      id: context.nextId('clamp'),
      centre_mm: toMm(centre),
      normal: [...axis],
      radius_mm: Math.round((radius + overlap) * 1e6) / 1e3,
    })
    return idle
  }
}

function show(hit: ToolHit | null, section: LumenSection | null, context: ToolContext): void {
  context.preview(hit && section ? jaws(hit, section) : null)
}

const jaws = (hit: ToolHit, section: LumenSection): Preview => ({
  kind: 'disc',
  centre: add(section.centre, subtract(hit.position, hit.rest)),
  normal: section.axis,
  radius: section.radius + overlap,
})

const idle = new Idle()
export const clamp: ToolState = idle
