import { say } from '../../core/language'
import { add, distance, dot, length, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import { Resting } from '../resting'
import { bladeAtRest, bladeNow, depthInWords } from '../scalpel/blade'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { sheetAt, showSheet, Trimming } from '../trim/trimming'

/** Dragged at least this far, the blades lie along the drag; less, along the shaft, metres. */
const turned = 1.5e-3
/** A shaft that stands this upright on the tissue points nowhere along it. */
const upright = 0.25
const spacing = 1e-3
/** The straight way of the blades is followed on tissue that lies no further off it, metres. */
const within = 3e-3

const snipping = new Resting(
  ({ direction }, hit) => new Snipping(hit, along(direction, hit)),
  (hit, context, { direction }) => showSnip(snip(hit, along(direction, hit), context), context),
)

/**
 * One short straight snip through the wall, ahead of where the blades are set: one cut a press. On a patch that is laid
 * and not sewn yet, a line that trims it.
 */
export const scissors: ToolState = {
  name: 'Idle',
  reaches: (event, context) => sheetAt(event, context) !== null,
  on(event, context) {
    const sheet = sheetAt(event, context)
    if (sheet) {
      if (event.phase === 'down') return Trimming.begin(sheet, event, scissors)
      showSheet(sheet, context)
      return scissors
    }
    const next = snipping.on(event, context)
    return next === snipping ? scissors : next
  },
}

/** The blades are set on the tissue; they close on release. */
class Snipping implements ToolState {
  readonly name = 'Snipping'
  constructor(
    private readonly hit: ToolHit,
    private readonly way: Vec3 | null,
  ) {}

  on(event: PoseEvent, context: ToolContext): ToolState {
    const path = snip(this.hit, this.way, context)
    if (isLetGo(event)) return commit(path, context)
    const now = context.pick(event)
    const far = now && distance(now.position, this.hit.position) > turned
    const way = far ? along(subtract(now.position, this.hit.position), this.hit) : this.way
    showSnip(snip(this.hit, way, context), context)
    return new Snipping(this.hit, way)
  }
}

/** A direction laid onto the tissue; null where it stands on it. */
function along(direction: Vec3, { normal }: ToolHit): Vec3 | null {
  const flat = subtract(direction, scale(normal, dot(direction, normal)))
  return length(flat) > upright * length(direction) ? normalize(flat) : null
}

/** The tissue under the closed blades, from their crossing on. */
function snip(hit: ToolHit, way: Vec3 | null, context: ToolContext): ToolHit[] {
  const path = [hit]
  const long = context.settings.snip_mm * 1e-3
  for (let s = spacing; way && s <= long + 1e-9; s += spacing) {
    const next = context.nearest(add(hit.position, scale(way, s)), within)
    if (next && distance(next.rest, path.at(-1)!.rest) > spacing / 2) path.push(next)
  }
  return path
}

function showSnip(path: readonly ToolHit[], context: ToolContext): void {
  const [first] = path
  if (path.length > 1)
    context.preview({ kind: 'cut', blade: bladeNow(context, path), depth: depthInWords(context, first!) })
}

function commit(path: readonly ToolHit[], context: ToolContext): ToolState {
  context.preview(null)
  if (path.length < 3) context.notify(say('Drag a little to say which way the scissors cut'))
  else context.apply({ kind: 'cut', id: context.nextId('cut'), blade_mm: bladeAtRest(context, path) })
  return scissors
}
