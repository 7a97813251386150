import { distance } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import { gateFaces } from '../geometry/openings-lattice-cut'
import { faceKey, openNeighbours } from '../geometry/resolve-anatomy-flood'
import { forBox } from '../geometry/resolve-anatomy-ports'
import type { CavalConnections, Heart, Part } from '../heart/heart'

/**
 * Where the caval veins drain after conduits were sewn in: into what the vein's blood, followed from its port, borders
 * on most. A conduit from a vein to the lungs (Fontan) takes the vein once its way into the atrium is closed or made
 * narrower than the conduit (a fenestration); while it is wide open, the conduit is an opening beside it.
 */
export function cavalDrains(heart: Heart, domain: BloodDomain): CavalConnections {
  const [SVC, IVC] = [drainOf(heart, domain, 'SVC'), drainOf(heart, domain, 'IVC')]
  return { ...heart.connections, ...SVC, ...IVC }
}

function drainOf(heart: Heart, domain: BloodDomain, vein: 'SVC' | 'IVC'): CavalConnections {
  const areas = bordersOf(heart, domain, vein)
  const [atrium, lungs] = [areas.get('RA') ?? 0, areas.get('pulmonary-artery') ?? 0]
  if (atrium === 0 && lungs === 0) return {}
  return { [vein]: lungs > atrium ? 'pulmonary-artery' : 'RA' }
}

/** Open area, m², between the blood of a vein that is reached from its port and each other part. */
function bordersOf(heart: Heart, domain: BloodDomain, vein: Part): Map<Part, number> {
  const part = new Map(heart.structures.map((s) => [s.id, s.part]))
  const { frame, open, structure } = domain
  const own = (cell: number) => part.get(structure[cell] as number) === vein
  const reached = besidePort(heart, domain, vein).filter(own)
  const seen = new Set(reached)
  const gates = gateFaces(domain)
  const areas = new Map<Part, number>()
  for (let q = 0; q < reached.length; q++)
    openNeighbours(frame, open, reached[q] as number, (next, axis, face) => {
      if (own(next)) {
        if (!seen.has(next)) reached.push(next)
        seen.add(next)
        return
      }
      const other = part.get(structure[next] as number)
      if (!other || gates.has(faceKey(axis, face))) return
      areas.set(
        other,
        (areas.get(other) ?? 0) + (open[axis as 0 | 1 | 2][face] as number) * frame.spacing ** 2,
      )
    })
  return areas
}

function besidePort(heart: Heart, { frame, structure }: BloodDomain, vein: Part): number[] {
  const cells = new Set<number>()
  for (const { part, centre, radius } of heart.ports) {
    if (part !== vein) continue
    const reach = radius + 2 * frame.spacing
    forBox(frame, centre, reach, (cell, p) => {
      if (structure[cell] && distance(p, centre) < reach) cells.add(cell)
    })
  }
  return [...cells].sort((a, b) => a - b)
}
