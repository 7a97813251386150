import { cellCount, sampleField } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart, Part } from '../heart/heart'
import type { BloodDomain, FaceSet, Opening } from './blood-domain'
import { FlowGraph } from './openings-cut'
import { alike, planeSection, refineSection, type Section, sphereDirections } from './openings-plane'
import { faceKey, strides } from './resolve-anatomy-flood'
import { forBox } from './resolve-anatomy-ports'

export interface SectionOptions {
  /** How far from the meeting of the two sides the cut is looked for, metres. */
  readonly reach?: number
}

interface Face {
  readonly axis: number
  readonly cell: number
  /** +1 where the lower cell is on the `from` side. */
  readonly sign: number
}

/**
 * The narrowest section between two sets of structures over open links, valves closed: what a surgeon calls the hole.
 *
 * Where it is, is a minimum cut of the lattice round the place where the two sets meet, each link with its open area
 * for capacity. Its area is not the capacity: faces overestimate an oblique section by up to √3. Open fractions of a
 * plane cut of the lattice, Σ A dx² |n_axis|, are free of that, so the cut's plane is turned and shifted until the
 * section by rays to the wall is smallest. Where a sheet passes near, the section is its gap: the area vector of the
 * cut's free faces, plus the areas of its leaks.
 *
 * Several holes between the same two count as one: their areas add; centre and normal are those of the largest.
 * Rough below six cells across.
 *
 * @returns null when nothing joins the two
 */
export function narrowestSection(
  domain: BloodDomain,
  fromStructures: readonly number[],
  toStructures: readonly number[],
  options: SectionOptions = {},
): Opening | null {
  const side = new Uint8Array(256)
  for (const id of fromStructures) side[id] = 1
  for (const id of toStructures) side[id] = 2
  const openings = openingsBetween(domain, side, meetings(domain, side).get(pairKey(1, 2)) ?? [], options)
  return merged(openings)
}

/**
 * Every opening between two parts of the heart that should be apart: all pairs but those that a gate joins and a
 * vessel with its own chamber. Bleeding is listed with `to` 0, no faces and no normal.
 */
export function allOpenings(domain: BloodDomain, heart: Heart): Opening[] {
  const side = new Uint8Array(256)
  for (const s of heart.structures) side[s.id] = s.kind === 'wall' ? 0 : 1 + order.indexOf(s.part)
  const out: Opening[] = []
  for (const [key, faces] of meetings(domain, side)) {
    const [one, two] = [Math.floor(key / 256), key % 256]
    if (belong(order[one - 1] as Part, order[two - 1] as Part)) continue
    const sides = side.map((s) => (s === one ? 1 : s === two ? 2 : 0))
    const opening = merged(openingsBetween(domain, sides, faces, {}))
    if (opening) out.push(opening)
  }
  for (const leak of domain.leaks) out.push(bleeding(domain, leak))
  return out.sort((a, b) => b.area - a.area)
}

/** From high pressure to low: an opening leads from the part that comes first. */
const order: readonly Part[] = [
  'LV',
  'aorta',
  'RV',
  'pulmonary-artery',
  'LA',
  'pulmonary-vein',
  'RA',
  'SVC',
  'IVC',
  'vessel',
  'none',
]

const joined: readonly (readonly [Part, Part])[] = [
  ['LV', 'aorta'],
  ['RV', 'pulmonary-artery'],
  ['LA', 'pulmonary-vein'],
  ['RA', 'SVC'],
  ['RA', 'IVC'],
  ['SVC', 'IVC'],
]
const belong = (a: Part, b: Part): boolean =>
  a === 'none' ||
  b === 'none' ||
  a === 'vessel' ||
  b === 'vessel' ||
  joined.some((p) => p.includes(a) && p.includes(b))

const pairKey = (a: number, b: number) => Math.min(a, b) * 256 + Math.max(a, b)

