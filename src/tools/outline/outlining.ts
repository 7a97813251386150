import { say } from '../../core/language'
import { distance, type Vec3 } from '../../core/vec3'
import { hover } from '../hover'
import { pathLength, thin } from '../path'
import type { PoseEvent } from '../pose-event'
import { followedOnWall } from '../stroke'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** Tapping this close to the first point closes the outline, metres. */
const closeWithin = 2.5e-3
/** A drag longer than this draws the outline; a shorter one is a tap, metres. */
export const tapWithin = 3e-3
const spacing = 1e-3

/** What is done with an outline once it is closed. */
export interface OutlinePurpose {
  /** Whether a tap beside an opening takes its rim. */
  readonly takesRims: boolean
  /** The closed outline, and whether it was drawn in one stroke, tapped point by point, or a rim that was taken. */
  closed(
    outline: readonly ToolHit[],
    how: 'drawn' | 'tapped' | 'rim',
    context: ToolContext,
    event: PoseEvent,
  ): ToolState
}

/**
 * Makes an outline on tissue: tap its points, or draw it in one stroke, or tap beside an opening. Closed by tapping
 * the first point or by `finish`; `back` takes a point away; a cancel drops it.
 */
export class OutlineIdle implements ToolState {
  readonly name = 'Idle'
  /** @param home the state to return to; left out, this one */
  constructor(
    private readonly purpose: OutlinePurpose,
    private readonly home?: ToolState,
  ) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    const home = this.home ?? this
    return event.phase === 'down' && hit ? new Pressing(this.purpose, home, [], event, [hit]) : home
  }
}

/** Pressed: either a tap or the beginning of a stroke. `points` are those tapped before. */
class Pressing implements ToolState {
  readonly name = 'Pressing'
  constructor(
    private readonly purpose: OutlinePurpose,
    private readonly idle: ToolState,
    private readonly points: readonly ToolHit[],
    private readonly last: PoseEvent,
    private readonly stroke: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const stroke = followedOnWall(this.last, event, this.stroke, context, spacing)
    const drawn = !this.points.length && pathLength(stroke.map((h) => h.position)) > tapWithin
    if (event.phase === 'up')
      return drawn
        ? this.purpose.closed(
            thin(stroke, (h) => h.rest, spacing),
            'drawn',
            context,
            event,
          )
        : this.tap(event, context)
    if (drawn) show(stroke, null, context)
    return new Pressing(this.purpose, this.idle, this.points, event, stroke)
  }

  private tap(event: PoseEvent, context: ToolContext): ToolState {
    const { purpose, idle, points } = this
    const hit = this.stroke[0]!
    const rim = points.length || !purpose.takesRims ? null : context.rim(hit)
    if (rim) return purpose.closed(rim, 'rim', context, event)
    if (points.length >= 3 && distance(hit.position, points[0]!.position) < closeWithin)
      return purpose.closed(points, 'tapped', context, event)
    return outlining(purpose, idle, [...points, hit], context)
  }
}

class Outlining implements ToolState {
  readonly name = 'Outlining'
  constructor(
    private readonly purpose: OutlinePurpose,
    private readonly idle: ToolState,
    private readonly points: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { purpose, idle, points } = this
    if (event.phase === 'finish') return this.finish(event, context)
    if (event.phase === 'back') return outlining(purpose, idle, points.slice(0, -1), context)
    const hit = context.pick(event)
    show(points, hit, context)
    return event.phase === 'down' && hit ? new Pressing(purpose, idle, points, event, [hit]) : this
  }

  private finish(event: PoseEvent, context: ToolContext): ToolState {
    if (this.points.length >= 3) return this.purpose.closed(this.points, 'tapped', context, event)
    context.notify(say('An outline needs at least three points'))
    return this
  }
}

const outlining = (
  purpose: OutlinePurpose,
  idle: ToolState,
  points: readonly ToolHit[],
  context: ToolContext,
): ToolState => {
  show(points, null, context)
  return points.length ? new Outlining(purpose, idle, points) : idle
}

function show(points: readonly ToolHit[], next: ToolHit | null, context: ToolContext): void {
  if (!points.length) {
    context.preview(null)
    return
  }
  const closing = points.length >= 3 && !!next && distance(next.position, points[0]!.position) < closeWithin
  const places: Vec3[] = points.map((h) => h.position)
  if (next && !closing) places.push(next.position)
  context.preview({ kind: 'outline', points: places, closed: closing, closing })
}
