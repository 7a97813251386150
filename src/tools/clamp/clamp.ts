import { say } from '../../core/language'
import { add, dot, length, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import { releasesOf } from '../../geometry/release'
import type { EditOf } from '../../heart/edit'
import { aimedAt, placesAlong } from '../aim'
import { fromMm, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import { isLetGo } from '../pressed'
import type { Preview } from '../preview'
import { Resting } from '../resting'
import type { ToolContext, ToolHit, ToolState } from '../tool'
import { type LumenSection, lumenUnder } from '../wall'
import { clampShape } from './clamp-shape'

/** The jaws reach this far past the lumen, metres. */
const overlap = 2e-3

/** Closes the vessel under a tap, across its axis; a tap on a clamp takes it off. */
class Idle extends Resting {
  reaches(event: PoseEvent, context: ToolContext): boolean {
    return clampAt(event, context) !== null
  }
  override on(event: PoseEvent, context: ToolContext): ToolState {
    const standing = clampAt(event, context)
    if (!standing) return super.on(event, context)
    context.preview({ kind: 'reading', position: fromMm(standing.centre_mm), lines: [say('Take out')] })
    return event.phase === 'down' ? new Opening(standing.id) : this
  }
}

/** Pressed on a clamp in the field. */
class Opening implements ToolState {
  readonly name = 'Opening'
  constructor(private readonly clamp: string) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    context.apply({ kind: 'release', id: context.nextId('release'), suture: this.clamp })
    return clamp
  }
}

class Clamping implements ToolState {
  readonly name = 'Clamping'
  constructor(private readonly section: LumenSection) {}
  on(event: PoseEvent, context: ToolContext): ToolState {
    if (!isLetGo(event)) return this
    context.preview(null)
    const { centre, axis, radius } = this.section
    context.apply({
      kind: 'clamp',
      id: context.nextId('clamp'),
      centre_mm: toMm(centre),
      normal: [...axis],
      radius_mm: Math.round((radius + overlap) * 1e6) / 1e3,
    })
    return clamp
  }
}

const sectionAt = (hit: ToolHit, { heart }: ToolContext): LumenSection | null =>
  lumenUnder(heart, hit.rest, hit.restNormal)

const jaws = (hit: ToolHit, section: LumenSection): Preview => ({
  kind: 'disc',
  centre: add(section.centre, subtract(hit.position, hit.rest)),
  normal: section.axis,
  radius: section.radius + overlap,
})

/** The clamp of the field that is aimed at, by its jaws or on the vessel where it stands. */
function clampAt(event: PoseEvent, context: ToolContext): EditOf<'clamp'> | null {
  const { edits } = context
  const standing = edits.filter(
    (e): e is EditOf<'clamp'> => e.kind === 'clamp' && releasesOf(e.id, edits).length === 0,
  )
  if (standing.length === 0) return null
  const [hit, aimed] = [
    context.pick(event),
    aimedAt(event, standing, (c) => [...jawsOf(c), ...halvesOf(c, context)]),
  ]
  const section = hit && !aimed ? sectionAt(hit, context) : null
  return aimed ?? standing.find((c) => section && standsAt(c, section)) ?? null
}

/** A place of the vessel this near to a clamp is the clamp's, metres. */
const beside = 3e-3

const standsAt = ({ centre_mm, normal }: EditOf<'clamp'>, { centre, radius }: LumenSection): boolean => {
  const away = subtract(centre, fromMm(centre_mm))
  return Math.abs(dot(away, normal)) < beside && length(away) < radius
}

function jawsOf({ centre_mm, normal, radius_mm }: EditOf<'clamp'>): Vec3[] {
  const [u, v] = tangents(normal)
  return Array.from({ length: 16 }, (_, n) => {
    const angle = (n * Math.PI) / 8
    const out = add(scale(u, Math.cos(angle)), scale(v, Math.sin(angle)))
    return fromMm(add(centre_mm, scale(out, radius_mm)))
  })
}

const halvesOf = (standing: EditOf<'clamp'>, { heart }: ToolContext): Vec3[] =>
  clampShape(standing, heart).flatMap((line) =>
    line.slice(1).flatMap((to, n) => placesAlong(line[n] as Vec3, to)),
  )

export const clamp: ToolState = new Idle(
  (_, hit, context) => {
    const section = sectionAt(hit, context)
    if (section) return new Clamping(section)
    context.notify('No blood runs under this place: a clamp needs a vessel')
    return clamp
  },
  (hit, context) => {
    const section = sectionAt(hit, context)
    context.preview(section && jaws(hit, section))
  },
)
