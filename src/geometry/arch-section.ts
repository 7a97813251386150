import { cellCentre } from '../core/lattice'
import { dot, length, scale, subtract } from '../core/vec3'
import type { Heart, Port } from '../heart/heart'
import type { BloodDomain, Opening } from './blood-domain'
import type { KnownFlow } from './link-flow'
import { Way, type WayRecord } from './narrowest-way'
import { idsOf } from './outflow-section'
import { strides } from './resolve-anatomy-flood'

/** The narrowest section of the arch, and the descending aorta that it is judged against. */
export interface ArchSection extends Opening {
  /** Open area of the descending aorta's port, m². */
  readonly descendingArea: number
  /** The links that were looked at: while they hold (`wayHolds`), the section does. */
  readonly way: WayRecord
}

/** How far beyond the aortic valve the arch begins, in radii of the valve. */
const root = 2.5

/**
 * The narrowest section of the aorta between its root and the descending aorta's port. Rough below ten cells across.
 * @param known what flowed through it before an edit: the same answer, sooner
 * @returns null where the heart has no aortic valve or no descending aorta
 */
export function archSection(domain: BloodDomain, heart: Heart, known?: KnownFlow): ArchSection | null {
  const gate = domain.gates.find((g) => g.id === 'aortic')
  const ring = heart.gates.find((g) => g.id === 'aortic')
  const end = descendingPort(heart.ports)
  if (!gate || !ring || !end) return null
  const step = strides(domain.frame)
  const start = Array.from(gate.cell, (cell, n) =>
    (gate.sign[n] as number) < 0 ? cell : cell + (step[gate.axis[n] as number] as number),
  )
  const way = new Way(domain, undefined, known)
  const { cells, depth } = way.follow(start, idsOf(heart, ['aorta']))
  const reach = Math.ceil((root * ring.radius) / domain.frame.spacing)
  const sources = cells.filter((_, n) => (depth[n] as number) <= reach)
  const sinks = cells.filter((cell) => isBeside(domain, cell, end))
  const opening = way.narrowest(sources, sinks, [gate.to, gate.to])
  const found = opening && { ...opening, descendingArea: end.area, way: way.record(opening) }
  way.close()
  return found
}

/** Within a radius of a port's disc: a section is looked for above it, where the vessel is whole. */
function isBeside({ frame }: BloodDomain, cell: number, port: Port): boolean {
  const [nx, ny] = frame.size
  const d = subtract(
    cellCentre(frame, cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))),
    port.centre,
  )
  const along = dot(d, port.normal)
  return along > -port.radius && length(subtract(d, scale(port.normal, along))) < 2 * port.radius
}

/** Of the aorta's ends the lowest: the branches to head and arms lie higher. */
function descendingPort(ports: readonly Port[]): Port | undefined {
  const ends = ports.filter((p) => p.part === 'aorta')
  return ends.length > 1 ? ends.reduce((low, p) => (p.centre[2] < low.centre[2] ? p : low)) : undefined
}