/** Open faces, no gate's, between cells of different sides, by pair of sides; `sign` +1 from the lower side. */
function meetings(domain: BloodDomain, side: Uint8Array): Map<number, Face[]> {
  const { frame, structure, open } = domain
  const gates = gateFaces(domain)
  const step = strides(frame)
  const out = new Map<number, Face[]>()
  const [ox, oy, oz] = open
  for (let n = 0; n < structure.length; n++) {
    const here = side[structure[n] as number] as number
    if (!here) continue
    for (let axis = 0; axis < 3; axis++) {
      const other = side[structure[n + (step[axis] as number)] as number]
      if (!other || other === here) continue
      const fraction = (axis === 0 ? ox : axis === 1 ? oy : oz)[n] as number
      if (!fraction || gates.has(faceKey(axis, n))) continue
      const key = pairKey(here, other)
      const list = out.get(key) ?? []
      list.push({ axis, cell: n, sign: here < other ? 1 : -1 })
      out.set(key, list)
    }
  }
  return out
}

function gateFaces(domain: BloodDomain): Set<number> {
  const out = new Set<number>()
  for (const gate of domain.gates)
    gate.cell.forEach((cell, n) => {
      out.add(faceKey(gate.axis[n] as number, cell))
    })
  return out
}

function openingsBetween(
  domain: BloodDomain,
  side: Uint8Array,
  contacts: readonly Face[],
  options: SectionOptions,
): Opening[] {
  if (contacts.length === 0) return []
  const faces = minimumCut(domain, side, contacts, options.reach ?? 0.01)
  return components(domain, faces)
    .map((part) => measure(domain, part, endsOf(domain, contacts)))
    .filter((o): o is Opening => o !== null)
}

/** Whole-number capacity of an open face: fine enough for a leak of a thousandth of a face. */
const capacityUnit = 4096
const unlimited = 2 ** 40

/** The faces of least open area that part side 1 from side 2 near their meeting. */
function minimumCut(domain: BloodDomain, side: Uint8Array, contacts: readonly Face[], reach: number): Face[] {
  const { frame, open, structure } = domain
  const gates = gateFaces(domain)
  const limit = Math.max(5, Math.ceil(reach / frame.spacing))
  const { cells, depth, node } = region(domain, side, contacts, gates, limit)
  const graph = new FlowGraph(cells.length + 2)
  const terminals = ends(cells, depth, side, structure, limit)
  for (let n = 0; n < cells.length; n++)
    if (terminals[n]) graph.join(terminals[n] === 1 ? cells.length : cells.length + 1, n, unlimited)
  const links: number[] = []
  const step = strides(frame)
  for (let n = 0; n < cells.length; n++)
    for (let axis = 0; axis < 3; axis++) {
      const cell = cells[n] as number
      const fraction = (open[axis] as Float32Array)[cell] as number
      const other = (node[cell + (step[axis] as number)] as number) - 1
      if (!fraction || other < 0 || gates.has(faceKey(axis, cell))) continue
      links.push(n, other, axis)
      graph.join(n, other, Math.max(1, Math.round(capacityUnit * fraction)))
    }
  const { sourceSide } = graph.cut(cells.length, cells.length + 1)
  const faces: Face[] = []
  for (let l = 0; l < links.length; l += 3) {
    const low = sourceSide[links[l] as number]
    if (low === sourceSide[links[l + 1] as number]) continue
    faces.push({
      axis: links[l + 2] as number,
      cell: cells[links[l] as number] as number,
      sign: low ? 1 : -1,
    })
  }
  return faces
}

/** The cells of both sides within some steps of their meeting; `node` holds each one's place in `cells`, plus 1. */
function region(
  domain: BloodDomain,
  side: Uint8Array,
  contacts: readonly Face[],
  gates: ReadonlySet<number>,
  limit: number,
): { cells: number[]; depth: number[]; node: Int32Array } {
  const { frame, open, structure } = domain
  const step = strides(frame)
  const node = new Int32Array(cellCount(frame))
  const cells: number[] = []
  const depth: number[] = []
  for (const f of contacts)
    for (const cell of [f.cell, f.cell + (step[f.axis] as number)]) {
      if (node[cell]) continue
      node[cell] = cells.push(cell)
      depth.push(0)
    }
  for (let q = 0; q < cells.length; q++) {
    if ((depth[q] as number) >= limit) continue
    const cell = cells[q] as number
    for (let way = 0; way < 6; way++) {
      const axis = way >> 1
      const s = step[axis] as number
      const face = way & 1 ? cell - s : cell
      const next = way & 1 ? cell - s : cell + s
      if (face < 0 || !((open[axis] as Float32Array)[face] as number) || node[next]) continue
      if (!side[structure[next] as number] || gates.has(faceKey(axis, face))) continue
      node[next] = cells.push(next)
      depth.push((depth[q] as number) + 1)
    }
  }
  return { cells, depth, node }
}

