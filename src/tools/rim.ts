import { add, cross, distance, dot, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { fromMm } from './path'
import type { TissuePicker } from './tissue-picker'
import type { ToolHit } from './tool'
import { wallThickness } from './wall'

/** A hole through a wall, at rest: metres. */
interface Hole {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** The patch is sewn to sound tissue this far from the opening's edge, metres. */
const margin = 2.5e-3
/** A tap this far from the edge still means the hole, metres. */
const within = 4e-3
const corners = 24

/**
 * The rim of the hole nearest to a place on the tissue: a ring on sound tissue 2.5 mm outside of its edge, on the
 * side of the wall that was touched. Null where no hole is near, or where half of the ring finds no tissue.
 * Holes are the lesions of the plan and the heart's own defects (landmarks whose id ends with `-rim`).
 */
export function findRim(
  picker: TissuePicker,
  heart: Heart,
  edits: readonly Edit[],
  hit: ToolHit,
): ToolHit[] | null {
  const hole = holeAt([...lesionHoles(edits), ...ownDefects(heart)], hit)
  if (!hole) return null
  const side = Math.sign(dot(subtract(hit.rest, hole.centre), hole.normal)) || 1
  const lift = scale(hole.normal, side * (wallThickness(heart, hit.rest, hit.restNormal) / 2))
  const shift = subtract(hit.position, hit.rest)
  const ring = Array.from({ length: corners }, (_, i) => {
    const place = add(add(add(hole.centre, onRing(hole, i)), lift), shift)
    return picker.nearest(place, 6e-3)
  }).filter((h) => h !== null)
  return ring.length > corners / 2 ? ring : null
}

function holeAt(holes: readonly Hole[], hit: ToolHit): Hole | null {
  const away = (h: Hole) => distance(h.centre, hit.rest) - h.radius
  const [nearest] = holes.filter((h) => away(h) < margin + within).sort((a, b) => away(a) - away(b))
  return nearest ?? null
}

function onRing({ normal, radius }: Hole, i: number): Vec3 {
  const [u, v] = tangents(normal)
  const angle = (2 * Math.PI * i) / corners
  const r = radius + margin
  return add(scale(u, r * Math.cos(angle)), scale(v, r * Math.sin(angle)))
}

const lesionHoles = (edits: readonly Edit[]): Hole[] =>
  edits.flatMap((e) =>
    e.kind === 'lesion' && e.type === 'hole' && e.normal
      ? [{ centre: fromMm(e.centre_mm), normal: normalize(e.normal), radius: (e.diameter_mm / 2) * 1e-3 }]
      : [],
  )

/** A defect's landmark is a ring of points on its edge. */
const ownDefects = (heart: Heart): Hole[] =>
  heart.landmarks.flatMap((l) => (l.id.endsWith('-rim') && l.points.length >= 3 ? [ring(l.points)] : []))

function ring(points: readonly Vec3[]): Hole {
  const centre = scale(points.reduce<Vec3>(add, [0, 0, 0]), 1 / points.length)
  const arms = points.map((p) => subtract(p, centre))
  const normal = normalize(
    arms.reduce<Vec3>((sum, arm, i) => add(sum, cross(arm, arms[(i + 1) % arms.length]!)), [0, 0, 0]),
  )
  return { centre, normal, radius: Math.max(...points.map((p) => distance(p, centre))) }
}
