import { narrowingLaw } from '../circulation'
import { distance, type Vec3 } from '../core/vec3'
import type { BranchLook, CloserLook, VeinLook } from '../findings'
import type { BloodDomain } from '../geometry/blood-domain'
import { idsOf } from '../geometry/outflow-section'
import { archShape, beyondValve, partProfile, type StretchEnd } from '../geometry/part-profile'
import { sheetSides } from '../geometry/sheet-sides'
import { venousWay } from '../geometry/venous-way'
import type { VesselSection } from '../geometry/vessel-sections'
import type { Heart, Part, Port } from '../heart/heart'

/** Radii of its valve beyond which the arch begins, and how far either side of a valve an outflow is drawn. */
const root = 2.5
const outflowReach = 4
/** A vein whose end lies this near to a sheet may be narrowed by it, m. */
const nearVein = 0.03

const looks = new WeakMap<BloodDomain, CloserLook>()

/** What a closer look at a domain has found, if it has been taken. */
export const closerLook = (domain: BloodDomain): CloserLook | undefined => looks.get(domain)

/**
 * Measures what takes longer than the answer at once may: areas along the aorta and the ways out, the shape of the arch,
 * the branches of the lung artery, and, where a sheet lies in an atrium or a vein, each vein against the heart before
 * any edit. Kept with the domain, so that every answer to it shows it from then on.
 * @param pause lets other work in between two measurements
 */
export async function lookCloser(
  heart: Heart,
  base: BloodDomain,
  domain: BloodDomain,
  pause: () => Promise<void> = async () => {},
): Promise<void> {
  if (heart.kind === 'vessel' || looks.has(domain)) return
  if (domain !== base) await lookCloser(heart, base, base, pause)
  const before = domain === base ? undefined : looks.get(base)
  const kept = (parts: readonly Part[]) =>
    before && sameBlood(base, domain, heart, parts) ? before : undefined
  const arch = kept(['aorta'])?.arch ?? archProfile(domain, heart)
  const archBefore = before?.arch?.shape
  const outflows: CloserLook['outflows'][number][] = []
  for (const gate of ['aortic', 'pulmonary'] as const) {
    await pause()
    const same = kept(['LV', 'RV', gate === 'aortic' ? 'aorta' : 'pulmonary-artery'])
    outflows.push(...(same?.outflows.filter((o) => o.gate === gate) ?? outflowProfile(domain, heart, gate)))
  }
  await pause()
  const branches = kept(['pulmonary-artery'])?.branches ?? branchesOf(domain, heart)
  const veins: VeinLook[] = []
  for (const port of veinsToCheck(heart, domain)) {
    await pause()
    veins.push(...veinLook(heart, base, domain, port))
  }
  looks.set(domain, { ...(arch && { arch }), ...(archBefore && { archBefore }), outflows, branches, veins })
}

/** Has no edit changed the blood of some parts or its distance to the wall? */
function sameBlood(base: BloodDomain, domain: BloodDomain, heart: Heart, parts: readonly Part[]): boolean {
  const ids = idsOf(heart, parts)
  for (let n = 0; n < base.structure.length; n++) {
    const [a, b] = [base.structure[n] as number, domain.structure[n] as number]
    if ((ids[a] || ids[b]) && (a !== b || base.phi[n] !== domain.phi[n])) return false
  }
  return true
}

function archProfile(domain: BloodDomain, heart: Heart): CloserLook['arch'] {
  const valve = heart.gates.find((g) => g.id === 'aortic')
  const ends = heart.ports.filter((p) => p.part === 'aorta')
  const lung = heart.ports
    .filter((p) => p.part === 'pulmonary-artery')
    .sort((a, b) => a.centre[0] - b.centre[0])[0]
  if (!valve || ends.length < 2) return undefined
  const end = ends.reduce((low, p) => (p.centre[2] < low.centre[2] ? p : low))
  const sections = partProfile(domain, heart, ['aorta'], beyondValve(valve, 1), end)
  const shape = lung && archShape(sections, lung.centre[2], root * valve.radius)
  return sections.length < 5 ? undefined : { sections, ...(shape && { shape }) }
}