/** Cells that certainly belong to a side: those farthest from the meeting. 0 elsewhere. */
function ends(
  cells: readonly number[],
  depth: readonly number[],
  side: Uint8Array,
  structure: Uint8Array,
  limit: number,
): Uint8Array {
  const farthest = [0, 0, 0]
  const sides = Uint8Array.from(cells, (cell) => side[structure[cell] as number] as number)
  for (let n = 0; n < cells.length; n++) {
    const s = sides[n] as number
    farthest[s] = Math.max(farthest[s] as number, depth[n] as number)
  }
  return sides.map((s, n) => ((depth[n] as number) >= Math.min(limit, farthest[s] as number) ? s : 0))
}

/** Groups of faces that touch. */
function components(domain: BloodDomain, faces: readonly Face[]): Face[][] {
  const done = new Uint8Array(faces.length)
  const groups: Face[][] = []
  for (let start = 0; start < faces.length; start++) {
    if (done[start]) continue
    const group = touching(domain.frame, faces, start)
    for (const n of group) done[n] = 1
    groups.push(group.map((n) => faces[n] as Face))
  }
  return groups
}

/** The faces joined to one of them through cells within one step in every direction. */
function touching(frame: BloodDomain['frame'], faces: readonly Face[], start: number): number[] {
  const [nx, ny] = frame.size
  const byCell = new Map<number, number[]>()
  faces.forEach((f, n) => {
    const list = byCell.get(f.cell)
    if (list) list.push(n)
    else byCell.set(f.cell, [n])
  })
  const seen = new Set([start])
  const group = [start]
  for (let q = 0; q < group.length; q++) {
    const { cell } = faces[group[q] as number] as Face
    for (let k = -1; k <= 1; k++)
      for (let j = -1; j <= 1; j++)
        for (let i = -1; i <= 1; i++)
          for (const m of byCell.get(cell + i + nx * (j + ny * k)) ?? []) {
            if (seen.has(m)) continue
            seen.add(m)
            group.push(m)
          }
  }
  return group
}

interface Measured {
  readonly area: number
  readonly centre: Vec3
  readonly normal: Vec3
  readonly faces: readonly Face[]
}

function measure(
  domain: BloodDomain,
  faces: readonly Face[],
  ids: readonly [number, number],
): Opening | null {
  const { frame, open, crossed } = domain
  let vector: Vec3 = [0, 0, 0]
  let centre: Vec3 = [0, 0, 0]
  let total = 0
  let leak = 0
  for (const f of faces) {
    const a = (open[f.axis]?.[f.cell] as number) * frame.spacing ** 2
    const unit: [number, number, number] = [0, 0, 0]
    unit[f.axis] = f.sign * a
    centre = add(centre, scale(middleOf(domain, f), a))
    total += a
    if (crossed[f.axis]?.[f.cell]) leak += a
    else vector = add(vector, unit)
  }
  if (total <= 0) return null
  const rough: Measured = {
    area: length(vector) + leak,
    centre: scale(centre, 1 / total),
    normal: length(vector) > 0 ? normalize(vector) : mainNormal(faces),
    faces,
  }
  const best = sheetNear(domain, faces) ? rough : (planeMeasure(domain, rough) ?? rough)
  return openingOf(domain, best, ids)
}

