import { mm } from '../../core/units'
import { distance, scale, subtract, type Vec3 } from '../../core/vec3'
import { neighbourSteps } from '../../geometry/close-walls'
import { contactCells } from '../../geometry/find-gates'
import {
  type FoundEnds,
  farthestCells,
  findVesselEnds,
  openMouths,
  rootCells,
  type VesselEnd,
} from '../../geometry/find-vessel-ends'
import { labelComponents } from '../../geometry/label-components'
import { cellsWhere, meanOf, principalAxes, slabSection } from '../../geometry/slab-section'
import { cutBeyond, extrudeStub } from '../../geometry/vessel-stubs'
import type { GateName, Part, Structure } from '../../heart/heart'
import { addStructure, atMm, type LabelWork, labelsWhere, lumenOf, structureOf } from './label-work'

/** Length of the vessel that is added beyond an arterial valve and beyond a vein's mouth, adult, metres. */
const arteryLength = 20 * mm
const veinLength = 6 * mm
/** A vessel shorter than this part of its radius is a stub that has to be carried on before it can end. */
const leastLength = 0.8
/** Smaller twigs of a vessel are closed off, adult, metres. */
const twigs = { length: 6 * mm, radius: 1.6 * mm }
/** A second piece of a vessel smaller than this is a flaw of the map, adult, m³. */
const leastPiece = 0.3e-6
/** How far a vessel's first cells may be from its chamber, adult, metres. */
const farthestRoot = 12 * mm

/** Where each vessel comes from or goes to in the heart. */
const springsFrom: Readonly<Partial<Record<Part, { parts: readonly Part[]; gate?: GateName }>>> = {
  aorta: { parts: ['LV', 'RV'], gate: 'aortic' },
  'pulmonary-artery': { parts: ['RV', 'LV'], gate: 'pulmonary' },
  SVC: { parts: ['RA', 'LA', 'pulmonary-artery'] },
  IVC: { parts: ['RA', 'LA', 'pulmonary-artery'] },
  'pulmonary-vein': { parts: ['LA', 'RA'] },
  vessel: { parts: [] },
}

/**
 * The ends of every vessel: those given; where the map's border, a flat cut or a blind end is; and short stubs are
 * carried on. An arterial valve at which the map ends gets a vessel, so that blood can leave the ventricle.
 */
export function openEnds(work: LabelWork): void {
  addArteries(work)
  const added = new Set(work.ends.map((e) => e.structure))
  const given = new Set(work.options.ends?.map((e) => e.part))
  let carried = 0
  for (const s of work.structures.filter((t) => t.kind === 'blood' && springsFrom[t.part])) {
    if (added.has(s.id) || given.has(s.part)) continue
    carried += endsOf(work, s)
  }
  cutGivenEnds(work)
  if (carried > 0)
    work.warnings.push(
      `${carried} ${carried === 1 ? 'vessel was' : 'vessels were'} carried on by ${((veinLength * work.scale) / mm).toFixed(0)} mm and ${carried === 1 ? 'ends in a flat disc' : 'end in flat discs'}.`,
    )
}

function addArteries(work: LabelWork): void {
  for (const [gate, part, name] of [
    ['aortic', 'aorta', 'Aorta'],
    ['pulmonary', 'pulmonary-artery', 'Pulmonary artery'],
  ] as const) {
    const slab = work.slabs.get(gate)
    const ventricle = lumenOf(work, part === 'aorta' ? 'LV' : 'RV')
    if (slab === undefined || !ventricle || lumenOf(work, part)) continue
    const length = arteryLength * work.scale
    carryOn(work, cellsOf(work, slab), slab, ventricle.id, length, addStructure(work, name, 'blood', part))
    work.warnings.push(
      `The map ends at the ${gate} valve: ${(length / mm).toFixed(0)} mm of ${name.toLowerCase()} were added from the valve on.`,
    )
  }
}

const cellsOf = (work: LabelWork, id: number) => cellsWhere(work.frame, (o) => work.labels[o] === id)

/** Carries a stub on away from its chamber and remembers its end. */
function carryOn(
  work: LabelWork,
  points: readonly Vec3[],
  slab: number,
  chamber: number,
  length: number,
  as: number,
): void {
  const contact = contactCells(work.frame, work.labels, slab, chamber)
  const inward = meanOf(contact.length > 0 ? contact : cellsOf(work, chamber))
  const away = subtract(scale(meanOf(points), 2), inward)
  work.ends.push(extrudeStub(work.frame, work.labels, slabSection(work.frame, points, away), length, as))
}

