import { add, subtract } from '../../core/vec3'
import { toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { Preview } from '../preview'
import { Resting } from '../resting'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { type LumenSection, lumenUnder } from '../wall'

/** The jaws reach this far past the lumen, metres. */
const overlap = 2e-3

/** Closes the vessel under a tap, across its axis. */
export const clamp: ToolState = new Resting(
  (_, hit, context) => {
    const section = sectionAt(hit, context)
    if (section) return new Clamping(section)
    context.notify('No blood runs under this place: a clamp needs a vessel')
    return clamp
  },
  (hit, context) => {
    const section = sectionAt(hit, context)
    context.preview(section && jaws(hit, section))
  },
)

class Clamping implements ToolState {
  readonly name = 'Clamping'
  constructor(private readonly section: LumenSection) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    const { centre, axis, radius } = this.section
    context.apply({
      kind: 'clamp',
      id: context.nextId('clamp'),
      centre_mm: toMm(centre),
      normal: [...axis],
      radius_mm: Math.round((radius + overlap) * 1e6) / 1e3,
    })
    return clamp
  }
}

const sectionAt = (hit: ToolHit, { heart }: ToolContext): LumenSection | null =>
  lumenUnder(heart, hit.rest, hit.restNormal)

const jaws = (hit: ToolHit, section: LumenSection): Preview => ({
  kind: 'disc',
  centre: add(section.centre, subtract(hit.position, hit.rest)),
  normal: section.axis,
  radius: section.radius + overlap,
})
