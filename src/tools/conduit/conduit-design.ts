import { say } from '../../core/language'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { EditOf } from '../../heart/edit'
import { aimedAt } from '../aim'
import { carried } from '../carry'
import { curveThrough, gapAt } from '../outline/curve'
import type { Design, DesignHandle } from '../outline/design'
import { pathLength, thin, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import type { DesignShape } from '../preview'
import type { ToolContext, ToolHit } from '../tool'
import { type LumenSection, lumenUnder } from '../wall'

/** A place on a vessel or chamber that a conduit is joined to, and the lumen under it. */
export interface Opening {
  readonly hit: ToolHit
  readonly section: LumenSection
}

/** The blood under a place on tissue that a conduit can be joined to; null: none. */
export function openingAt(hit: ToolHit | null, context: ToolContext): Opening | null {
  const section = hit && lumenUnder(context.heart, hit.rest, hit.restNormal)
  return hit && section ? { hit, section } : null
}

/** The path reaches so far into the lumen that it is joined to, metres. */
const into = 4e-3
/** The bead that makes it hangs so far beyond the second opening, metres. */
const beyond = 8e-3
/** Places of the path in the edit, at least this far apart, metres. */
const spacing = 3e-3

/** A tube between two openings, bent by points in the air. */
export class ConduitDesign implements Design {
  private constructor(
    private readonly ends: readonly [Opening, Opening],
    private readonly points: readonly Vec3[],
  ) {}

  /** Leaves each opening at right angles and bends over between them. */
  static between(from: Opening, to: Opening, context: ToolContext): ConduitDesign {
    const lift = Math.max(context.settings.conduitDiameter_mm * 1e-3, 8e-3)
    const off = ({ hit }: Opening) => add(hit.position, scale(hit.normal, lift))
    return new ConduitDesign([from, to], [off(from), off(to)])
  }

  get handles(): readonly DesignHandle[] {
    return [
      ...this.ends.map(({ hit }): DesignHandle => ({ place: hit.position, role: 'end' })),
      ...this.points.map((place): DesignHandle => ({ place, role: 'shape' })),
    ]
  }

  get done(): Vec3 {
    const [from, to] = [this.ends[0].hit, this.ends[1].hit]
    const way = subtract(to.position, from.position)
    const aside = normalize(subtract(way, scale(to.normal, dot(way, to.normal))))
    return add(to.position, add(scale(to.normal, 2e-3), scale(aside, beyond)))
  }

  dragged(handle: number, start: PoseEvent, event: PoseEvent, context: ToolContext): Design {
    if (handle < 2) {
      const opening = openingAt(context.pick(event), context)
      if (!opening) return this
      return new ConduitDesign(handle ? [this.ends[0], opening] : [opening, this.ends[1]], this.points)
    }
    const place = carried(start, this.points[handle - 2]!, event)
    return this.with(this.points.map((p, n) => (n === handle - 2 ? place : p)))
  }

  without(handle: number): Design {
    return handle < 2 ? this : this.with(this.points.filter((_, n) => n !== handle - 2))
  }

  withPointAt(event: PoseEvent) {
    const place = aimedAt(event, this.curve(), (p) => [p])
    if (!place) return null
    const gap = gapAt(this.through, false, place)
    const points = [...this.points.slice(0, gap), place, ...this.points.slice(gap)]
    return { design: this.with(points), handle: 2 + gap }
  }

  shape({ settings }: ToolContext): DesignShape {
    const line = this.curve()
    return {
      line,
      closed: false,
      radius: (settings.conduitDiameter_mm / 2) * 1e-3,
      surface: null,
      label: { place: line[Math.floor(line.length / 2)]!, lines: this.words(settings.conduitDiameter_mm) },
    }
  }

  edit(context: ToolContext): EditOf<'conduit'> {
    const { conduitDiameter_mm, patchMaterial } = context.settings
    const path = thin(this.curve(), (p) => p, spacing)
    return {
      kind: 'conduit',
      id: context.nextId('conduit'),
      path_mm: path.map((p) => toMm(this.atRest(p))),
      diameter_mm: conduitDiameter_mm,
      material: patchMaterial,
    }
  }

  private with(points: readonly Vec3[]): Design {
    return new ConduitDesign(this.ends, points)
  }

  /** From inside one lumen to inside the other. */
  private get through(): Vec3[] {
    const inside = ({ hit }: Opening) => add(hit.position, scale(hit.normal, -into))
    return [inside(this.ends[0]), ...this.points, inside(this.ends[1])]
  }

  private curve(): Vec3[] {
    return curveThrough(this.through, false)
  }

  /** Moves as the tissue at the two ends does, each as much as the place is near to it. */
  private atRest(place: Vec3): Vec3 {
    const [a, b] = this.ends.map(({ hit }) => subtract(hit.position, hit.rest)) as [Vec3, Vec3]
    const [from, to] = this.ends.map(({ hit }) => Math.hypot(...subtract(place, hit.position))) as [
      number,
      number,
    ]
    const t = from / Math.max(from + to, 1e-9)
    return subtract(place, add(scale(a, 1 - t), scale(b, t)))
  }

  private words(diameter: number): string[] {
    const long = pathLength(this.curve()) * 1e3
    const lines = [say('{diameter} mm wide, {length} mm long', { diameter, length: long.toFixed(0) })]
    const narrow = Math.min(...this.ends.map(({ section }) => 2e3 * section.radius))
    if (narrow < diameter) lines.push(say('Wider than the vessel: {size} mm', { size: narrow.toFixed(0) }))
    return lines
  }
}
