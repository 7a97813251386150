import type { LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import { add, distance, dot, mix, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { newFeet, spreadFeet } from '../geometry/signed-distance'
import { cellsWhere, meanOf } from '../geometry/slab-section'
import type { Gate, GateName, Landmark, Part, Structure } from '../heart/heart'

/** Thicker than this it is no longer the septum but the heart's rim, metres. */
const thickestSeptum = 22 * mm

/**
 * Landmarks that follow from labels and gates: the annuli; the middle of the interventricular septum and its
 * perimembranous place, each as [middle, left-ventricular side, right-ventricular side]; and the conduction axis as a
 * line. The last three are estimates from shape alone, and their names say so.
 */
export function estimateLandmarks(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  gates: readonly Gate[],
): Landmark[] {
  const annuli = gates.map((g) => ({
    id: `annulus-${g.id}`,
    name: `${title(g.id)} annulus`,
    points: ring(g),
  }))
  const septum = septumOf(frame, labels, structures)
  if (!septum) return annuli
  const gate = (id: GateName) => gates.find((g) => g.id === id)
  const aortic = gate('aortic')
  const centre = septum.nearest(meanOf(septum.middle))
  const marks: Landmark[] = [
    ...annuli,
    {
      id: 'septum-centre',
      name: 'Middle of the ventricular septum (estimated)',
      points: septum.through(centre),
    },
  ]
  if (!aortic) return marks
  const below = septum.middle.filter((p) => dot(subtract(p, aortic.centre), aortic.normal) < -2 * mm)
  const tricuspid = gate('tricuspid')
  const cost = (p: Vec3) => distance(p, aortic.centre) + (tricuspid ? 0.5 * distance(p, tricuspid.centre) : 0)
  const membranous = below.reduce<Vec3 | null>((best, p) => (!best || cost(p) < cost(best) ? p : best), null)
  if (!membranous) return marks
  marks.push({
    id: 'perimembranous',
    name: 'Perimembranous septum below the aortic valve (estimated)',
    points: septum.through(membranous),
  })
  const mitral = gate('mitral')
  if (tricuspid && mitral)
    marks.push({
      id: 'conduction-axis',
      name: 'Conduction axis from the crux to below the aortic valve (estimated)',
      points: conductionAxis(ring(tricuspid), mitral.centre, membranous, centre, septum.nearest),
    })
  return marks
}

const title = (id: string) => `${id[0]?.toUpperCase()}${id.slice(1)}`

/** The annulus as a circle of the gate's area. */
function ring(gate: Gate): Vec3[] {
  const [u, v] = tangents(gate.normal)
  const r = Math.sqrt(gate.area / Math.PI)
  return Array.from({ length: 32 }, (_, n) => {
    const t = (2 * Math.PI * n) / 32
    return add(gate.centre, add(scale(u, r * Math.cos(t)), scale(v, r * Math.sin(t))))
  })
}

/**
 * From the septal side of the tricuspid annulus (nearest to the mitral valve: the apex of Koch's triangle lies
 * there), along the crest of the septum to the perimembranous place, then 10 mm down the middle of the septum, where
 * the left bundle fans out.
 */
function conductionAxis(
  annulus: readonly Vec3[],
  mitral: Vec3,
  membranous: Vec3,
  septumCentre: Vec3,
  onSeptum: (p: Vec3) => Vec3,
): Vec3[] {
  const start = annulus.reduce((best, p) => (distance(p, mitral) < distance(best, mitral) ? p : best))
  const down = scale(normalize(subtract(septumCentre, membranous)), 10 * mm)
  const crest = [0.25, 0.5, 0.75].map((t) => mix(start, membranous, t))
  return [
    start,
    ...crest,
    membranous,
    onSeptum(add(membranous, scale(down, 0.5))),
    onSeptum(add(membranous, down)),
  ]
}

/** The wall between the ventricles: cells of wall as far from one ventricle's blood as from the other's. */
function septumOf(frame: LatticeFrame, labels: Uint8Array, structures: readonly Structure[]) {
  const blood = (part: Part) => structures.find((s) => s.kind === 'blood' && s.part === part)?.id
  const [lv, rv] = [blood('LV'), blood('RV')]
  if (lv === undefined || rv === undefined) return null
  const left = nearestOf(frame, labels, lv)
  const right = nearestOf(frame, labels, rv)
  const wall = new Set(structures.filter((s) => s.kind === 'wall').map((s) => s.id))
  const middle = cellsWhere(frame, (o) => {
    const [a, b] = [left.distance[o] as number, right.distance[o] as number]
    return wall.has(labels[o] as number) && a + b < thickestSeptum && Math.abs(a - b) < frame.spacing
  })
  if (middle.length === 0) return null
  const nearest = (p: Vec3) => middle.reduce((best, q) => (distance(q, p) < distance(best, p) ? q : best))
  return { middle, nearest, through: (p: Vec3): Vec3[] => [p, left.at(p), right.at(p)] }
}

/** Distance of every cell to the nearest cell of a label, and that cell. */
function nearestOf(frame: LatticeFrame, labels: Uint8Array, id: number) {
  const feet = newFeet(frame)
  const [nx, ny] = frame.size
  labels.forEach((v, o) => {
    if (v !== id) return
    feet[3 * o] = o % nx
    feet[3 * o + 1] = Math.floor(o / nx) % ny
    feet[3 * o + 2] = Math.floor(o / (nx * ny))
  })
  const distances = spreadFeet(frame, feet)
  const at = (p: Vec3): Vec3 => {
    const [i, j, k] = p.map((x, a) => Math.round((x - (frame.origin[a] as number)) / frame.spacing)) as [
      number,
      number,
      number,
    ]
    const o = 3 * (i + nx * (j + ny * k))
    return [0, 1, 2].map(
      (a) => (frame.origin[a] as number) + frame.spacing * (feet[o + a] as number),
    ) as unknown as Vec3
  }
  return { distance: distances, at }
}
