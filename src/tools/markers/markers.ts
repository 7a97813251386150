import type { Vec3 } from '../../core/vec3'
import { type Handle, handlesOf, markerDiscs, withHandle, withPortAt } from '../../geometry/heart-markers'
import type { Heart } from '../../heart/heart'
import { aimedAt } from '../aim'
import type { PoseEvent } from '../pose-event'
import type { ToolContext, ToolState } from '../tool'
import { changeSettings } from '../tool-store'
import { lumenUnder, onPlane } from '../wall'

/** Shows the marker that would be taken; a press takes it, or sets a new vessel end where that is asked for. */
class Idle implements ToolState {
  readonly name = 'Idle'
  reaches(event: PoseEvent, context: ToolContext): boolean {
    return context.settings.markerMode === 'move' && handleAt(context.heart, event) !== null
  }
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (context.settings.markerMode === 'add-end') return addEnd(this, event, context)
    const handle = handleAt(context.heart, event)
    context.preview(
      handle ? { kind: 'reading', position: handle.place, lines: [handle.name, roleWords(handle)] } : null,
    )
    if (event.phase !== 'down' || !handle) return this
    changeSettings({ marker: handle.marker })
    return new Holding(handle, null)
  }
}

class Holding implements ToolState {
  readonly name = 'Holding'
  constructor(
    private readonly handle: Handle,
    private readonly moved: Heart | null,
  ) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'up') {
      context.preview(null)
      if (this.moved) context.revise(this.moved)
      return idle
    }
    if (event.phase !== 'move') return this
    const place = placeOf(this.handle, event, context)
    const moved = withHandle(context.heart, this.handle, place)
    show(moved, this.handle, context)
    return new Holding(this.handle, moved)
  }
}

/** What would stand where the hand is now. */
function show(moved: Heart, handle: Handle, context: ToolContext): void {
  const disc = markerDiscs(moved).find((d) => d.marker === handle.marker)
  if (disc) {
    const { centre, normal, radius } = disc
    context.preview({ kind: 'disc', centre, normal, radius })
    return
  }
  const landmark = moved.landmarks.find((l) => `landmark:${l.id}` === handle.marker)
  if (landmark) context.preview({ kind: 'outline', points: landmark.points, closed: false, closing: false })
}

/**
 * With a tip, where the tip is. With a ray, a landmark's point lies on the tissue that the ray meets; a disc's handle
 * moves across the line of sight, its direction on the ball round its middle.
 */
function placeOf(handle: Handle, event: PoseEvent, context: ToolContext): Vec3 {
  if (event.tip) return event.tip
  if (typeof handle.role === 'number') {
    const hit = context.pick(event)
    if (hit) return hit.rest
  }
  return onPlane(event.origin, event.direction, handle.place, event.direction)
}

/** The handle nearest to the tip, or to the ray on the near side; null where none is near. */
const handleAt = (heart: Heart, event: PoseEvent): Handle | null =>
  aimedAt(event, handlesOf(heart), (handle) => [handle.place])

function addEnd(state: ToolState, event: PoseEvent, context: ToolContext): ToolState {
  const hit = context.pick(event)
  const section = hit && lumenUnder(context.heart, hit.rest, hit.restNormal)
  context.preview(
    section ? { kind: 'disc', centre: section.centre, normal: section.axis, radius: section.radius } : null,
  )
  if (event.phase !== 'down') return state
  const heart = section && withPortAt(context.heart, section.centre)
  if (!heart) {
    context.notify('No blood runs under this place: point at the wall of the vessel that should end here')
    return state
  }
  changeSettings({ marker: `port:${heart.ports.at(-1)?.id}`, markerMode: 'move' })
  context.preview(null)
  context.revise(heart)
  return state
}

const roleWords = ({ role }: Handle): string =>
  role === 'centre'
    ? 'drag to move'
    : role === 'direction'
      ? 'drag to turn'
      : role === 'rim'
        ? 'drag to widen'
        : 'drag along the tissue'

const idle = new Idle()
export const markers: ToolState = idle
