import { distance, mix, type Vec3 } from '../../core/vec3'
import type { StitchLine } from '../../engine/protocol'
import { releaseReach } from '../../geometry/release'
import { aimedAt, placesAlong } from '../aim'
import { hover } from '../hover'
import { toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { ToolContext, ToolState } from '../tool'

/** A stitch belongs to the tissue nearest to its middle, within this distance, metres. */
const within = 8e-3
/** Two places closer than this are one stitch, metres. */
const same = 0.5e-3

/** One stitch as it is drawn now. */
interface DrawnStitch {
  readonly suture: string
  readonly from: Vec3
  readonly to: Vec3
}

/** Takes stitches out: a tap on one, or a stroke over several of one suture; one edit a gesture. */
class Idle implements ToolState {
  readonly name = 'Idle'
  reaches(event: PoseEvent, context: ToolContext): boolean {
    return stitchAt(event, context) !== null
  }
  on(event: PoseEvent, context: ToolContext): ToolState {
    hover(event, context)
    const stitch = stitchAt(event, context)
    if (!stitch) {
      if (event.phase === 'down') context.notify('Tap a stitch to take it out')
      return this
    }
    show([stitch], context)
    return event.phase === 'down' ? new Taking(stitch.suture, [stitch]) : this
  }
}

/** Pressed on a stitch: what the stroke passes over goes too, where it is of the same suture. */
class Taking implements ToolState {
  readonly name = 'Taking'
  constructor(
    private readonly suture: string,
    private readonly stitches: readonly DrawnStitch[],
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    if (isLetGo(event)) return this.commit(context)
    const next = stitchAt(event, context)
    const stitches = next && this.isNew(next) ? [...this.stitches, next] : this.stitches
    show(stitches, context)
    return new Taking(this.suture, stitches)
  }

  private isNew(stitch: DrawnStitch): boolean {
    const known = this.stitches.some((s) => distance(middle(s), middle(stitch)) < same)
    return stitch.suture === this.suture && !known
  }

  private commit(context: ToolContext): ToolState {
    context.preview(null)
    const places = this.stitches.flatMap((s) => {
      const hit = context.nearest(middle(s), within)
      return hit ? [hit.rest] : []
    })
    if (places.length === 0) context.notify('No tissue lies under this stitch')
    else
      context.apply({
        kind: 'release',
        id: context.nextId('release'),
        suture: this.suture,
        places_mm: places.map(toMm),
      })
    return idle
  }
}

/** All that go: a release takes what lies within its reach of the places that were pointed at. */
function show(chosen: readonly DrawnStitch[], context: ToolContext): void {
  const { suture } = chosen[0]!
  const goes = (s: DrawnStitch) => chosen.some((c) => distance(middle(c), middle(s)) < releaseReach)
  const gone = context.stitches.flatMap(drawn).filter((s) => s.suture === suture && goes(s))
  context.preview({
    kind: 'taken-out',
    stitches: gone.map(({ from, to }) => [from, to] as const),
    label: `Takes these out of ${suture}`,
  })
}

const middle = ({ from, to }: DrawnStitch): Vec3 => mix(from, to, 0.5)

const stitchAt = (event: PoseEvent, context: ToolContext): DrawnStitch | null =>
  aimedAt(event, context.stitches.flatMap(drawn), ({ from, to }) => placesAlong(from, to))

function drawn({ edit, positions }: StitchLine): DrawnStitch[] {
  const at = (o: number): Vec3 => [positions[o]!, positions[o + 1]!, positions[o + 2]!]
  return Array.from({ length: Math.floor(positions.length / 6) }, (_, n) => ({
    suture: edit,
    from: at(6 * n),
    to: at(6 * n + 3),
  }))
}

const idle = new Idle()
export const release: ToolState = idle
