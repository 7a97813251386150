import { distance, type Vec3 } from '../../core/vec3'
import type { Stay } from '../../session/exposure'
import { aimedAt } from '../aim'
import { carried } from '../carry'
import { hover } from '../hover'
import type { PoseEvent } from '../pose-event'
import { Pressed } from '../pressed'
import { Retaken } from '../retaken'
import type { ToolContext, ToolHit, ToolState } from '../tool'

/** So much thread comes freely before it pulls; drawn less, it holds nothing and the press was a tap, metres. */
const free = 6e-3
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
    return event.phase === 'down' ? new Retaken(redrawing, idle, event, stay) : this
  }
}

/** The needle is through the tissue at `hit` and the thread is being drawn. */
class Drawing extends Pressed {
  readonly name = 'Drawing'
  constructor(
    start: PoseEvent,
    hit: ToolHit,
    private readonly id: string,
  ) {
    super(start, hit)
  }

  protected follow(event: PoseEvent, context: ToolContext): void {
    const stay = this.stayAt(event)
    redrawing.show(stay, context)
    if (this.isDrawn(stay)) redrawing.press(stay, context)
    else context.setGrasp(null)
  }

  protected letGo(event: PoseEvent, context: ToolContext): ToolState {
    const stay = this.stayAt(event)
    if (this.isDrawn(stay)) context.place(stay)
    redrawing.drop(context)
    if (!this.isDrawn(stay))
      context.notify('Press on tissue and draw the thread outward: it stays where you let go')
    return idle
  }

  private stayAt(event: PoseEvent): Stay {
    const target = carried(this.start, this.hit.position, event)
    return { kind: 'stay', id: this.id, rest: this.hit.rest, target, radius: bite, length: free }
  }

  private isDrawn({ target }: Stay): boolean {
    return distance(target, this.hit.position) >= free
  }
}

/** The end of a thread in the field is in the hand again. */
const redrawing = {
  name: 'Redrawing',
  handle: ({ target }: Stay) => target,
  at: (stay: Stay, target: Vec3): Stay => ({ ...stay, target }),
  show: ({ id, rest, target }: Stay, context: ToolContext) =>
    context.preview({ kind: 'stay', id, from: context.now(rest), to: target }),
  press: ({ id, rest, target, radius, length }: Stay, context: ToolContext) =>
    context.setGrasp({ id, rest, target, radius, length, pull: 'thread' }),
  drop(context: ToolContext): void {
    context.setGrasp(null)
    context.preview(null)
  },
}

const endAt = (event: PoseEvent, context: ToolContext): Stay | null =>
  aimedAt(
    event,
    context.exposure.filter((e): e is Stay => e.kind === 'stay'),
    (stay) => [stay.target],
  )

const idle = new Idle()
export const stay: ToolState = idle
