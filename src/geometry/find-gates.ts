import type { LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Gate, GateName, Part, Structure } from '../heart/heart'
import { neighbourSteps } from './close-walls'
import { planeSection } from './plane-section'
import { cellsWhere, meanOf, type SlabSection, slabSection } from './slab-section'

/** Which valve stands between which parts, the usual one first: vessels and atria may be transposed. */
const valveBetween: readonly {
  readonly id: GateName
  readonly from: readonly Part[]
  readonly to: Part
}[] = [
  { id: 'tricuspid', from: ['RA', 'LA'], to: 'RV' },
  { id: 'pulmonary', from: ['RV', 'LV'], to: 'pulmonary-artery' },
  { id: 'mitral', from: ['LA', 'RA'], to: 'LV' },
  { id: 'aortic', from: ['LV', 'RV'], to: 'aorta' },
]

/** Fewer cells than this are no valve but a flaw in the map. */
const leastCells = 8

/** How many faces cells of each pair of labels share, at a · 256 + b (both ways). */
export function labelContacts(frame: LatticeFrame, labels: Uint8Array): Uint32Array {
  const contacts = new Uint32Array(65536)
  const [nx, ny] = frame.size
  for (const step of [1, nx, nx * ny])
    for (let o = 0; o + step < labels.length; o++) {
      const a = labels[o] as number
      const b = labels[o + step] as number
      if (a === b) continue
      contacts[a * 256 + b] = (contacts[a * 256 + b] as number) + 1
      contacts[b * 256 + a] = (contacts[b * 256 + a] as number) + 1
    }
  return contacts
}

/** A valve of the map: the two lumens, and the disc given for it or the slab that it is. */
export interface ValvePlace {
  readonly id: GateName
  readonly from: number
  readonly to: number
  readonly slab?: number
  readonly given?: { readonly centre: Vec3; readonly normal: Vec3; readonly radius: number }
  /** Faces that the lumens, or the slab and its lumens, share. */
  readonly contact: number
}

/**
 * The valves that a map has, each between the chamber and the vessel or atrium that share most with it: a transposed
 * aorta has its valve on the right ventricle. `contact` 0: the two are there but do not touch.
 */
export function valvePlaces(
  frame: LatticeFrame,
  labels: Uint8Array,
  structures: readonly Structure[],
  slabOf: (gate: GateName) => number | undefined,
  givenOf: (gate: GateName) => ValvePlace['given'],
): ValvePlace[] {
  const contacts = labelContacts(frame, labels)
  const lumen = (part: Part) => structures.find((s) => s.kind === 'blood' && s.part === part)?.id
  return valveBetween.flatMap(({ id, from, to }): ValvePlace[] => {
    const downstream = lumen(to)
    if (downstream === undefined) return []
    const slab = slabOf(id)
    const sources = from.map(lumen).filter((s) => s !== undefined)
    const shared = (s: number) => contacts[s * 256 + (slab ?? downstream)] as number
    const source = sources.reduce<number | undefined>(
      (best, s) => (best === undefined || shared(s) > shared(best) ? s : best),
      undefined,
    )
    if (source === undefined) return []
    const given = givenOf(id)
    return [
      {
        id,
        from: source,
        to: downstream,
        contact: shared(source),
        ...(slab !== undefined && { slab }),
        ...(given && { given }),
      },
    ]
  })
}

/**
 * The gates of the valves: the disc given by hand; the plane fitted to the valve's slab; or, where the two lumens touch,
 * the plane of the annulus, which is the rim of their contact. Area is that of the section of the slab, of the contact
 * seen along the normal, or of the lumen within a given disc.
 */
export function findGates(
  frame: LatticeFrame,
  labels: Uint8Array,
  lumen: Float32Array,
  places: readonly ValvePlace[],
): Gate[] {
  return places.flatMap((place): Gate[] => {
    const { id, from, to } = place
    if (place.given) {
      const normal = normalize(place.given.normal)
      const { centre, radius } = place.given
      const section = planeSection(frame, lumen, centre, normal, radius)
      return [{ id, from, to, centre, normal, radius, area: section?.area ?? Math.PI * radius * radius }]
    }
    const section =
      place.slab === undefined ? contactSection(frame, labels, place) : slabOf(frame, labels, place)
    if (!section) return []
    const { centre, normal, area, radius } = section
    return [{ id, from, to, centre, normal, radius, area }]
  })
}

