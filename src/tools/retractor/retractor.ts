import { add, cross, length, mix, normalize, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import type { Retractor } from '../../session/exposure'
import { aimedAt, placesAlong } from '../aim'
import { carried } from '../carry'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import { Pressed } from '../pressed'
import { Retaken } from '../retaken'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { pressedIn } from '../wall'

/** Half the blade's thickness, metres: a blunt edge that does not cut in. */
const radius = 2.5e-3
/** A drag shorter than this has no direction yet, metres. */
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
    return event.phase === 'down' ? new Retaken(carrying, idle, event, blade) : this
  }
}

/** The blade was set on tissue at `hit` and pushes it aside. */
class Retracting extends Pressed {
  readonly name = 'Retracting'
  constructor(
    start: PoseEvent,
    hit: ToolHit,
    private readonly id: string,
  ) {
    super(start, hit)
  }

  protected follow(event: PoseEvent, context: ToolContext): void {
    const bar = this.barAt(event, context)
    context.setInstrument({ id: this.id, ...bar, radius })
    context.preview({ kind: 'bar', id: this.id, ...bar, radius })
  }

  protected letGo(event: PoseEvent, context: ToolContext): ToolState {
    const bar = this.barAt(event, context)
    if (length(this.way(event)) >= settled) context.place({ kind: 'retractor', id: this.id, ...bar, radius })
    else context.notify('Press on tissue and drag: the blade pushes it aside and stays where you let go')
    drop(context)
    return idle
  }

  private way(event: PoseEvent): Vec3 {
    return subtract(carried(this.start, this.hit.position, event), this.hit.position)
  }

  /** Along the surface and across the way; before there is a way, across the line of sight. */
  private barAt(event: PoseEvent, context: ToolContext): Bar {
    const { position, normal } = this.hit
    const way = this.way(event)
    const place = laidAt(add(position, way), event, context)
    const across = cross(normal, length(way) >= settled ? way : this.start.direction)
    const axis = length(across) > 1e-6 ? normalize(across) : tangents(normal)[0]
    const half = Math.max((context.settings.retractorWidth_mm / 2) * 1e-3 - radius, 0)
    return { from: add(place, scale(axis, -half)), to: add(place, scale(axis, half)) }
  }
}

/** A blade of the field is in the hand again. */
const carrying = {
  name: 'Carrying',
  handle: ({ from, to }: Retractor) => mix(from, to, 0.5),
  at(blade: Retractor, place: Vec3, event: PoseEvent, context: ToolContext): Retractor {
    const way = subtract(laidAt(place, event, context), mix(blade.from, blade.to, 0.5))
    return { ...blade, from: add(blade.from, way), to: add(blade.to, way) }
  },
  show: ({ id, from, to, radius }: Retractor, context: ToolContext) =>
    context.preview({ kind: 'bar', id, from, to, radius }),
  press: ({ id, from, to, radius }: Retractor, context: ToolContext) =>
    context.setInstrument({ id, from, to, radius }),
  drop,
}

/** A hand holds the blade where it is; the mouse, which has no depth, keeps it pressed into the wall. */
const laidAt = (place: Vec3, event: PoseEvent, context: ToolContext): Vec3 =>
  event.tip ? place : pressedIn(context.heart, place, radius)

function drop(context: ToolContext): void {
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
