import type { LatticeFrame } from '../core/lattice'
import { scale, subtract } from '../core/vec3'
import type { Port, Structure } from '../heart/heart'
import { planeSection } from './plane-section'
import type { StubEnd } from './vessel-stubs'

/** How far inside of a vessel's last cells its port lies, in cells: the lumen goes on past the disc. */
const inset = 1

/**
 * The port of each vessel end: the lumen's section in a plane one cell inside of the end. An end whose axis meets no
 * lumen there (tissue stands in the way) has no port and is named in `warnings`.
 */
export function findPorts(
  frame: LatticeFrame,
  lumen: Float32Array,
  ends: readonly StubEnd[],
  structures: readonly Structure[],
  warnings: string[],
): Port[] {
  const ports: Port[] = []
  for (const end of ends) {
    const structure = structures.find((s) => s.id === end.structure)
    if (!structure) continue
    const through = subtract(end.end, scale(end.normal, inset * frame.spacing))
    const section = planeSection(frame, lumen, through, end.normal, end.radius * 1.3 + frame.spacing)
    if (!section) {
      warnings.push(`The end of “${end.name ?? structure.name}” is blocked by tissue: no port there.`)
      continue
    }
    const name = end.name ?? structure.name
    ports.push({
      id: portId(name, ports),
      name,
      structure: structure.id,
      part: structure.part,
      centre: section.centroid,
      normal: end.normal,
      radius: section.radius,
      area: section.area,
    })
  }
  return ports
}

/** The name in plain characters, numbered where it is taken. */
function portId(name: string, ports: readonly Port[]): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'port'
  let id = plain
  for (let n = 2; ports.some((p) => p.id === id); n++) id = `${plain}-${n}`
  return id
}
