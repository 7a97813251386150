import { cellCount, type LatticeFrame } from '../../core/lattice'
import type { Vec3 } from '../../core/vec3'
import { type BloodDomain, type DomainPort, wallKind } from '../../geometry/blood-domain'

type Kind = (typeof wallKind)[keyof typeof wallKind]

/** What a closed box's six sides are: -x, +x, -y, +y, -z, +z; and the velocity of those that slide. */
interface BoxWalls {
  readonly sides: readonly [Kind, Kind, Kind, Kind, Kind, Kind]
  readonly sliding?: Vec3
}

/**
 * A closed box full of blood whose walls lie on faces of the lattice; one layer of wall cells lies round it.
 * @param low corner of the box, metres
 */
export function closedBox(
  cells: readonly [number, number, number],
  spacing: number,
  low: Vec3,
  { sides, sliding = [0, 0, 0] }: BoxWalls,
): BloodDomain {
  const size = cells.map((n) => n + 2) as [number, number, number]
  const frame: LatticeFrame = { size, spacing, origin: low.map((v) => v - spacing / 2) as unknown as Vec3 }
  const all = cellCount(frame)
  const field = () => new Float32Array(all)
  const marks = () => new Uint8Array(all)
  const [fill, phi, structure, kind] = [field(), field(), marks(), marks()]
  const open = [field(), field(), field()] as const
  for (let c = 0; c < all; c++) {
    const place = [c % size[0], Math.floor(c / size[0]) % size[1], Math.floor(c / (size[0] * size[1]))]
    // Distances to the six sides in spacings, negative inside.
    const beyond = place.flatMap((p, a) => [0.5 - p, p - (cells[a] as number) - 0.5])
    const nearest = Math.max(...beyond)
    phi[c] = spacing * nearest
    if (nearest > 0) {
      // An edge belongs to the side that comes first; no link of a cell of blood leads there.
      kind[c] = sides[beyond.findIndex((d) => d > 0)] as Kind
      continue
    }
    fill[c] = 1
    structure[c] = 1
    for (let a = 0; a < 3; a++) if ((place[a] as number) < (cells[a] as number)) open[a as 0 | 1 | 2][c] = 1
  }
  return {
    frame,
    fill,
    phi,
    open,
    crossed: [marks(), marks(), marks()],
    structure,
    gates: [],
    ports: [],
    sheets: [],
    leaks: [],
    warnings: [],
    walls: { kind, velocity: sliding },
  }
}

/**
 * The part of a domain where coordinate `axis` exceeds `at`, which has to be a plane of faces: the half of something
 * symmetrical. The plane takes no shear and lets nothing through; the distance to the walls goes on beyond it.
 */
export function halfBeyond(domain: BloodDomain, axis: 0 | 1 | 2, at: number): BloodDomain {
  const { frame } = domain
  const [nx, ny] = frame.size
  const fill = domain.fill.slice()
  const open = domain.open.map((a) => a.slice()) as unknown as BloodDomain['open']
  const kind = domain.walls?.kind.slice() ?? new Uint8Array(fill.length)
  for (let c = 0; c < fill.length; c++) {
    const place = [c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))][axis] as number
    if ((frame.origin[axis] as number) + place * frame.spacing > at) continue
    kind[c] = wallKind.smooth
    fill[c] = 0
    for (const faces of open) faces[c] = 0
  }
  const ports = domain.ports.map((port) => keptFaces(port, domain, open))
  return { ...domain, fill, open, ports, walls: { kind, velocity: domain.walls?.velocity ?? [0, 0, 0] } }
}

/** The faces of a port that are still open, and their share of its area. */
function keptFaces(port: DomainPort, before: BloodDomain, open: BloodDomain['open']): DomainPort {
  const faces = [...port.cell.keys()]
  const openIn = (arrays: BloodDomain['open'], f: number) =>
    arrays[port.axis[f] as 0 | 1 | 2][port.cell[f] as number] as number
  const kept = faces.filter((f) => openIn(open, f) > 0)
  const sum = (of: number[], arrays: BloodDomain['open']) => of.reduce((s, f) => s + openIn(arrays, f), 0)
  return {
    ...port,
    axis: Uint8Array.from(kept, (f) => port.axis[f] as number),
    cell: Uint32Array.from(kept, (f) => port.cell[f] as number),
    sign: Int8Array.from(kept, (f) => port.sign[f] as number),
    area: (port.area * sum(kept, open)) / sum(faces, before.open),
  }
}
