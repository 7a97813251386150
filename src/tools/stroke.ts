import { cross, distance, length, subtract, type Vec3 } from '../core/vec3'
import { drawnOn, thin } from './path'
import type { PoseEvent } from './pose-event'
import { isLetGo } from './pressed'
import { Resting } from './resting'
import { sweep } from './sweep'
import type { ToolContext, ToolHit, ToolState } from './tool'

/** What an instrument does that is drawn along the tissue. */
interface StrokePurpose {
  /** Name of the state while it is drawn, a participle. */
  readonly name: string
  /** Places of the line are at least so far apart, metres. */
  spacing(context: ToolContext): number
  /** A jump farther than this leaves the tissue in between alone, metres; left out: none does. */
  readonly farthest?: number
  /** Shows what a press here would do. */
  over?(hit: ToolHit, context: ToolContext): void
  /** Shows what the line will do. */
  show(line: readonly ToolHit[], context: ToolContext): void
  /** Makes it of the line: at least one place. */
  commit(line: readonly ToolHit[], context: ToolContext): void
}

/**
 * An instrument that is pressed on tissue, drawn along it and let go: one thing made a gesture.
 * @param rest the state that it rests in, around the one that begins a stroke
 */
export function strokeTool(
  purpose: StrokePurpose,
  rest: (resting: Resting) => ToolState = (resting) => resting,
): ToolState {
  const idle: ToolState = rest(
    new Resting(
      (event, hit) => new Stroke(purpose, idle, event, [hit]),
      (hit, context) => purpose.over?.(hit, context),
    ),
  )
  return idle
}

class Stroke implements ToolState {
  readonly name: string
  constructor(
    private readonly purpose: StrokePurpose,
    private readonly idle: ToolState,
    private readonly last: PoseEvent,
    private readonly line: readonly ToolHit[],
  ) {
    this.name = purpose.name
  }

  on(event: PoseEvent, context: ToolContext): ToolState {
    const { purpose, idle } = this
    const line = followed(this.last, event, this.line, context, purpose.spacing(context), purpose.farthest)
    if (!isLetGo(event)) {
      purpose.show(line, context)
      return new Stroke(purpose, idle, event, line)
    }
    context.preview(null)
    purpose.commit(
      thin(line, (h) => h.rest, purpose.spacing(context)),
      context,
    )
    return idle
  }
}

/** A line kept to the wall that it was begun on may rise or fall so much for each way aside, and at one step so far. */
const steepest = 3
const highestStep = 8e-3
/** Beside what that allows, metres. */
const roughness = 1.5e-3

/**
 * A line on one wall, gone on with from one event to the next: drawn with a ray, it goes on behind what stands before
 * the wall, and where the wall has a hole it neither falls through nor climbs what lies beyond.
 */
export function followedOnWall(
  from: PoseEvent,
  to: PoseEvent,
  line: readonly ToolHit[],
  context: ToolContext,
  spacing: number,
): ToolHit[] {
  const more: ToolHit[] = []
  for (const event of sweep(from, to, line.at(-1)!.position)) {
    const before = more.at(-1) ?? line.at(-1)!
    const hit = context.pickBeside(event, before.position)
    if (!hit) continue
    if (event.tip || distance(hit.position, before.position) < reachable(aside(event, before.position)))
      more.push(hit)
  }
  return drawnOn(line, more, (h) => h.rest, spacing)
}

/** How far off the next place of a wall may lie, that lies so far aside: metres. */
const reachable = (way: number): number => Math.min(roughness + steepest * way, highestStep + way)

/** How far a ray passes from a place, metres. */
const aside = ({ origin, direction }: PoseEvent, place: Vec3): number =>
  length(cross(subtract(place, origin), direction))

/** A line on the tissue, gone on with from one event to the next. */
function followed(
  from: PoseEvent,
  to: PoseEvent,
  line: readonly ToolHit[],
  context: ToolContext,
  spacing: number,
  farthest = Number.POSITIVE_INFINITY,
): ToolHit[] {
  const more: ToolHit[] = []
  for (const event of sweep(from, to, line.at(-1)!.position)) {
    const hit = context.pick(event)
    const before = more.at(-1) ?? line.at(-1)!
    if (hit && distance(hit.rest, before.rest) < farthest) more.push(hit)
  }
  return drawnOn(line, more, (h) => h.rest, spacing)
}
