import {
  add,
  cross,
  distance,
  length,
  mix,
  normalize,
  scale,
  subtract,
  tangents,
  type Vec3,
} from '../../core/vec3'
import type { Retractor } from '../../session/exposure'
import { aimedAt, placesAlong } from '../aim'
import { carried } from '../carry'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { pressedIn } from '../wall'

/** Half the blade's thickness, metres: a blunt edge that does not cut in. */
const radius = 2.5e-3
/** A drag shorter than this has no direction yet, and on a blade in the field it is a tap, metres. */
const settled = 2.5e-3

/** The blade as a capsule. */
interface Bar {
  readonly from: Vec3
  readonly to: Vec3
}

/**
 * Holds tissue aside: press on tissue and drag, and the blade lies across the way and pushes the tissue before it; it
 * stands where it is let go. A blade in the field can be taken and carried on; a tap on it puts it away.
 */
class Idle implements ToolState {
  readonly name = 'Idle'
  reaches(event: PoseEvent, context: ToolContext): boolean {
    return bladeAt(event, context) !== null
  }
  on(event: PoseEvent, context: ToolContext): ToolState {
    const blade = bladeAt(event, context)
    if (blade) return this.atBlade(blade, event, context)
    const hit = hover(event, context)
    if (event.phase !== 'down' || !hit) return this
    return new Retracting(event, hit, context.nextExposureId('retractor')).on(event, context)
  }

  private atBlade(blade: Retractor, event: PoseEvent, context: ToolContext): ToolState {
    context.preview({ ...blade, kind: 'bar', label: 'Tap to put away, drag to carry on' })
    return event.phase === 'down' ? new Carrying(event, blade) : this
  }
}

/** The blade was set on tissue at `hit` and pushes it aside. */
class Retracting implements ToolState {
  readonly name = 'Retracting'
  constructor(
    private readonly start: PoseEvent,
    private readonly hit: ToolHit,
    private readonly id: string,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const way = subtract(carried(this.start, this.hit.position, event), this.hit.position)
    const moved = length(way) >= settled
    const bar = this.barAt(event, way, context)
    if (event.phase === 'up' || event.phase === 'finish') return this.finish(moved ? bar : null, context)
    context.setInstrument({ id: this.id, ...bar, radius })
    context.preview({ kind: 'bar', id: this.id, ...bar, radius })
    return this
  }

  /** Along the surface and across the way; before there is a way, across the line of sight. */
  private barAt(event: PoseEvent, way: Vec3, context: ToolContext): Bar {
    const { position, normal } = this.hit
    const place = laidAt(add(position, way), event, context)
    const across = cross(normal, length(way) >= settled ? way : this.start.direction)
    const axis = length(across) > 1e-6 ? normalize(across) : tangents(normal)[0]
    const half = Math.max((context.settings.retractorWidth_mm / 2) * 1e-3 - radius, 0)
    return { from: add(place, scale(axis, -half)), to: add(place, scale(axis, half)) }
  }

  private finish(bar: Bar | null, context: ToolContext): ToolState {
    if (bar) context.place({ kind: 'retractor', id: this.id, ...bar, radius })
    else context.notify('Press on tissue and drag: the blade pushes it aside and stays where you let go')
    letGo(context)
    return idle
  }
}

/** A blade of the field is in the hand again. */
class Carrying implements ToolState {
  readonly name = 'Carrying'
  constructor(
    private readonly start: PoseEvent,
    private readonly blade: Retractor,
    private readonly moved = false,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { from, to, id } = this.blade
    const middle = mix(from, to, 0.5)
    const place = carried(this.start, middle, event)
    const moved = this.moved || distance(place, middle) >= settled
    const way = subtract(laidAt(place, event, context), middle)
    const bar = { from: add(from, way), to: add(to, way) }
    if (event.phase === 'up' || event.phase === 'finish') return this.finish(moved ? bar : null, context)
    if (moved) context.setInstrument({ id, ...bar, radius: this.blade.radius })
    context.preview({ kind: 'bar', id, ...bar, radius: this.blade.radius })
    return new Carrying(this.start, this.blade, moved)
  }

  private finish(bar: Bar | null, context: ToolContext): ToolState {
    if (bar) context.place({ ...this.blade, ...bar })
    else context.takeAway(this.blade.id)
    letGo(context)
    return idle
  }
}

/** A hand holds the blade where it is; the mouse, which has no depth, keeps it pressed into the wall. */
const laidAt = (place: Vec3, event: PoseEvent, context: ToolContext): Vec3 =>
  event.tip ? place : pressedIn(context.heart, place, radius)

function letGo(context: ToolContext): void {
  context.setInstrument(null)
  context.preview(null)
}

const bladeAt = (event: PoseEvent, context: ToolContext): Retractor | null =>
  aimedAt(
    event,
    context.exposure.filter((e): e is Retractor => e.kind === 'retractor'),
    ({ from, to }) => placesAlong(from, to),
  )

const idle = new Idle()
export const retractor: ToolState = idle