/** Along the way through an outlet: the ventricle a little below the valve, the artery a little beyond. */
function outflowProfile(
  domain: BloodDomain,
  heart: Heart,
  id: 'aortic' | 'pulmonary',
): CloserLook['outflows'] {
  const valve = heart.gates.find((g) => g.id === id)
  if (!valve) return []
  const ventricles = ['LV', 'RV'] as const
  const artery = id === 'aortic' ? 'aorta' : 'pulmonary-artery'
  const below: StretchEnd = {
    ...beyondValve(valve, -outflowReach),
    normal: [0, 0, 0],
    radius: 2 * valve.radius,
  }
  const beyond: StretchEnd = {
    ...beyondValve(valve, 0.7 * outflowReach),
    normal: [0, 0, 0],
    radius: 2 * valve.radius,
  }
  const sections = partProfile(domain, heart, [...ventricles, artery], below, beyond)
  if (sections.length < 5) return []
  const nearest = sections.reduce((a, b) =>
    distance(b.centre, valve.centre) < distance(a.centre, valve.centre) ? b : a,
  )
  return [{ gate: id, sections, valveAt: nearest.s, ringArea: valve.area }]
}

/** From one lung to the other through the fork, which parts the line in two. */
function branchesOf(domain: BloodDomain, heart: Heart): BranchLook[] {
  const ends = heart.ports
    .filter((p) => p.part === 'pulmonary-artery')
    .sort((a, b) => a.centre[0] - b.centre[0])
  const [right, left] = [ends[0], ends.at(-1)]
  const fork = forkOf(heart)
  if (ends.length !== 2 || !right || !left || !fork) return []
  const sections = partProfile(domain, heart, ['pulmonary-artery'], right, left)
  if (sections.length < 10) return []
  const at = sections.reduce((a, b) => (distance(b.centre, fork) < distance(a.centre, fork) ? b : a)).s
  return [
    ...branchLook(
      'right',
      right,
      sections.filter((s) => s.s <= at),
      domain,
    ),
    ...branchLook(
      'left',
      left,
      sections.filter((s) => s.s >= at),
      domain,
    ),
  ]
}

/** Where the blood of both lungs comes from: the lung valve, or the caval vein that is joined to the lungs. */
function forkOf(heart: Heart): Vec3 | null {
  if (heart.connections?.SVC === 'pulmonary-artery')
    return heart.ports.find((p) => p.part === 'SVC')?.centre ?? null
  return heart.gates.find((g) => g.id === 'pulmonary')?.centre ?? null
}

function branchLook(
  side: BranchLook['side'],
  port: Port,
  sections: readonly VesselSection[],
  domain: BloodDomain,
): BranchLook[] {
  if (sections.length < 3) return []
  const throat = sections.reduce((least, s) => (s.area < least.area ? s : least))
  const referenceArea = Math.max(port.area, throat.area)
  const half = (throat.area + referenceArea) / 2
  const narrow = sections.filter((s) => s.area < half).length * (sections[1]!.s - sections[0]!.s)
  const { linear, quadratic } = narrowingLaw({ area: throat.area, referenceArea, length: Math.abs(narrow) })
  const cellsAcross = (2 * Math.sqrt(throat.area / Math.PI)) / domain.frame.spacing
  return [
    {
      side,
      area: throat.area,
      referenceArea,
      centre: throat.centre,
      cellsAcross,
      law: { linear, quadratic },
    },
  ]
}

const venous: readonly Part[] = ['SVC', 'IVC', 'pulmonary-vein', 'RA', 'LA']

/** Veins near a sheet that lies in an atrium or a vein. */
function veinsToCheck(heart: Heart, domain: BloodDomain): Port[] {
  const ids = idsOf(heart, venous)
  const places = domain.sheets
    .map((sheet) => sheetSides(domain, sheet))
    .filter(({ sides }) => sides?.some((id) => ids[id]))
    .flatMap((s) => s.places)
  const veins = heart.ports.filter((p) => p.part === 'SVC' || p.part === 'IVC' || p.part === 'pulmonary-vein')
  return veins.filter((v) => places.some((p) => distance(p, v.centre) < nearVein + v.radius))
}

function veinLook(heart: Heart, base: BloodDomain, domain: BloodDomain, port: Port): VeinLook[] {
  const [before, now] = [venousWay(base, heart, port), venousWay(domain, heart, port)]
  if (!before) return []
  return [
    {
      id: port.id,
      label: port.name,
      before: before.area,
      area: now?.area ?? 0,
      centre: now?.centre ?? port.centre,
      cellsAcross: now?.cellsAcross ?? 0,
    },
  ]
}