/** Direction of a gap whose faces cancel: the axis that most of them share. */
function mainNormal(faces: readonly Face[]): Vec3 {
  const sum: [number, number, number] = [0, 0, 0]
  for (const f of faces) sum[f.axis] = (sum[f.axis] as number) + f.sign
  return length(sum) > 0 ? normalize(sum) : [0, 0, 1]
}

/** Does a sheet cross a link within two cells of the cut? Then the plane of the wall is not the section. */
function sheetNear(domain: BloodDomain, faces: readonly Face[]): boolean {
  if (domain.sheets.length === 0) return false
  const [nx, ny] = domain.frame.size
  return faces.some(({ cell }) => {
    for (let k = -2; k <= 2; k++)
      for (let j = -2; j <= 2; j++)
        for (let i = -2; i <= 2; i++) {
          const n = cell + i + nx * (j + ny * k)
          if (domain.crossed[0][n] || domain.crossed[1][n] || domain.crossed[2][n]) return true
        }
    return false
  })
}

/** The cut again as a plane of the lattice: turned to the narrowest section, measured by its open fractions. */
function planeMeasure(domain: BloodDomain, rough: Measured): Measured | null {
  const { frame, phi } = domain
  const lumen = (p: Vec3) => sampleField(frame, phi, p)
  const limit = 2.5 * Math.sqrt(rough.area / Math.PI) + 3 * frame.spacing
  const start = startSection(domain, lumen, rough, limit)
  if (!start) return null
  const section = refineSection(lumen, midway(lumen, start, limit, frame.spacing), frame.spacing, limit)
  const normal = alike(section.normal, rough.normal)
  const faces = planeFaces(domain, section, normal)
  if (!faces) return null
  let area = 0
  for (const f of faces)
    area += (open(domain, f) as number) * frame.spacing ** 2 * Math.abs(normal[f.axis] as number)
  return area > 1.1 * rough.area || area <= 0 ? null : { area, centre: section.centre, normal, faces }
}

const open = (domain: BloodDomain, f: Face) => domain.open[f.axis]?.[f.cell]

/** A first section: across the cut's own direction, or else the smallest of a few dozen directions. */
function startSection(
  domain: BloodDomain,
  lumen: (p: Vec3) => number,
  rough: Measured,
  limit: number,
): Section | null {
  const step = domain.frame.spacing / 4
  let centre = rough.centre
  if (lumen(centre) >= 0)
    for (const f of rough.faces) {
      const p = middleOf(domain, f)
      if (lumen(p) < lumen(centre)) centre = p
    }
  let best = planeSection(lumen, centre, rough.normal, limit, step)
  for (const n of sphereDirections(48)) {
    if (n[2] < 0) continue
    const s = planeSection(lumen, centre, n, limit, step)
    if (s && (!best || s.area < best.area)) best = s
  }
  return best && (planeSection(lumen, best.centre, best.normal, limit, step) ?? best)
}

/** The same section moved to the middle of the stretch where it stays as narrow: a plane can turn there. */
function midway(lumen: (p: Vec3) => number, start: Section, limit: number, spacing: number): Section {
  const step = spacing / 2
  const reach = (side: number): number => {
    for (let s = step; s < limit; s += step) {
      const centre = add(start.centre, scale(start.normal, side * s))
      const next = planeSection(lumen, centre, start.normal, limit, spacing / 4)
      if (!next || next.area > 1.05 * start.area) return s - step
    }
    return limit
  }
  const shift = (reach(1) - reach(-1)) / 2
  const centre = add(start.centre, scale(start.normal, shift))
  const moved = planeSection(lumen, centre, start.normal, limit, spacing / 4)
  return (moved && planeSection(lumen, moved.centre, start.normal, limit, spacing / 4)) ?? start
}

