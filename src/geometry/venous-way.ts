import { cellCentre } from '../core/lattice'
import { distance } from '../core/vec3'
import type { Heart, Part, Port } from '../heart/heart'
import type { BloodDomain, Opening } from './blood-domain'
import { Way } from './narrowest-way'
import { idsOf } from './outflow-section'
import { strides } from './resolve-anatomy-flood'

/** The parts that venous blood may pass on its way to a valve or to the lungs. */
const venous: readonly Part[] = ['SVC', 'IVC', 'pulmonary-vein', 'RA', 'LA', 'pulmonary-artery']

/**
 * The narrowest section between the end of a vein and where its blood goes: the valve of the atrium, or the ends of the
 * lung arteries. Null where nothing leads there.
 */
export function venousWay(domain: BloodDomain, heart: Heart, port: Port): Opening | null {
  const start = besidePort(domain, port)
  const ends = [
    ...domain.gates.filter((g) => g.id === 'mitral' || g.id === 'tricuspid').flatMap((g) => above(domain, g)),
    ...heart.ports.filter((p) => p.part === 'pulmonary-artery').flatMap((p) => besidePort(domain, p)),
  ]
  const way = new Way(domain)
  const reached = new Set(way.follow(start, idsOf(heart, venous)).cells)
  const sinks = [...new Set(ends)].filter((cell) => reached.has(cell))
  const own = new Set(start)
  const sources = start.filter((cell) => reached.has(cell))
  const apart = !sinks.some((cell) => own.has(cell))
  const found = apart ? way.narrowest(sources, sinks, [port.structure, port.structure]) : null
  way.close()
  return found
}

/** Blood just inside of a vessel's end. */
function besidePort({ frame, fill, structure }: BloodDomain, port: Port): number[] {
  const [nx, ny] = frame.size
  const cells: number[] = []
  const reach = 1.2 * port.radius + 3 * frame.spacing
  for (let cell = 0; cell < fill.length; cell++) {
    if (!(fill[cell] as number) || structure[cell] !== port.structure) continue
    const p = cellCentre(frame, cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny)))
    if (distance(p, port.centre) > reach) continue
    const depth = -p.reduce(
      (sum, v, a) => sum + (v - (port.centre[a] as number)) * (port.normal[a] as number),
      0,
    )
    if (depth < 3 * frame.spacing) cells.push(cell)
  }
  return cells
}

/** The cell above each of a valve's faces. */
function above(domain: BloodDomain, gate: BloodDomain['gates'][number]): number[] {
  const step = strides(domain.frame)
  return Array.from(gate.cell, (cell, n) =>
    (gate.sign[n] as number) > 0 ? cell : cell + (step[gate.axis[n] as number] as number),
  )
}
