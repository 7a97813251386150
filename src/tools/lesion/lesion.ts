import { add, scale, subtract } from '../../core/vec3'
import type { Edit } from '../../heart/edit'
import { toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { Preview } from '../preview'
import { Resting } from '../resting'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { lumenUnder, wallThickness } from '../wall'

/** A teacher's hand: a hole through the wall under the tap, or a narrowing of the vessel under it. */
export const lesion: ToolState = new Resting((_, hit) => new Pointing(hit), show)

/** Pressed: the lesion is made on release, where it was pressed. */
class Pointing implements ToolState {
  readonly name = 'Pointing'
  constructor(private readonly hit: ToolHit) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    const edit = context.settings.lesion === 'hole' ? hole(this.hit, context) : narrowing(this.hit, context)
    if (edit) context.apply(edit)
    else context.notify('No blood runs under this place: a narrowing needs a vessel')
    return lesion
  }
}

function show(hit: ToolHit, context: ToolContext): void {
  context.preview(context.settings.lesion === 'hole' ? holeShape(hit, context) : narrowingShape(hit, context))
}

const holeShape = (hit: ToolHit, context: ToolContext): Preview => ({
  kind: 'disc',
  centre: hit.position,
  normal: hit.normal,
  radius: (context.settings.holeDiameter_mm / 2) * 1e-3,
})

function narrowingShape(hit: ToolHit, context: ToolContext): Preview {
  const section = lumenUnder(context.heart, hit.rest, hit.restNormal)
  if (!section) return { kind: 'touch', position: hit.position, normal: hit.normal }
  const centre = add(section.centre, subtract(hit.position, hit.rest))
  return { kind: 'disc', centre, normal: section.axis, radius: section.radius }
}

function hole(hit: ToolHit, context: ToolContext): Edit {
  const half = wallThickness(context.heart, hit.rest, hit.restNormal) / 2
  const centre = subtract(hit.rest, scale(hit.restNormal, half))
  return {
    kind: 'lesion',
    id: context.nextId('lesion'),
    type: 'hole',
    centre_mm: toMm(centre),
    normal: [...hit.restNormal],
    diameter_mm: context.settings.holeDiameter_mm,
  }
}

function narrowing(hit: ToolHit, context: ToolContext): Edit | null {
  const section = lumenUnder(context.heart, hit.rest, hit.restNormal)
  if (!section) return null
  return {
    kind: 'lesion',
    id: context.nextId('lesion'),
    type: 'narrowing',
    centre_mm: toMm(section.centre),
    normal: [...section.axis],
    diameter_mm: context.settings.narrowingDiameter_mm,
    length_mm: context.settings.narrowingLength_mm,
  }
}
