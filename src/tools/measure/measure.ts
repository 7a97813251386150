import { say } from '../../core/language'
import { distance } from '../../core/vec3'
import { bloodFaced } from '../../geometry/cavity-volume'
import type { Annotation } from '../../heart/annotation'
import { hover } from '../hover'
import { OutlineDesign } from '../outline/outline-design'
import { OutlineIdle, type OutlinePurpose } from '../outline/outlining'
import { toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { lumenUnder } from '../wall'
import { measured, measureText, middleOf } from './measured'

/** A drag longer than this sets a point at both of its ends, metres. */
const dragged = 3e-3

const placesNeeded = { length: 2, angle: 3 } as const
type PointMeasure = keyof typeof placesNeeded

/**
 * Measures: the length between two places, the angle at the second of three, the area inside an outline, the blood in
 * a cavity. Changes nothing; the measure stays on the tissue until it is taken away.
 */
class Idle implements ToolState {
  readonly name = 'Idle'
  on(event: PoseEvent, context: ToolContext): ToolState {
    const { measure } = context.settings
    if (measure === 'area') return outlining.on(event, context)
    const hit = hover(event, context)
    if (measure === 'volume') return atCavity(event, hit, context)
    return event.phase === 'down' && hit ? new Placing(measure, [hit], true) : this
  }
}

/** Some places are set; another is looked for. */
class Placing implements ToolState {
  readonly name = 'Placing'
  constructor(
    private readonly measure: PointMeasure,
    private readonly hits: readonly ToolHit[],
    private readonly pressed: boolean,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (event.phase === 'back') return this.back(context)
    const hit = context.pick(event)
    if (event.phase === 'down' && hit) return new Placing(this.measure, [...this.hits, hit], true)
    if (event.phase === 'up') return this.release(hit, context)
    show(
      this.measure,
      this.pressed && !this.far(hit) ? this.hits : [...this.hits, ...(hit ? [hit] : [])],
      context,
    )
    return this
  }

  /** After a drag its end is a place too. */
  private release(hit: ToolHit | null, context: ToolContext): ToolState {
    const hits = hit && this.pressed && this.far(hit) ? [...this.hits, hit] : this.hits
    const needed = placesNeeded[this.measure]
    if (hits.length < needed) return new Placing(this.measure, hits, false)
    context.preview(null)
    context.annotate({
      kind: this.measure,
      id: context.nextAnnotationId(this.measure),
      points_mm: hits.slice(0, needed).map((h) => toMm(h.rest)),
    })
    return idle
  }

  private far(hit: ToolHit | null): boolean {
    return !!hit && distance(hit.position, this.hits.at(-1)!.position) > dragged
  }

  private back(context: ToolContext): ToolState {
    if (this.hits.length > 1) return new Placing(this.measure, this.hits.slice(0, -1), false)
    context.preview(null)
    return idle
  }
}

function show(measure: PointMeasure, hits: readonly ToolHit[], context: ToolContext): void {
  const points = hits.map((h) => h.position)
  const whole = hits.length === placesNeeded[measure]
  const annotation: Annotation = { kind: measure, id: measure, points_mm: hits.map((h) => toMm(h.rest)) }
  const value = whole
    ? measured(
        annotation,
        points,
        hits.map((h) => h.rest),
        () => null,
      )
    : null
  const label = value && { place: middleOf(measure, points), lines: [measureText(value)] }
  context.preview({ kind: 'measure', points, label })
}

/** Pressed on a wall: on release the cavity behind it is measured. */
class Asking implements ToolState {
  readonly name = 'Asking'
  constructor(
    private readonly hit: ToolHit,
    private readonly structure: number,
  ) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    context.annotate({
      kind: 'volume',
      id: context.nextAnnotationId('volume'),
      at_mm: toMm(this.hit.rest),
      structure: this.structure,
    })
    return idle
  }
}

function atCavity(event: PoseEvent, hit: ToolHit | null, context: ToolContext): ToolState {
  const structure = hit ? cavityAt(hit, context) : 0
  const name = context.heart.structures.find((s) => s.id === structure)?.name
  if (hit && name) context.preview({ kind: 'reading', position: hit.position, lines: [name] })
  if (event.phase !== 'down' || !hit) return idle
  if (structure) return new Asking(hit, structure)
  context.notify(say('No blood lies behind this place: point at the wall of a chamber or a vessel'))
  return idle
}

/** The blood that a wall faces, or that lies behind it. */
function cavityAt({ rest, restNormal }: ToolHit, { heart }: ToolContext): number {
  const faced = bloodFaced(heart, rest, restNormal)
  if (faced) return faced
  const section = lumenUnder(heart, rest, restNormal)
  return section ? bloodFaced(heart, section.centre, [0, 0, 0]) : 0
}

const area: OutlinePurpose = {
  takesRims: true,
  closed(outline, how, context) {
    context.preview(null)
    if (outline.length < 3) return idle
    const points = how === 'drawn' ? OutlineDesign.fewer(outline) : outline
    context.annotate({
      kind: 'area',
      id: context.nextAnnotationId('area'),
      points_mm: points.map((h) => toMm(h.rest)),
    })
    return idle
  },
}

const idle = new Idle()
const outlining = new OutlineIdle(area, idle)
export const measure: ToolState = idle
