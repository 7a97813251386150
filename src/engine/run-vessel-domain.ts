import { Fault } from '../core/fault'
import { type LatticeFrame, sampleField } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { BloodDomain } from '../geometry/blood-domain'
import { domainFromDistance } from '../geometry/domain-from-distance'
import { type Disc, openEnds, openPort } from '../geometry/domain-from-distance-ports'
import { meshArea } from '../geometry/mesh-area'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import { diagonal, lumenFromSurfaces, OpenSurface } from '../geometry/voxelise-surface'

/** Cells round the vessel: an end's stub lies in them. */
const marginCells = 7
const mostCells = 80e6

interface VesselEnd extends Disc {
  readonly name: string
  /** Of the surface itself, m². */
  readonly area: number
}

export interface Vessel {
  readonly domain: BloodDomain
  readonly ends: readonly VesselEnd[]
  /** Distance to the wall with the ends closed, metres: tells whether a point lies in the vessel. */
  readonly closed: Float32Array
}

/**
 * The blood lattice of a vessel from its wall and the surfaces that close it, all in metres.
 * @throws Fault when the surfaces do not close, are no ends, or need too many cells
 */
export function vesselFromSurfaces(
  wall: TriangleMesh,
  caps: readonly (TriangleMesh & { readonly port: string })[],
  spacing: number,
): Vessel {
  const surfaces = [wall, ...caps]
  const cells = (diagonal(surfaces) / Math.sqrt(3) / spacing + 2 * marginCells) ** 3
  if (cells > mostCells)
    throw new Fault(
      wall.name,
      `a lattice of this spacing has some ${(cells / 1e6).toFixed(0)} million cells`,
      'Give a greater spacing_mm',
    )
  const { frame, lumen } = closedLumen(surfaces, spacing)
  const ends = caps.map((cap) => endOf(cap, frame, lumen))
  const pieces = domainFromDistance(frame, openEnds(frame, lumen, ends), () => 1)
  const ports = ends.map((end) => {
    const port = openPort(pieces, { ...end, id: end.name, structure: 1, part: 'vessel' })
    if (port.cell.length === 0)
      throw new Fault(end.name, 'no cell of the vessel reaches this end', 'Give a smaller spacing_mm')
    return port
  })
  const domain = {
    ...pieces,
    ports,
    gates: [],
    sheets: [],
    leaks: [],
    warnings: warningsOf(ends, ports, spacing),
  }
  return { domain, ends, closed: lumen }
}

function closedLumen(surfaces: readonly TriangleMesh[], spacing: number) {
  try {
    return lumenFromSurfaces(surfaces, spacing, marginCells * spacing)
  } catch (problem) {
    if (!(problem instanceof OpenSurface)) throw problem
    throw new Fault(
      surfaces.map((s) => s.name).join(', '),
      `the surfaces do not close: ${problem.openEdges} open edges`,
      'Give every inlet and outlet, with the same rim as the wall',
    )
  }
}

function endOf(cap: TriangleMesh & { port: string }, frame: LatticeFrame, lumen: Float32Array): VesselEnd {
  const { vector, centre, area } = meshArea(cap)
  if (length(vector) < 0.8 * area)
    throw new Fault(cap.name, 'it is not flat', 'Cut the vessel with a plane and give that face')
  const depth = (n: Vec3) => sampleField(frame, lumen, add(centre, scale(n, 3 * frame.spacing)))
  const n = normalize(vector)
  const normal = depth(n) >= depth(scale(n, -1)) ? n : scale(n, -1)
  let radius = 0
  for (let v = 0; v < cap.positions.length; v += 3) {
    const d = subtract(cap.positions.subarray(v, v + 3) as unknown as Vec3, centre)
    radius = Math.max(radius, Math.sqrt(Math.max(0, dot(d, d) - dot(d, normal) ** 2)))
  }
  return { name: cap.port, centre, normal, radius, area: length(vector) }
}

function warningsOf(
  ends: readonly VesselEnd[],
  ports: readonly { area: number }[],
  spacing: number,
): string[] {
  return ends.flatMap((end, p) => {
    const onLattice = ports[p]?.area ?? 0
    const off = onLattice / end.area - 1
    return Math.abs(off) > 0.05
      ? [
          `${end.name}: its surface measures ${(end.area * 1e6).toFixed(1)} mm², the lumen just inside of it ${(onLattice * 1e6).toFixed(1)} mm² (lattice of ${(spacing * 1e3).toFixed(2)} mm); blood passes through the latter`,
        ]
      : []
  })
}
