import type { BloodDomain } from './blood-domain'
import { faceKey, openNeighbours, strides } from './resolve-anatomy-flood'

/**
 * The blood that is reached from some ports through structures that are kept, as a domain of its own: every face to
 * other blood is closed, other ports and all gates are left out. Sheets stay as they lie.
 * @param keep whether a structure's blood belongs to it
 * @param from ids of the ports that it is reached from; those that it ends in stay open
 */
export function partDomain(
  domain: BloodDomain,
  keep: (structure: number) => boolean,
  from: readonly string[],
): BloodDomain {
  const { frame } = domain
  const reached = reachedFrom(domain, keep, from)
  const ports = domain.ports.filter((p) => innerCells(domain, p).some((c) => reached[c]))
  const kept = new Set(ports.flatMap((p) => Array.from(p.cell, (c, n) => faceKey(p.axis[n] as number, c))))
  const open = [domain.open[0].slice(), domain.open[1].slice(), domain.open[2].slice()] as const
  const step = strides(frame)
  for (const axis of [0, 1, 2] as const)
    for (let cell = 0; cell < reached.length; cell++) {
      const both = reached[cell] && reached[cell + step[axis]!]
      if (!both && !kept.has(faceKey(axis, cell))) open[axis][cell] = 0
    }
  const only = <A extends Float32Array | Uint8Array>(values: A): A =>
    values.map((v, cell) => (reached[cell] ? v : 0)) as A
  return {
    ...domain,
    open,
    fill: only(domain.fill),
    structure: only(domain.structure),
    gates: [],
    ports,
    leaks: [],
  }
}

/** The cells on the blood's side of a port. */
function innerCells({ frame }: BloodDomain, port: BloodDomain['ports'][number]): number[] {
  const step = strides(frame)
  return Array.from(port.cell, (cell, n) =>
    (port.sign[n] as number) > 0 ? cell : cell + (step[port.axis[n] as number] as number),
  )
}

function reachedFrom(
  domain: BloodDomain,
  keep: (structure: number) => boolean,
  from: readonly string[],
): Uint8Array {
  const { frame, open, structure } = domain
  const reached = new Uint8Array(structure.length)
  const queue: number[] = []
  const take = (cell: number) => {
    if (reached[cell] || !structure[cell] || !keep(structure[cell] as number)) return
    reached[cell] = 1
    queue.push(cell)
  }
  for (const port of domain.ports) if (from.includes(port.id)) innerCells(domain, port).forEach(take)
  for (let n = 0; n < queue.length; n++) openNeighbours(frame, open, queue[n] as number, take)
  return reached
}
