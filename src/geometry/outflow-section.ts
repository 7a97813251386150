import { sampleField } from '../core/lattice'
import { add, scale } from '../core/vec3'
import type { Heart, Part } from '../heart/heart'
import type { BloodDomain, DomainGate, Opening } from './blood-domain'
import type { KnownFlow } from './link-flow'
import { type Spread, Way, type WayRecord } from './narrowest-way'
import { planeSection } from './openings-plane'
import { cellsInsidePorts } from './ports-inside'
import { strides } from './resolve-anatomy-flood'

/** The narrowest way out of a ventricle, and what it is judged against. */
export interface OutflowSection extends Opening {
  readonly gate: 'aortic' | 'pulmonary'
  /** Part that feeds the valve. */
  readonly feeding: Part
  /** Open area of the valve's ring, m². */
  readonly ringArea: number
  /** Section of the artery beyond the valve, m². */
  readonly arteryArea: number
  /** The links that were looked at: while they hold (`wayHolds`), the section does. */
  readonly way: WayRecord
}

/** How far into the artery the way is followed, and where its section is taken, in radii of the valve. */
const beyondValve = 2.5
const arteryAt = 1.5
/** A port under this share of the valve's ring is a branch (a coronary, a shunt): the artery does not end there. */
const leastEnd = 0.25
/** Share of that way that is followed. */
const followed = 0.7
/** Where the chamber's middle is looked for, in radii of the valve along the blood. */
const chamberFrom = 1.5
const chamberReach = 9

/**
 * The narrowest section on the way from the middle of the ventricle that feeds a valve, through the open valve, into
 * its artery: infundibulum, tunnel under a baffle, valve ring or root. Every other valve is shut. Rough below ten
 * cells across.
 *
 * @param known what flowed through it before an edit: the same answer, sooner
 * @returns null where the heart has no such valve, or nothing leads through it
 */
export function outflowSection(
  domain: BloodDomain,
  heart: Heart,
  name: OutflowSection['gate'],
  known?: KnownFlow,
): OutflowSection | null {
  const gate = domain.gates.find((g) => g.id === name)
  const ring = heart.gates.find((g) => g.id === name)
  if (!gate || !ring || gate.cell.length === 0) return null
  const way = new Way(domain, gate, known)
  try {
    return sectionAlong(way, domain, heart, gate, ring)
  } finally {
    way.close()
  }
}

function sectionAlong(
  way: Way,
  domain: BloodDomain,
  heart: Heart,
  gate: DomainGate,
  ring: Heart['gates'][number],
): OutflowSection | null {
  const feeding = [...feedingAreas(domain, gate)].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  const chambers = idsOf(heart, ['LV', 'RV'])
  const radius = ring.radius / domain.frame.spacing
  const whole = way.follow(besideGate(domain, gate, true), chambers, chamberReach * radius)
  const far = middleDepth(domain, whole, feeding, radius)
  if (far === null) return null
  const above = way.shorten(whole, far)
  const reach = Math.ceil((beyondValve * ring.radius) / domain.frame.spacing)
  const below = way.follow(besideGate(domain, gate, false), idsOf(heart, [partOf(heart, gate.to)]), reach)
  const sources = atDepth(above, far).filter((cell) => domain.structure[cell] === feeding)
  const opening = way.narrowest(sources, endsOf(domain, below, reach, ring.area), [gate.from, gate.to])
  return (
    opening && {
      ...opening,
      gate: ring.id as OutflowSection['gate'],
      feeding: partOf(heart, feeding),
      ringArea: ring.area,
      arteryArea: Math.max(arterySection(domain, ring) ?? ring.area, opening.area),
      way: way.record(opening),
    }
  )
}

const atDepth = ({ cells, depth }: Spread, least: number) =>
  cells.filter((_, n) => (depth[n] as number) >= least)

/**
 * Where the artery is followed to: some way beyond the valve, and the ports that cut it off before. The cells that lie
 * deepest would not do: those of an artery that ends aslant, or of a pocket in it, fill no section.
 */
function endsOf(domain: BloodDomain, artery: Spread, reach: number, ringArea: number): ArrayLike<number> {
  const inside = cellsInsidePorts(domain, leastEnd * ringArea)
  const cutOff = artery.cells.filter((cell) => inside.has(cell))
  const last = cutOff.length > 0 ? reach : (artery.depth.at(-1) ?? 0)
  return Int32Array.from(new Set([...cutOff, ...atDepth(artery, Math.round(followed * last))]))
}

/** Open area by the structure on the upstream side of a gate, m² (sum over faces, not projected). */
export function feedingAreas(domain: BloodDomain, gate: DomainGate): Map<number, number> {
  const areas = new Map<number, number>()
  const above = cellsBeside(domain, gate, true)
  above.forEach((cell, n) => {
    const fraction = (domain.open[gate.axis[n] as number] as Float32Array)[gate.cell[n] as number] as number
    if (!fraction) return
    const id = domain.structure[cell] as number
    areas.set(id, (areas.get(id) ?? 0) + fraction * domain.frame.spacing ** 2)
  })
  return areas
}

/** The cell on one side of each of a gate's faces. */
function cellsBeside(domain: BloodDomain, gate: DomainGate, upstream: boolean): number[] {
  const step = strides(domain.frame)
  return Array.from(gate.cell, (cell, n) =>
    (gate.sign[n] as number) > 0 === upstream ? cell : cell + (step[gate.axis[n] as number] as number),
  )
}

const besideGate = (domain: BloodDomain, gate: DomainGate, upstream: boolean): number[] =>
  cellsBeside(domain, gate, upstream).filter((cell) => (domain.fill[cell] as number) > 0)

const partOf = (heart: Heart, id: number): Part => heart.structures.find((s) => s.id === id)?.part ?? 'none'

/** 1 for the lumens of some parts. */
export function idsOf(heart: Heart, parts: readonly Part[]): Uint8Array {
  const out = new Uint8Array(256)
  for (const s of heart.structures) if (s.kind === 'blood' && parts.includes(s.part)) out[s.id] = 1
  return out
}

/** How many links along the blood the deepest cell of the feeding chamber lies from the valve. */
function middleDepth(
  { phi, structure }: BloodDomain,
  { cells, depth }: Spread,
  feeding: number,
  radius: number,
): number | null {
  let best = -1
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n] as number
    if (structure[cell] !== feeding || (depth[n] as number) < chamberFrom * radius) continue
    if (best < 0 || (phi[cell] as number) < (phi[cells[best] as number] as number)) best = n
  }
  return best < 0 ? null : (depth[best] as number)
}

function arterySection(domain: BloodDomain, ring: Heart['gates'][number]): number | undefined {
  const { frame, phi } = domain
  const centre = add(ring.centre, scale(ring.normal, arteryAt * ring.radius))
  return planeSection((p) => sampleField(frame, phi, p), centre, ring.normal, 0.03, frame.spacing / 4)?.area
}