/** Whether a piece that no face joins to its structure is joined to it by an edge or a corner. */
function hangsOn({ frame, labels }: LabelWork, id: number, piece: readonly number[]): boolean {
  const own = new Set(piece)
  const steps = neighbourSteps(frame, 3)
  return piece.some((o) => steps.some((s) => labels[o + s] === id && !own.has(o + s)))
}

/** Finds the ends of a vessel, piece by piece; returns how many stubs were carried on. */
function endsOf(work: LabelWork, s: Structure): number {
  const pieces = labelComponents(work.frame, work.labels, s.id)
  const cell = work.frame.spacing ** 3
  const least = leastPiece * work.scale ** 3
  let carried = 0
  const loose: number[] = []
  for (const [n, piece] of pieces.entries()) {
    if (n > 0 && piece.length * cell < least && !hangsOn(work, s.id, piece)) {
      for (const o of piece) work.labels[o] = 0
      loose.push(piece.length)
      continue
    }
    if (n === 0 || piece.length * cell >= least) carried += endsOfPiece(work, s, piece)
  }
  if (loose.length > 0)
    work.warnings.push(
      `${loose.length === 1 ? 'A loose piece' : `${loose.length} loose pieces`} of “${s.name}” of ${loose.join(', ')} cells ${loose.length === 1 ? 'was' : 'were'} left out.`,
    )
  return carried
}

function endsOfPiece(work: LabelWork, s: Structure, piece: readonly number[]): number {
  const { frame, labels } = work
  const spring = springsFrom[s.part] as { parts: readonly Part[]; gate?: GateName }
  const slab = spring.gate && work.slabs.get(spring.gate)
  const upstream = labelsWhere(
    work,
    (t) => t.id !== s.id && ((t.kind === 'blood' && spring.parts.includes(t.part)) || t.id === slab),
  )
  const own = rootCells(frame, labels, piece, upstream)
  const touching = own.length > 0 ? own : sewnTo(work, s, piece)
  const chamber =
    structureTouched(work, own, upstream) ?? spring.parts.map((p) => lumenOf(work, p)).find((t) => t)
  const roots = touching.length > 0 ? touching : nearestRoots(work, s, piece, chamber)
  if (!roots) return 0
  const found = search(work, s, piece, roots)
  const isStub = isSlab(work, piece, found.length)
  const short = own.length > 0 && (isStub || found.length < leastLength * found.radius)
  const mouths = isStub
    ? []
    : openMouths(
        frame,
        labels,
        piece,
        labelsWhere(work, (t) => t.kind === 'wall'),
      )
  const atBorder = found.ends.filter((e) => e.kind === 'border')
  const away = (e: VesselEnd) => mouths.every((m) => distance(m.centre, e.centre) > e.radius)
  // In a map with walls an end is where the wall is open; in one of lumens only, where the lumen stops.
  const ends = mouths.length > 0 || short ? [...mouths, ...atBorder.filter(away)] : found.ends
  if (short && ends.length === 0 && chamber) {
    const points = cellsWhere(frame, (o) => labels[o] === s.id)
    const length =
      (s.part === 'aorta' || s.part === 'pulmonary-artery' ? arteryLength : veinLength) * work.scale
    carryOn(work, points, s.id, chamber.id, length, s.id)
    return 1
  }
  for (const p of found.grazes)
    work.warnings.push(
      `“${s.name}” runs along the border of the map at ${atMm(p)}: it was closed with wall there.`,
    )
  for (const end of ends) takeEnd(work, s, end)
  return 0
}

/** A disc rather than a tube: a vessel's mouth that is only capped (no longer than about its radius). */
function isSlab(work: LabelWork, piece: readonly number[], way: number): boolean {
  const points = piece.map((o) => pointOf(work, o))
  const [thin, middle, long] = principalAxes(points, meanOf(points)).map((a) => a.variance) as [
    number,
    number,
    number,
  ]
  // Variance is t²/12 across a slab of thickness t, r²/4 along it.
  return thin < 0.4 * middle && way < 3 * Math.sqrt(long)
}

function search(
  work: LabelWork,
  s: Structure,
  piece: readonly number[],
  roots: readonly number[],
): FoundEnds {
  const limits = { length: twigs.length * work.scale, radius: twigs.radius * work.scale }
  const others = labelsWhere(work, (t) => t.kind !== 'wall' && t.id !== s.id)
  const find = (from: readonly number[]) =>
    findVesselEnds(work.frame, work.labels, piece, from, others, work.borderAt, limits)
  const first = find(roots)
  const isLoose = !springsInHeart(work, s)
  if (!isLoose || first.ends.length === 0) return first
  // A vessel alone ends where the search began as well: seen from its other end.
  const [far] = [...first.ends].sort(
    (a, b) => distance(b.centre, atCell(work, roots)) - distance(a.centre, atCell(work, roots)),
  )
  const back = find([nearestCell(work, piece, (far as VesselEnd).centre)])
  const start = back.ends.filter((e) =>
    first.ends.every((f) => distance(e.centre, f.centre) > e.radius + f.radius),
  )
  return { ...first, ends: [...start, ...first.ends] }
}

