import { cellIndex, sampleField, toLattice } from '../core/lattice'
import { mm } from '../core/units'
import { add, cross, distance, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { MouthGround } from '../geometry/conduit-mouth'
import { type ConduitTube, conduitTube } from '../geometry/conduit-tube'
import { conduitEnds } from '../geometry/name-conduit'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { carveHeart } from './carve'

/** Between a conduit's nodes, metres. */
const step = 2 * mm
/** Cells outside of its wall where another chamber's blood is looked for. */
const beside = 1.5

/** A conduit as it is sewn in. */
interface ConduitWall extends ConduitTube {
  readonly edit: string
  /** Of each triangle: front | back << 8, the blood outside of it and in it, 0 outside of the heart. */
  readonly sides: Uint32Array
  /** Is a place of a rim one where wall is left to sew it to? */
  readonly isOnWall: (place: Vec3) => boolean
}

/**
 * A conduit as a sheet for the tissue, its rims in the walls that it opens into: in each half of it the blood of what that
 * end was put into, outside what lies there. Null where an end opens no wall, or takes so much of it away that nothing is
 * left to sew it to; but next to where the heart's model ends the rim is held there, as the vessel's own end is.
 */
export function conduitWall(
  edit: EditOf<'conduit'>,
  heart: Heart,
  trace: ResolvedDomain['trace'],
): ConduitWall | null {
  const radius = (edit.diameter_mm * mm) / 2
  const path = edit.path_mm.map((p) => scale(p, mm))
  const tube = conduitTube(path, radius, groundOf(edit, heart, trace), step)
  if (!tube) return null
  const loose = [...tube.loose].flatMap((is, v) => (is ? [vertex(tube, v)] : []))
  const isAtEnd = (p: Vec3): boolean =>
    heart.ports.some(({ centre, radius: own }) => distance(centre, p) < own + 2 * radius)
  if (!loose.every(isAtEnd)) return null
  const isOnWall = (place: Vec3): boolean => loose.every((p) => distance(p, place) > 1.25 * step)
  return { edit: edit.id, ...tube, sides: sidesOf(edit, heart, tube), isOnWall }
}

/** What the conduit is put into: the heart as it was changed before, and after it. */
function groundOf(
  edit: EditOf<'conduit'>,
  heart: Heart,
  { shapes, edits }: ResolvedDomain['trace'],
): MouthGround {
  const { frame } = heart
  const own = shapes.findIndex((s) => s.edit === edit.id)
  const [before, after] = [own, own + 1].map((n) => carveHeart(heart, { edits, shapes: shapes.slice(0, n) }))
  const bore = shapes[own]!
  return {
    lumen: (p) => sampleField(frame, before!.lumen, p),
    wall: (p) => sampleField(frame, before!.tissue, p),
    tissue: (p) => sampleField(frame, after!.tissue, p),
    bore: (p) => bore.apply(p, Number.POSITIVE_INFINITY),
  }
}

const vertex = ({ positions }: ConduitTube, v: number): Vec3 => [
  positions[3 * v]!,
  positions[3 * v + 1]!,
  positions[3 * v + 2]!,
]

function sidesOf(edit: EditOf<'conduit'>, heart: Heart, tube: ConduitTube): Uint32Array {
  const isBlood = new Set(heart.structures.flatMap((s) => (s.kind === 'blood' ? [s.id] : [])))
  const blood = heart.labels.map((label) => (isBlood.has(label) ? label : 0))
  const ends = conduitEnds(heart.frame, blood, edit)
  return Uint32Array.from(tube.along, (s, t) => outside(heart, blood, tube, t) | (ends[s < 0.5 ? 0 : 1] << 8))
}

/** The blood that lies outside of a triangle, 0: none. */
function outside({ frame }: Heart, blood: Uint8Array, tube: ConduitTube, t: number): number {
  const [a, b, c] = [0, 1, 2].map((k) => vertex(tube, tube.triangles[3 * t + k]!)) as [Vec3, Vec3, Vec3]
  const normal = normalize(cross(subtract(b, a), subtract(c, a)))
  const p = add(scale(add(a, add(b, c)), 1 / 3), scale(normal, beside * frame.spacing))
  const [i, j, k] = toLattice(frame, p).map(Math.round) as [number, number, number]
  const isInside = [i, j, k].every((v, d) => v >= 0 && v < frame.size[d]!)
  return isInside ? blood[cellIndex(frame, i, j, k)]! : 0
}
