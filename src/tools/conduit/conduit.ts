import { say } from '../../core/language'
import { add, subtract } from '../../core/vec3'
import { Shaping, showDesign } from '../outline/shaping'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { Preview } from '../preview'
import type { ToolContext, ToolState } from '../tool'
import { ConduitDesign, type Opening, openingAt } from './conduit-design'

/** Joins two openings by a tube: tap the one, tap the other, bend the tube by its points, tap the green bead. */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const hit = context.pick(event)
    const opening = openingAt(hit, context)
    context.preview(
      opening ? ring(opening) : hit ? { kind: 'touch', position: hit.position, normal: hit.normal } : null,
    )
    if (event.phase !== 'down' || !hit) return this
    if (opening) return new Joining(opening, true)
    context.notify(say('No blood runs under this place: a conduit needs a vessel or a chamber'))
    return this
  }
}

/** The first opening is chosen, the second is looked for. */
class Joining implements ToolState {
  readonly name = 'Joining'
  constructor(
    private readonly first: Opening,
    /** Still under the press that chose the first. */
    private readonly pressed: boolean,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'back') return this.drop(context)
    if (event.phase === 'up') return new Joining(this.first, false)
    const second = openingAt(context.pick(event), context)
    const to = second?.hit.position ?? event.tip
    context.preview(
      to ? { kind: 'path', points: [this.first.hit.position, to], radius: 0.6e-3 } : ring(this.first),
    )
    if (this.pressed || event.phase !== 'down' || !second) return this
    return new Choosing(this.first, second)
  }

  private drop(context: ToolContext): ToolState {
    context.preview(null)
    return idle
  }
}

/** Pressed on the second opening. */
class Choosing implements ToolState {
  readonly name = 'Choosing'
  constructor(
    private readonly first: Opening,
    private readonly second: Opening,
  ) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    if (Math.hypot(...subtract(this.first.hit.position, this.second.hit.position)) < 5e-3) {
      context.notify(say('Tap another vessel or chamber for the other end'))
      return new Joining(this.first, false)
    }
    const design = ConduitDesign.between(this.first, this.second, context)
    showDesign(design, null, context)
    return new Shaping(idle, [design])
  }
}

const ring = ({ hit, section }: Opening): Preview => ({
  kind: 'disc',
  centre: add(section.centre, subtract(hit.position, hit.rest)),
  normal: section.axis,
  radius: section.radius,
})

const idle = new Idle()
export const conduit: ToolState = idle