/** Open faces that a plane crosses, joined to its middle; null when they run on beyond the section's rim. */
function planeFaces(domain: BloodDomain, section: Section, normal: Vec3): Face[] | null {
  const { frame } = domain
  const h = frame.spacing
  const far = section.greatestRadius + 2 * h
  const faces: Face[] = []
  const away: number[] = []
  forBox(frame, section.centre, far + h, (cell, p) => {
    const d = dot(subtract(p, section.centre), normal)
    if (Math.abs(d) > h) return
    for (let axis = 0; axis < 3; axis++) {
      if (d < 0 === d + h * (normal[axis] as number) < 0 || !(domain.open[axis]?.[cell] as number)) continue
      const face = { axis, cell, sign: d < 0 ? 1 : -1 }
      faces.push(face)
      away.push(length(subtract(middleOf(domain, face), section.centre)))
    }
  })
  const first = away.indexOf(Math.min(...away))
  if (first < 0) return null
  const group = touching(frame, faces, first)
  return group.some((n) => (away[n] as number) > far) ? null : group.map((n) => faces[n] as Face)
}

function middleOf(domain: BloodDomain, f: Face): Vec3 {
  const { size, origin, spacing } = domain.frame
  const index = [
    f.cell % size[0],
    Math.floor(f.cell / size[0]) % size[1],
    Math.floor(f.cell / (size[0] * size[1])),
  ]
  const at = (a: 0 | 1 | 2) => origin[a] + spacing * ((index[a] as number) + (f.axis === a ? 0.5 : 0))
  return [at(0), at(1), at(2)]
}

function openingOf(domain: BloodDomain, m: Measured, [lowId, highId]: readonly [number, number]): Opening {
  const effectiveDiameter = 2 * Math.sqrt(m.area / Math.PI)
  return {
    from: lowId,
    to: highId,
    area: m.area,
    effectiveDiameter,
    centre: m.centre,
    normal: m.normal,
    faces: faceSet(m.faces),
    cellsAcross: effectiveDiameter / domain.frame.spacing,
  }
}

/** Structures that most faces lead from and to. */
function endsOf(domain: BloodDomain, faces: readonly Face[]): [number, number] {
  const step = strides(domain.frame)
  const most = (pick: (f: Face) => number) => {
    const votes = new Map<number, number>()
    for (const f of faces) {
      const id = domain.structure[pick(f)] as number
      if (id) votes.set(id, (votes.get(id) ?? 0) + 1)
    }
    return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  }
  const upper = (f: Face) => f.cell + (step[f.axis] as number)
  return [most((f) => (f.sign > 0 ? f.cell : upper(f))), most((f) => (f.sign > 0 ? upper(f) : f.cell))]
}

const faceSet = (faces: readonly Face[]): FaceSet => ({
  axis: Uint8Array.from(faces, (f) => f.axis),
  cell: Uint32Array.from(faces, (f) => f.cell),
  sign: Int8Array.from(faces, (f) => f.sign),
})

function merged(openings: readonly Opening[]): Opening | null {
  const sorted = [...openings].sort((a, b) => b.area - a.area)
  const largest = sorted[0]
  if (!largest || sorted.length === 1) return largest ?? null
  const area = sorted.reduce((sum, o) => sum + o.area, 0)
  const effectiveDiameter = 2 * Math.sqrt(area / Math.PI)
  return {
    ...largest,
    area,
    effectiveDiameter,
    faces: {
      axis: Uint8Array.from(sorted.flatMap((o) => [...o.faces.axis])),
      cell: Uint32Array.from(sorted.flatMap((o) => [...o.faces.cell])),
      sign: Int8Array.from(sorted.flatMap((o) => [...o.faces.sign])),
    },
  }
}

function bleeding(domain: BloodDomain, leak: BloodDomain['leaks'][number]): Opening {
  const { frame, structure } = domain
  const near = (a: 0 | 1 | 2) => Math.round((leak.centre[a] - frame.origin[a]) / frame.spacing)
  const cell = near(0) + frame.size[0] * (near(1) + frame.size[1] * near(2))
  const effectiveDiameter = 2 * Math.sqrt(leak.area / Math.PI)
  return {
    from: structure[cell] ?? 0,
    to: 0,
    area: leak.area,
    effectiveDiameter,
    centre: leak.centre,
    normal: [0, 0, 0],
    faces: faceSet([]),
    cellsAcross: effectiveDiameter / frame.spacing,
  }
}
