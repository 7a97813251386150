import { distance, type Vec3 } from '../../core/vec3'
import { hover } from '../hover'
import { pathLength, thin, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { sweep } from '../sweep'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** Tapping this close to the first point closes the outline, metres. */
const closeWithin = 2.5e-3
/** A drag longer than this draws the outline; a shorter one is a tap, metres. */
const tapWithin = 3e-3
const spacing = 1e-3

/**
 * Lays a patch on an outline: tap its points, or draw it in one stroke, or tap beside an opening and its rim is
 * taken. Closed by tapping the first point or by `finish`; `back` takes a point away; a cancel drops it.
 */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = hover(event, context)
    return event.phase === 'down' && hit ? new Pressing([], event, [hit]) : this
  }
}

/** Pressed: either a tap or the beginning of a stroke. `points` are those tapped before. */
class Pressing implements ToolState {
  readonly name = 'Pressing'
  constructor(
    private readonly points: readonly ToolHit[],
    private readonly last: PoseEvent,
    private readonly stroke: readonly ToolHit[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const stroke = follow(this.last, event, this.stroke, context)
    const drawn = !this.points.length && pathLength(stroke.map((h) => h.position)) > tapWithin
    if (event.phase === 'up') return drawn ? lay(stroke, context) : this.tap(context)
    if (drawn) show(stroke, null, context)
    return new Pressing(this.points, event, stroke)
  }

  private tap(context: ToolContext): ToolState {
    const hit = this.stroke[0]!
    const rim = this.points.length ? null : context.rim(hit)
    if (rim) return lay(rim, context)
    if (this.points.length >= 3 && distance(hit.position, this.points[0]!.position) < closeWithin)
      return lay(this.points, context)
    return outlining([...this.points, hit], context)
  }
}

class Outlining implements ToolState {
  readonly name = 'Outlining'
  constructor(private readonly points: readonly ToolHit[]) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'finish') return this.finish(context)
    if (event.phase === 'back') return outlining(this.points.slice(0, -1), context)
    const hit = context.pick(event)
    show(this.points, hit, context)
    return event.phase === 'down' && hit ? new Pressing(this.points, event, [hit]) : this
  }

  private finish(context: ToolContext): ToolState {
    if (this.points.length >= 3) return lay(this.points, context)
    context.notify('An outline needs at least three points')
    return this
  }
}

const outlining = (points: readonly ToolHit[], context: ToolContext): ToolState => {
  show(points, null, context)
  return points.length ? new Outlining(points) : idle
}

function follow(from: PoseEvent, to: PoseEvent, stroke: readonly ToolHit[], context: ToolContext): ToolHit[] {
  const hits = sweep(from, to, stroke.at(-1)!.position)
    .map((e) => context.pick(e))
    .filter((h) => h !== null)
  return thin([...stroke, ...hits], (h) => h.rest, spacing)
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

function lay(outline: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  const { patchMaterial, patchOversize, patchMode, patchWidth_mm } = context.settings
  if (outline.length < 3 || pathLength(outline.map((h) => h.rest)) < 3 * tapWithin) {
    context.notify('This outline is too small for a patch')
    return idle
  }
  context.apply({
    kind: 'patch',
    id: context.nextId('patch'),
    outline_mm: outline.map((h) => toMm(h.rest)),
    material: patchMaterial,
    oversize: patchOversize,
    mode: patchMode,
    ...(patchMode === 'widen' ? { width_mm: patchWidth_mm } : {}),
  })
  return idle
}

const idle = new Idle()
export const patch: ToolState = idle
