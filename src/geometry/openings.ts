import type { Heart, Part } from '../heart/heart'
import type { BloodDomain, Opening } from './blood-domain'
import { borderFaces, components, type Face, minimumCut } from './openings-lattice-cut'
import { faceSet, measure } from './openings-measure'
import { strides } from './resolve-anatomy-flood'

export interface SectionOptions {
  /** How far from the meeting of the two sides the cut is looked for, metres. */
  readonly reach?: number
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
    if (belong(heart, order[one - 1] as Part, order[two - 1] as Part)) continue
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
  ['SVC', 'IVC'],
]

/** Parts that are meant to open into each other: a vessel with its own chamber, a caval vein with what it drains into. */
function belong(heart: Heart, a: Part, b: Part): boolean {
  const unnamed = [a, b].some((p) => p === 'none' || p === 'vessel')
  const drains = (['SVC', 'IVC'] as const).map((v) => [v, heart.connections?.[v] ?? 'RA'] as const)
  return unnamed || [...joined, ...drains].some((p) => p.some((x) => x === a) && p.some((x) => x === b))
}

const pairKey = (a: number, b: number) => Math.min(a, b) * 256 + Math.max(a, b)

/** Open faces, no gate's, between cells of different sides, by pair of sides; `sign` +1 from the lower side. */
function meetings(domain: BloodDomain, side: Uint8Array): Map<number, Face[]> {
  const { structure } = domain
  const step = strides(domain.frame)
  const out = new Map<number, Face[]>()
  for (const key of borderFaces(domain)) {
    const axis = key % 3
    const cell = (key - axis) / 3
    const here = side[structure[cell] as number] as number
    const other = side[structure[cell + (step[axis] as number)] as number] as number
    if (!here || !other || here === other) continue
    const face = { axis, cell, sign: here < other ? 1 : -1 }
    const pair = pairKey(here, other)
    const list = out.get(pair)
    if (list) list.push(face)
    else out.set(pair, [face])
  }
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
