import { cellCentre, type LatticeFrame, sampleField } from '../core/lattice'
import { mm } from '../core/units'
import { add, cross, distance, dot, mix, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { newFeet, spreadFeet } from '../geometry/signed-distance'
import { cellsWhere, meanOf } from '../geometry/slab-section'
import type { Gate, GateName, Landmark, Part, Structure } from '../heart/heart'

/** Thicker than this it is no longer the septum but the heart's rim, metres. */
const thickestSeptum = 22 * mm
const thickestAtrialSeptum = 8 * mm
/**
 * Height of the coronary ostia over the annulus, in its diameters: 14 and 17 mm over one of 25 mm (Cavalcante et al.,
 * Arq. Bras. Cardiol. 81, 2003; Knight et al., Clin. Anat. 22, 2009).
 */
const ostiumHeight = { left: 0.56, right: 0.62 } as const

/**
 * Landmarks that follow from labels and gates: the annuli; the coronary ostia; the oval fossa; the middle of the
 * interventricular septum and its perimembranous place, each as [middle, left side, right side]; and the conduction axis
 * as a line. All but the annuli are estimates from shape alone, and their names say so.
 * @param lumen signed distance to the wall, metres
 */
export function estimateLandmarks(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  gates: readonly Gate[],
  lumen: Float32Array,
): Landmark[] {
  const annuli: Landmark[] = gates.map((g) => ({
    id: `annulus-${g.id}`,
    name: `${title(g.id)} annulus`,
    points: ring(g),
  }))
  annuli.push(...coronaryOstia(frame, lumen, gates), ...ovalFossa(frame, labels, structures))
  const septum = wallBetween(frame, labels, structures, 'LV', 'RV', thickestSeptum)
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

/**
 * The ostia of the coronary arteries, in the two sinuses that face the pulmonary valve: 60° to either side of the
 * direction to it, where the root's wall is at the ostia's usual height. The right one is that nearer to the tricuspid
 * valve.
 */
function coronaryOstia(frame: LatticeFrame, lumen: Float32Array, gates: readonly Gate[]): Landmark[] {
  const gate = (id: GateName) => gates.find((g) => g.id === id)
  const [aortic, pulmonary, tricuspid] = [gate('aortic'), gate('pulmonary'), gate('tricuspid')]
  if (!aortic || !pulmonary || !tricuspid) return []
  const across = subtract(pulmonary.centre, aortic.centre)
  const facing = normalize(subtract(across, scale(aortic.normal, dot(across, aortic.normal))))
  const beside = cross(aortic.normal, facing)
  const rightSide = Math.sign(dot(beside, subtract(tricuspid.centre, aortic.centre))) || 1
  const diameter = 2 * Math.sqrt(aortic.area / Math.PI)
  return (['left', 'right'] as const).flatMap((side) => {
    const turn = (Math.PI / 3) * (side === 'right' ? rightSide : -rightSide)
    const out = add(scale(facing, Math.cos(turn)), scale(beside, Math.sin(turn)))
    const from = add(aortic.centre, scale(aortic.normal, ostiumHeight[side] * diameter))
    const wall = wallAlong(frame, lumen, from, out, diameter)
    const name = `${title(side)} coronary ostium (estimated)`
    return wall ? [{ id: `coronary-ostium-${side}`, name, points: [wall] }] : []
  })
}

/** Where a ray that starts in the lumen meets the wall. */
function wallAlong(
  frame: LatticeFrame,
  lumen: Float32Array,
  from: Vec3,
  along: Vec3,
  farthest: number,
): Vec3 | null {
  if (sampleField(frame, lumen, from) >= 0) return null
  for (let s = 0; s < farthest; s += frame.spacing / 4) {
    const p = add(from, scale(along, s))
    if (sampleField(frame, lumen, p) >= 0) return p
  }
  return null
}

/** The thinnest place of the atrial septum near its middle. */
function ovalFossa(frame: LatticeFrame, labels: Uint8Array, structures: readonly Structure[]): Landmark[] {
  const septum = wallBetween(frame, labels, structures, 'LA', 'RA', thickestAtrialSeptum)
  if (!septum) return []
  const middle = meanOf(septum.middle)
  const cost = (p: Vec3, n: number) => distance(p, middle) + 3 * (septum.thickness[n] as number)
  let best = 0
  septum.middle.forEach((p, n) => {
    if (cost(p, n) < cost(septum.middle[best] as Vec3, best)) best = n
  })
  const points = septum.through(septum.middle[best] as Vec3)
  return [{ id: 'fossa-ovalis', name: 'Oval fossa (estimated)', points }]
}

/** The wall between two chambers: cells of wall as far from one chamber's blood as from the other's. */
function wallBetween(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  one: Part,
  other: Part,
  thickest: number,
) {
  const blood = (part: Part) => structures.find((s) => s.kind === 'blood' && s.part === part)?.id
  const [a, b] = [blood(one), blood(other)]
  if (a === undefined || b === undefined) return null
  const box = boxBetween(frame, labels, a, b, thickest)
  if (!box) return null
  const left = nearestOf(frame, labels, a, box)
  const right = nearestOf(frame, labels, b, box)
  const wall = new Uint8Array(256)
  for (const s of structures) if (s.kind === 'wall') wall[s.id] = 1
  const thickness: number[] = []
  const middle = cellsWhere(box.frame, (o) => {
    const [d, e] = [left.distance[o] as number, right.distance[o] as number]
    if (wall[labels[cellOfBox(frame, box, o)] as number] !== 1) return false
    if (d + e >= thickest || Math.abs(d - e) >= frame.spacing) return false
    thickness.push(d + e)
    return true
  })
  if (middle.length === 0) return null
  const nearest = (p: Vec3) => middle.reduce((best, q) => (distance(q, p) < distance(best, p) ? q : best))
  return { middle, thickness, nearest, through: (p: Vec3): Vec3[] => [p, left.at(p), right.at(p)] }
}

/** A box of a lattice, with the lattice that it is itself. */
interface LatticeBox {
  readonly frame: LatticeFrame
  readonly low: Triple
}

type Triple = [number, number, number]

/** Where wall up to this thick can lie between two labels, with the cells of both that are nearest to it. */
function boxBetween(
  frame: LatticeFrame,
  labels: Uint8Array,
  a: number,
  b: number,
  thickest: number,
): LatticeBox | null {
  const reach = Math.ceil(thickest / frame.spacing) + 2
  const [p, q] = [boundsOf(frame, labels, a), boundsOf(frame, labels, b)]
  const low = p.low.map((l, n) => Math.max(0, Math.max(l, q.low[n] as number) - 2 * reach)) as Triple
  const high = p.high.map((h, n) =>
    Math.min((frame.size[n] as number) - 1, Math.min(h, q.high[n] as number) + 2 * reach),
  )
  const size = low.map((l, n) => (high[n] as number) - l + 1) as Triple
  if (Math.min(...size) < 1) return null
  return { frame: { ...frame, size, origin: cellCentre(frame, ...low) }, low }
}

function boundsOf(frame: LatticeFrame, labels: Uint8Array, id: number): { low: Triple; high: Triple } {
  const [nx, ny, nz] = frame.size
  const low: Triple = [nx, ny, nz]
  const high: Triple = [-1, -1, -1]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (labels[o] !== id) continue
        if (i < low[0]) low[0] = i
        if (i > high[0]) high[0] = i
        if (j < low[1]) low[1] = j
        if (j > high[1]) high[1] = j
        if (k < low[2]) low[2] = k
        if (k > high[2]) high[2] = k
      }
  return { low, high }
}

function cellOfBox(frame: LatticeFrame, { frame: { size }, low }: LatticeBox, o: number): number {
  const i = (o % size[0]) + low[0]
  const j = (Math.floor(o / size[0]) % size[1]) + low[1]
  return i + frame.size[0] * (j + frame.size[1] * (Math.floor(o / (size[0] * size[1])) + low[2]))
}

/** Distance of every cell of a box to the nearest cell of a label, and that cell. */
function nearestOf(whole: LatticeFrame, labels: Uint8Array, id: number, box: LatticeBox) {
  const { frame, low } = box
  const feet = newFeet(frame)
  const [nx, ny, nz] = frame.size
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = low[0] + whole.size[0] * (low[1] + j + whole.size[1] * (low[2] + k))
      for (let i = 0; i < nx; i++, o++) {
        if (labels[row + i] !== id) continue
        feet[3 * o] = i
        feet[3 * o + 1] = j
        feet[3 * o + 2] = k
      }
    }
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