const springsInHeart = (work: LabelWork, s: Structure) =>
  (springsFrom[s.part]?.parts ?? []).some((p) => lumenOf(work, p))

const atCell = (work: LabelWork, cells: readonly number[]): Vec3 => pointOf(work, cells[0] as number)

function pointOf({ frame }: LabelWork, cell: number): Vec3 {
  const [nx, ny] = frame.size
  const h = frame.spacing
  return [
    frame.origin[0] + (cell % nx) * h,
    frame.origin[1] + (Math.floor(cell / nx) % ny) * h,
    frame.origin[2] + Math.floor(cell / (nx * ny)) * h,
  ]
}

function nearestCell(work: LabelWork, piece: readonly number[], p: Vec3): number {
  let best = piece[0] as number
  let least = Number.POSITIVE_INFINITY
  for (const cell of piece) {
    const d = distance(pointOf(work, cell), p)
    if (d >= least) continue
    least = d
    best = cell
  }
  return best
}

/**
 * Roots of a vessel on no chamber: at the vessel that it shares most with, as after a Glenn or a Fontan. None in a map
 * without ventricles, where vessels that touch only lie beside each other.
 */
function sewnTo(work: LabelWork, s: Structure, piece: readonly number[]): number[] {
  if (!lumenOf(work, 'LV') && !lumenOf(work, 'RV')) return []
  const others = labelsWhere(work, (t) => t.id !== s.id && t.kind === 'blood')
  const mate = structureTouched(work, rootCells(work.frame, work.labels, piece, others), others)
  return mate
    ? rootCells(
        work.frame,
        work.labels,
        piece,
        labelsWhere(work, (t) => t === mate),
      )
    : []
}

/** The upstream structure that most root cells touch. */
function structureTouched(
  work: LabelWork,
  roots: readonly number[],
  upstream: Uint8Array,
): Structure | undefined {
  const { frame, labels } = work
  const [nx, ny] = frame.size
  const votes = new Uint32Array(256)
  for (const o of roots)
    for (const d of [1, -1, nx, -nx, nx * ny, -nx * ny]) {
      const label = labels[o + d] as number
      if (upstream[label] === 1) votes[label] = (votes[label] as number) + 1
    }
  let best = 0
  for (let id = 1; id < 256; id++) if ((votes[id] as number) > (votes[best] as number)) best = id
  return best > 0 ? structureOf(work, best) : undefined
}

/** Roots of a piece that touches no chamber: its cells nearest to one; at an end of it where there is no chamber. */
function nearestRoots(
  work: LabelWork,
  s: Structure,
  piece: readonly number[],
  chamber: Structure | undefined,
): readonly number[] | null {
  if (!chamber) return farthestCells(work.frame, piece)
  const target = surfaceSample(work, cellIndices(work, chamber.id), chamber.id)
  const own = surfaceSample(work, piece, s.id)
  let least = Number.POSITIVE_INFINITY
  let to: Vec3 = [0, 0, 0]
  for (const p of own)
    for (const q of target) {
      const d = distance(p, q)
      if (d >= least) continue
      least = d
      to = q
    }
  if (least > farthestRoot * work.scale)
    work.warnings.push(
      `“${s.name}” at ${atMm(to)} is ${(least / mm).toFixed(0)} mm away from “${chamber.name}”: they are not joined.`,
    )
  return piece.filter((o) => distance(pointOf(work, o), to) < least + 3 * work.frame.spacing)
}

function cellIndices({ labels }: LabelWork, id: number): number[] {
  const out: number[] = []
  for (let o = 0; o < labels.length; o++) if (labels[o] === id) out.push(o)
  return out
}

/** At most 1,500 of the cells at the surface of a structure. */
function surfaceSample(work: LabelWork, cells: readonly number[], id: number): Vec3[] {
  const { frame, labels } = work
  const [nx, ny] = frame.size
  const surface = cells.filter((o) => [1, -1, nx, -nx, nx * ny, -nx * ny].some((d) => labels[o + d] !== id))
  const every = Math.max(1, Math.floor(surface.length / 1500))
  return surface.filter((_, n) => n % every === 0).map((o) => pointOf(work, o))
}

