import { type WiredValve, type Wiring, wiredValve } from '../circulation'
import type { BloodDomain, DomainGate } from '../geometry/blood-domain'
import { feedingAreas } from '../geometry/outflow-section'
import type { GateName, Heart, Part } from '../heart/heart'

/** An orifice's share below this is the lattice's roughness, not a second way in. */
const leastShare = 0.02

const chambers: readonly Part[] = ['LV', 'RV', 'LA', 'RA']
const outlets: readonly Part[] = [...chambers, 'aorta', 'pulmonary-artery']

/**
 * How the circulation is joined after the edits: each valve from the chamber whose blood lies above it (a baffle gives
 * the aortic valve to the left ventricle) to what lies beyond it. A valve that is closed off is left out.
 */
export function wiringOf(heart: Heart, domain: BloodDomain): Wiring {
  return {
    valves: domain.gates.flatMap((gate) => valvesOf(heart, domain, gate)),
    caval: { SVC: 'RA', IVC: 'RA', ...heart.connections },
  }
}

function valvesOf(heart: Heart, domain: BloodDomain, gate: DomainGate): WiredValve[] {
  const part = (id: number) => heart.structures.find((s) => s.id === id)?.part ?? 'none'
  const to = part(gate.to)
  const areas = new Map<Part, number>()
  for (const [id, area] of feedingAreas(domain, gate)) areas.set(part(id), (areas.get(part(id)) ?? 0) + area)
  const feeding = [...areas].filter(([from, area]) => chambers.includes(from) && area > 0)
  const total = feeding.reduce((sum, [, area]) => sum + area, 0)
  const kept = feeding.filter(([, area]) => area >= leastShare * total)
  if (!outlets.includes(to)) return []
  return kept.map(([from, area]) =>
    wiredValve(
      gate.id,
      from as WiredValve['from'],
      to as WiredValve['to'],
      kept.length > 1 ? area / total : 1,
    ),
  )
}

/** The wiring with valves that leak: effective regurgitant orifices, m². */
export const leakingWiring = (wiring: Wiring, leaks: ReadonlyMap<GateName, number>): Wiring => ({
  ...wiring,
  valves: wiring.valves.map((v) => {
    const leak = leaks.get(v.name) ?? 0
    return leak > 0 ? { ...v, leak } : v
  }),
})