type Section = Pick<SlabSection, 'centre' | 'normal' | 'area' | 'radius'>

function slabOf(frame: LatticeFrame, labels: Uint8Array, place: ValvePlace): Section | null {
  const points = cellsWhere(frame, (o) => labels[o] === place.slab)
  if (points.length < leastCells) return null
  return slabSection(frame, points, sideOf(frame, labels, place.slab as number, place.to))
}

function contactSection(frame: LatticeFrame, labels: Uint8Array, place: ValvePlace): Section | null {
  const cells = mainContact(frame, labels, place.from, place.to)
  if (cells.length < leastCells) return null
  const points = cells.map((o) => pointOf(frame, o))
  const section = slabSection(frame, points, sideOf(frame, labels, place.from, place.to), true)
  // The contact domes towards one chamber; the annulus is its rim.
  const inContact = new Set(cells)
  const steps = neighbourSteps(frame, 1)
  const rim = cells.filter((o) => {
    for (const s of steps) {
      const label = labels[o + s] as number
      if (!inContact.has(o + s) && label !== place.from && label !== place.to) return true
    }
    return false
  })
  if (rim.length < leastCells) return section
  const height = dot(subtract(meanOf(rim.map((o) => pointOf(frame, o))), section.centre), section.normal)
  const lift = Math.max(-section.radius / 2, Math.min(section.radius / 2, height)) + frame.spacing / 2
  return { ...section, centre: add(section.centre, scale(section.normal, lift)) }
}

function pointOf(frame: LatticeFrame, cell: number): Vec3 {
  const [nx, ny] = frame.size
  const h = frame.spacing
  return [
    frame.origin[0] + (cell % nx) * h,
    frame.origin[1] + (Math.floor(cell / nx) % ny) * h,
    frame.origin[2] + Math.floor(cell / (nx * ny)) * h,
  ]
}

/** Where the slab meets the structure downstream; without contact, the structure's own middle. */
function sideOf(frame: LatticeFrame, labels: Uint8Array, slab: number, to: number): Vec3 {
  const contact = contactCells(frame, labels, to, slab)
  return meanOf(contact.length > 0 ? contact : cellsWhere(frame, (o) => labels[o] === to))
}

/** Middles of the cells labelled `a` that share a face with a cell labelled `b`. */
export const contactCells = (frame: LatticeFrame, labels: Uint8Array, a: number, b: number): Vec3[] =>
  contactIndices(frame, labels, a, b).map((o) => pointOf(frame, o))

function contactIndices(frame: LatticeFrame, labels: Uint8Array, a: number, b: number): number[] {
  const steps = neighbourSteps(frame, 1)
  const out: number[] = []
  for (let o = 0; o < labels.length; o++) {
    if (labels[o] !== a) continue
    for (let n = 0; n < 6; n++)
      if (labels[o + (steps[n] as number)] === b) {
        out.push(o)
        break
      }
  }
  return out
}

/** Connected patches (26 neighbours) of the cells of `a` that touch `b`, the largest first. */
export function contactPatches(frame: LatticeFrame, labels: Uint8Array, a: number, b: number): number[][] {
  const left = new Set(contactIndices(frame, labels, a, b))
  const steps = neighbourSteps(frame, 3)
  const patches: number[][] = []
  for (const start of left) {
    left.delete(start)
    const patch = [start]
    for (let n = 0; n < patch.length; n++)
      for (const s of steps) if (left.delete((patch[n] as number) + s)) patch.push((patch[n] as number) + s)
    patches.push(patch)
  }
  return patches.sort((p, q) => q.length - p.length)
}

const mainContact = (frame: LatticeFrame, labels: Uint8Array, a: number, b: number): number[] =>
  contactPatches(frame, labels, a, b)[0] ?? []

/** Deepest gap between two lumens that is still taken for their valve, metres in an adult. */
export const widestGap = 4 * mm
