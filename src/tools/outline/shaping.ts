import { say } from '../../core/language'
import { distance } from '../../core/vec3'
import { aimedAt } from '../aim'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { ToolContext, ToolState } from '../tool'
import type { Design } from './design'

/** A handle moved less than this was tapped, metres. */
const still = 2e-3

/**
 * A design on the tissue, not yet made. Drag a bead to move it, press on the line or the surface for another, tap a
 * bead to take it away; `back` takes the last change back; the green bead or `finish` makes it; a cancel drops it.
 */
export class Shaping implements ToolState {
  readonly name = 'Shaping'
  constructor(
    private readonly idle: ToolState,
    /** As it was at each step, the present one last. */
    private readonly steps: readonly Design[],
  ) {}

  reaches(event: PoseEvent, context: ToolContext): boolean {
    const held = this.atDone(event) || this.handleAt(event) !== null
    return held || this.design.withPointAt(event, context) !== null
  }

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'finish') return this.make(context)
    if (event.phase === 'back') return this.back(context)
    context.pick(event)
    const [done, handle] = [this.atDone(event), this.handleAt(event)]
    showDesign(this.design, done ? 'done' : handle, context)
    if (event.phase !== 'down') return this
    if (done) return new Making(this)
    if (handle !== null) return new Dragging(this, this.design, handle, event, false)
    const more = this.design.withPointAt(event, context)
    return more ? new Dragging(this, more.design, more.handle, event, true) : this
  }

  get design(): Design {
    return this.steps.at(-1)!
  }

  /** One step further. */
  with(design: Design, context: ToolContext): ToolState {
    showDesign(design, null, context)
    return design === this.design ? this : new Shaping(this.idle, [...this.steps, design])
  }

  make(context: ToolContext): ToolState {
    const edit = this.design.edit(context)
    if (!edit) return this
    context.preview(null)
    context.apply(edit)
    return this.idle
  }

  private back(context: ToolContext): ToolState {
    if (this.steps.length > 1) {
      const before = new Shaping(this.idle, this.steps.slice(0, -1))
      showDesign(before.design, null, context)
      return before
    }
    context.preview(null)
    return this.idle
  }

  private atDone(event: PoseEvent): boolean {
    return aimedAt(event, [this.design.done], (place) => [place]) !== null
  }

  private handleAt(event: PoseEvent): number | null {
    const { handles } = this.design
    return aimedAt(
      event,
      handles.map((_, n) => n),
      (n) => [handles[n]!.place],
    )
  }
}

/** Pressed on the bead that makes it: made on release, so that a cancel can still drop it. */
class Making implements ToolState {
  readonly name = 'Making'
  constructor(private readonly shaping: Shaping) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    return isLetGo(event) ? this.shaping.make(context) : this
  }
}

/** A handle in the hand. */
class Dragging implements ToolState {
  readonly name = 'Dragging'
  constructor(
    private readonly shaping: Shaping,
    private readonly design: Design,
    private readonly handle: number,
    private readonly start: PoseEvent,
    /** The point was put in by this press, or has been moved: letting go does not take it away. */
    private readonly kept: boolean,
    private readonly from = design,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (isLetGo(event)) {
      if (this.kept) return this.shaping.with(this.design, context)
      return this.shaping.with(this.design.without(this.handle), context)
    }
    const design = this.from.dragged(this.handle, this.start, event, context)
    const place = (d: Design) => d.handles[this.handle]!.place
    const kept = this.kept || distance(place(design), place(this.from)) > still
    const shown = kept ? design : this.from
    showDesign(shown, this.handle, context)
    return new Dragging(this.shaping, shown, this.handle, this.start, kept, this.from)
  }
}

/** @param hot what the hand is at */
export function showDesign(design: Design, hot: number | 'done' | null, context: ToolContext): void {
  context.preview({
    kind: 'design',
    ...design.shape(context),
    beads: design.handles.map(({ place, role }, n) => ({ place, role, hot: n === hot })),
    done: { place: design.done, hot: hot === 'done', label: say('Tap to make it') },
  })
}
