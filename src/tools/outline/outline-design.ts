import { say } from '../../core/language'
import { add, cross, distance, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import {
  evenLoop,
  harmonicMembrane,
  type Membrane,
  throughPoints,
  vertex,
} from '../../geometry/sheets-membrane'
import type { Edit } from '../../heart/edit'
import { aimedAt } from '../aim'
import { carried } from '../carry'
import { membraneArea } from '../measure/measured'
import { centroid, pathLength, toMm } from '../path'
import type { PoseEvent } from '../pose-event'
import type { DesignShape } from '../preview'
import type { ToolContext, ToolHit } from '../tool'
import { curveThrough, evenly, gapAt } from './curve'
import type { Design, DesignHandle } from './design'

/** A drawn outline is shaped by so many points, fewer where it is short: one for each 5 mm. */
const mostPoints = 10
const pointEvery = 5e-3
/** The outline's places on the tissue are looked for within this distance of the curve, metres. */
const within = 8e-3
/** The bead that makes it hangs so far outside of the rim, metres. */
const outside = 5e-3

/** What an outline becomes, from its places at rest and its shape points at rest, mm. */
type OutlineEdit = (
  outline_mm: [number, number, number][],
  shape_mm: [number, number, number][],
  context: ToolContext,
) => Edit

interface Made {
  readonly edit: OutlineEdit
  /** Whether its surface can be drawn up by points of its own. */
  readonly shaped: boolean
  /** By how much it is cut wider than the gap that it covers, a fraction: it bulges by that much; left out: it is flat. */
  oversize?(context: ToolContext): number
  /** What else is to be known of it, in words. */
  words?(context: ToolContext): string
}

/** A closed outline on tissue and the surface over it. */
export class OutlineDesign implements Design {
  private constructor(
    private readonly made: Made,
    private readonly rim: readonly ToolHit[],
    /** Where the surface passes through, now. */
    private readonly points: readonly Vec3[],
  ) {}

  /** @param outline tapped point by point (kept as they are) or drawn (shaped by few) */
  static from(outline: readonly ToolHit[], how: 'drawn' | 'tapped' | 'rim', made: Made): OutlineDesign {
    return new OutlineDesign(made, how === 'tapped' ? outline : OutlineDesign.fewer(outline), [])
  }

  /** As many places of a drawn outline as shape it: one for each 5 mm, four to ten. */
  static fewer(outline: readonly ToolHit[]): ToolHit[] {
    const round = pathLength([...outline, outline[0]!].map((h) => h.position))
    const count = Math.min(mostPoints, Math.max(4, Math.round(round / pointEvery)))
    return evenly(outline, (h) => h.position, count)
  }

  get handles(): readonly DesignHandle[] {
    return [
      ...this.rim.map((h): DesignHandle => ({ place: h.position, role: 'rim' })),
      ...this.points.map((place): DesignHandle => ({ place, role: 'shape' })),
    ]
  }

  get done(): Vec3 {
    const places = this.places
    const [first, second] = [places[0]!, places[1]!]
    const out = normalize(subtract(first, centroid(places)))
    const along = normalize(subtract(second, first))
    const lift = normalize(cross(out, along))
    return add(first, add(scale(out, outside), scale(lift, 1e-3)))
  }

  dragged(handle: number, start: PoseEvent, event: PoseEvent, context: ToolContext): Design {
    if (handle < this.rim.length) {
      const hit = context.pick(event)
      return hit ? this.changed({ rim: this.rim.map((h, n) => (n === handle ? hit : h)) }) : this
    }
    const at = handle - this.rim.length
    const place = carried(start, this.points[at]!, event)
    return this.changed({ points: this.points.map((p, n) => (n === at ? place : p)) })
  }

  without(handle: number): Design {
    if (handle >= this.rim.length)
      return this.changed({ points: this.points.filter((_, n) => n !== handle - this.rim.length) })
    return this.rim.length > 3 ? this.changed({ rim: this.rim.filter((_, n) => n !== handle) }) : this
  }

  withPointAt(event: PoseEvent, context: ToolContext) {
    const onRim = aimedAt(event, this.curve(), (p) => [p])
    const hit = onRim && context.pick(event)
    if (hit) {
      const gap = gapAt(this.places, true, hit.position) + 1
      const rim = [...this.rim.slice(0, gap), hit, ...this.rim.slice(gap)]
      return { design: this.changed({ rim }), handle: gap }
    }
    const place = this.made.shaped ? this.onSurface(event) : null
    return place && { design: this.changed({ points: [...this.points, place] }), handle: this.handles.length }
  }

  shape(context: ToolContext): DesignShape {
    const curve = this.curve()
    const membrane = this.membrane(this.made.oversize?.(context))
    const { positions, triangles } = membrane
    return {
      line: curve,
      closed: true,
      radius: null,
      surface: { positions: Float32Array.from(positions), triangles },
      label: { place: curve[0]!, lines: this.words(context, curve, membraneArea(membrane)) },
    }
  }

  edit(context: ToolContext): Edit {
    const rests = curveThrough(
      this.rim.map((h) => h.rest),
      true,
    )
    const outline = this.curve().map((p, n) => context.nearest(p, within)?.rest ?? rests[n] ?? p)
    return this.made.edit(
      outline.map(toMm),
      this.points.map((p) => toMm(this.atRest(p))),
      context,
    )
  }

  private changed({
    rim = this.rim,
    points = this.points,
  }: {
    rim?: readonly ToolHit[]
    points?: readonly Vec3[]
  }) {
    return new OutlineDesign(this.made, rim, points)
  }

  private get places(): Vec3[] {
    return this.rim.map((h) => h.position)
  }

  private curve(): Vec3[] {
    return curveThrough(this.places, true)
  }

  private membrane(oversize = 0): Membrane {
    const curve = this.curve()
    const m = harmonicMembrane(evenLoop(curve, pathLength(curve) / 48, 48), 8)
    throughPoints(m, this.points.length || !oversize ? this.points : [this.apex(curve, oversize)])
    return m
  }

  /** The highest place of the bulge, on the side of the wall that was touched. */
  private apex(curve: readonly Vec3[], oversize: number): Vec3 {
    const middle = centroid(curve)
    const radius = curve.reduce((sum, p) => sum + distance(p, middle), 0) / curve.length
    const out = normalize(this.rim.reduce<Vec3>((sum, h) => add(sum, h.normal), [0, 0, 0]))
    return add(middle, scale(out, bulge(radius, oversize)))
  }

  /** Where the ray or the tip is at the surface; null beside it. */
  private onSurface(event: PoseEvent): Vec3 | null {
    const m = this.membrane()
    const inner = Array.from({ length: 1 + (m.rings - 1) * m.around }, (_, v) => vertex(m, v))
    return aimedAt(event, inner, (p) => [p])
  }

  /** A place in the air moves as the tissue at the rim beside it does. */
  private atRest(place: Vec3): Vec3 {
    const beside = this.rim.reduce((best, h) =>
      distance(h.position, place) < distance(best.position, place) ? h : best,
    )
    return subtract(place, subtract(beside.position, beside.rest))
  }

  private words(context: ToolContext, curve: readonly Vec3[], area: number): string[] {
    const round = pathLength([...curve, curve[0]!]) * 1e3
    const { pitch_mm } = context.settings
    const stitches = Math.round(round / pitch_mm)
    const more = this.made.words?.(context)
    return [
      say('{area} mm², {round} mm round', { area: area.toFixed(0), round: round.toFixed(0) }),
      say('{count} stitches at {pitch} mm', { count: stitches, pitch: pitch_mm }),
      ...(more ? [more] : []),
    ]
  }
}

/**
 * How far a patch bulges that is cut wider than the gap, metres: the height h over a chord 2 a of a shallow arc that is
 * longer than it by the fraction ε, arc / chord = 1 + 2/3 (h/a)² + O((h/a)⁴). Before it is sewn: what pressure and
 * stretch make of it, the tissue solver says.
 */
export const bulge = (radius: number, oversize: number): number => radius * Math.sqrt(1.5 * oversize)