/** Cuts the vessel at its end and opens the way out of it. */
function takeEnd(work: LabelWork, s: Structure, end: VesselEnd): void {
  const stub = { structure: s.id, end: end.centre, normal: end.normal, radius: end.radius }
  for (const cell of end.beyond) if (cell >= 0 && work.labels[cell] === s.id) work.labels[cell] = 0
  if (end.kind === 'blind')
    work.warnings.push(
      `“${s.name}” ends blindly at ${atMm(end.centre)}: ${end.beyond.length} cells beyond its last full section were cut off and it was opened there.`,
    )
  clearWall(work, s, stub.end, stub.normal, stub.radius)
  work.ends.push(stub)
}

/** Takes the vessel's own wall away from before its end. */
function clearWall(work: LabelWork, s: Structure, centre: Vec3, normal: Vec3, radius: number): void {
  const own = labelsWhere(work, (t) => t.kind === 'wall' && (t.part === s.part || t.part === 'none'))
  cutBeyond(work.frame, work.labels, { centre, normal, radius: radius + 2.5 * mm }, 8 * mm * work.scale, own)
}

/** Discs given by hand: what lies beyond them in the vessel goes. */
function cutGivenEnds(work: LabelWork): void {
  for (const end of work.options.ends ?? []) {
    const size = Math.hypot(...end.normal)
    const normal = scale(end.normal, 1 / size)
    const structure = structureAtDisc(work, end.part, end.centre, end.radius)
    if (structure === undefined) {
      work.warnings.push(
        `The end given for ${end.part} at ${atMm(end.centre)} lies in no ${end.part}: no port there.`,
      )
      continue
    }
    const s = structureOf(work, structure) as Structure
    const disc = { centre: end.centre, normal, radius: end.radius }
    const removed = removeBeyond(work, s, disc)
    if (removed === null)
      work.warnings.push(
        `The end given at ${atMm(end.centre)} does not cut “${s.name}” off: its disc of ${(end.radius / mm).toFixed(1)} mm is too small or lies askew.`,
      )
    clearWall(work, s, disc.centre, disc.normal, disc.radius)
    work.ends.push({
      structure,
      end: disc.centre,
      normal,
      radius: end.radius,
      ...(end.name ? { name: end.name } : {}),
    })
  }
}

/** The blood structure of a part with the most cells near the disc. */
function structureAtDisc(work: LabelWork, part: Part, centre: Vec3, radius: number): number | undefined {
  const own = labelsWhere(work, (s) => s.kind === 'blood' && s.part === part)
  const votes = new Uint32Array(256)
  const reach = Math.max(radius, 2 * work.frame.spacing)
  const { labels } = work
  for (let o = 0; o < labels.length; o++) {
    const label = labels[o] as number
    if (own[label] === 1 && distance(pointOf(work, o), centre) < reach)
      votes[label] = (votes[label] as number) + 1
  }
  let best = 0
  for (let id = 1; id < 256; id++) if ((votes[id] as number) > (votes[best] as number)) best = id
  return best > 0 ? best : undefined
}

/**
 * Takes away the cells of a structure that can be reached from just beyond a disc without crossing it; null, and takes
 * nothing, where that reaches back to the near side of the disc.
 */
function removeBeyond(
  work: LabelWork,
  s: Structure,
  disc: { centre: Vec3; normal: Vec3; radius: number },
): number | null {
  const { frame, labels } = work
  const [nx, ny] = frame.size
  const h = frame.spacing
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny]
  const place = (o: number) => {
    const d = subtract(pointOf(work, o), disc.centre)
    const height = d[0] * disc.normal[0] + d[1] * disc.normal[1] + d[2] * disc.normal[2]
    return { height, lateral: Math.sqrt(Math.max(0, d[0] ** 2 + d[1] ** 2 + d[2] ** 2 - height * height)) }
  }
  const cells = cellIndices(work, s.id)
  const seen = new Set<number>()
  for (const o of cells) {
    const { height, lateral } = place(o)
    if (height > 0 && height <= 1.5 * h && lateral <= disc.radius) seen.add(o)
  }
  const stack = [...seen]
  while (stack.length > 0) {
    const o = stack.pop() as number
    for (const d of steps) {
      const next = o + d
      if (labels[next] !== s.id || seen.has(next)) continue
      const { height, lateral } = place(next)
      if (height <= 0 && height > -2 * h && lateral <= disc.radius + 2 * h) continue
      if (height <= -2 * h && height > -6 * h && lateral <= disc.radius) return null
      seen.add(next)
      stack.push(next)
    }
  }
  if (seen.size > 0.8 * cells.length) return null
  for (const o of seen) labels[o] = 0
  return seen.size
}
