import { distance, type Vec3 } from '../../core/vec3'
import type { Stay } from '../../session/exposure'
import { aimedAt } from '../aim'
import { carried } from '../carry'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** So much thread comes freely before it pulls; drawn less, it holds nothing and the press was a tap, metres. */
const free = 6e-3
/** An end in the field moved less than this was tapped, metres. */
const still = 3e-3
/** The bite of a stay suture takes the tissue within this distance of the needle, metres. */
const bite = 2e-3

/**
 * Draws tissue aside by a thread that stays: press on tissue, draw outward, let go. The end of a thread can be taken
 * and drawn anew; a tap on it takes the thread out.
 */
class Idle implements ToolState {
  readonly name = 'Idle'
  reaches(event: PoseEvent, context: ToolContext): boolean {
    return endAt(event, context) !== null
  }
  on(event: PoseEvent, context: ToolContext): ToolState {
    const stay = endAt(event, context)
    if (stay) return this.atEnd(stay, event, context)
    const hit = hover(event, context)
    return event.phase === 'down' && hit ? new Drawing(event, hit, context.nextExposureId('stay')) : this
  }

  private atEnd(stay: Stay, event: PoseEvent, context: ToolContext): ToolState {
    const label = 'Tap to take out, drag to draw'
    context.preview({ kind: 'stay', id: null, from: stay.target, to: stay.target, label })
    return event.phase === 'down' ? new Redrawing(event, stay) : this
  }
}

/** The needle is through the tissue at `hit` and the thread is being drawn. */
class Drawing implements ToolState {
  readonly name = 'Drawing'
  constructor(
    private readonly start: PoseEvent,
    private readonly hit: ToolHit,
    private readonly id: string,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { id } = this
    const { rest, position } = this.hit
    const target = carried(this.start, position, event)
    const drawn = distance(target, position) >= free
    if (event.phase === 'up' || event.phase === 'finish') return this.finish(drawn ? target : null, context)
    context.preview({ kind: 'stay', id, from: context.now(rest), to: target })
    context.setGrasp(drawn ? { id, rest, target, radius: bite, length: free, pull: 'thread' } : null)
    return this
  }

  private finish(target: Vec3 | null, context: ToolContext): ToolState {
    const { id } = this
    if (target) context.place({ kind: 'stay', id, rest: this.hit.rest, target, radius: bite, length: free })
    letGo(context)
    if (!target) context.notify('Press on tissue and draw the thread outward: it stays where you let go')
    return idle
  }
}

/** The end of a thread in the field is in the hand again. */
class Redrawing implements ToolState {
  readonly name = 'Redrawing'
  constructor(
    private readonly start: PoseEvent,
    private readonly stay: Stay,
    private readonly moved = false,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const target = carried(this.start, this.stay.target, event)
    const moved = this.moved || distance(target, this.stay.target) >= still
    if (event.phase === 'up' || event.phase === 'finish') return this.finish(moved ? target : null, context)
    const { id, rest, radius, length } = this.stay
    if (moved) context.setGrasp({ id, rest, target, radius, length, pull: 'thread' })
    context.preview({ kind: 'stay', id, from: context.now(rest), to: target })
    return new Redrawing(this.start, this.stay, moved)
  }

  private finish(target: Vec3 | null, context: ToolContext): ToolState {
    if (target) context.place({ ...this.stay, target })
    else context.takeAway(this.stay.id)
    letGo(context)
    return idle
  }
}

function letGo(context: ToolContext): void {
  context.setGrasp(null)
  context.preview(null)
}

const endAt = (event: PoseEvent, context: ToolContext): Stay | null =>
  aimedAt(
    event,
    context.exposure.filter((e): e is Stay => e.kind === 'stay'),
    (stay) => [stay.target],
  )

const idle = new Idle()
export const stay: ToolState = idle
