import { cellCentre, type LatticeFrame, sampleField } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { meshArea } from '../geometry/mesh-area'
import type { Rim } from '../geometry/mesh-holes'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import type { Port } from '../heart/heart'

/** How far the lumen goes on past a port's disc, in cells. */
const beyondPort = 1.5

/** A flat piece: its vector area is as long as its area is large. (A closed surface's is zero.) */
export const isDisc = (mesh: TriangleMesh): boolean => {
  const { vector, area } = meshArea(mesh)
  return length(vector) > 0.9 * area
}

/** The disc's own middle, area and normal, turned out of the lumen. */
export function portOfDisc(disc: TriangleMesh, frame: LatticeFrame, lumen: Float32Array): Port {
  const { vector, centre } = meshArea(disc)
  let normal = normalize(vector)
  if (depthAt(frame, lumen, centre, normal) < depthAt(frame, lumen, centre, scale(normal, -1)))
    normal = scale(normal, -1)
  let radius = 0
  for (let v = 0; v < disc.positions.length; v += 3) {
    const d = subtract(disc.positions.subarray(v, v + 3) as unknown as Vec3, centre)
    radius = Math.max(radius, Math.sqrt(Math.max(0, dot(d, d) - dot(d, normal) ** 2)))
  }
  const { name } = disc
  return { id: name, name, structure: 1, part: 'vessel', centre, normal, radius, area: length(vector) }
}

/** A port at a rim where a vessel's surface ends. */
export function portOfRim(rim: Rim, id: string, name: string): Port {
  const { centre, normal, radius, area } = rim
  return { id, name, structure: 1, part: 'vessel', centre, normal, radius, area }
}

/** Distance to the wall three cells ahead: positive ahead of an end, negative behind it. */
const depthAt = (frame: LatticeFrame, lumen: Float32Array, p: Vec3, along: Vec3): number =>
  sampleField(frame, lumen, add(p, scale(along, 3 * frame.spacing)))

/** Carries the lumen on past each port, with the section it has just inside, so that the port's faces are open. */
export function openedAtPorts(
  frame: LatticeFrame,
  closed: Float32Array,
  ports: readonly Port[],
  wallThickness: number,
): Float32Array {
  const out = closed.slice()
  const h = frame.spacing
  const inside = 2 * h
  eachCellNear(frame, ports, wallThickness, (cell, p, port, height) => {
    if (height < -inside || height > beyondPort * h + 2 * h) return
    const source = subtract(p, scale(port.normal, height + inside))
    const section = sampleField(frame, closed, source)
    // Within the section's reach the cap would count as wall: the wall beside it is what matters there.
    const past = Math.max(section, height - beyondPort * h)
    out[cell] = Math.min(out[cell] as number, past)
  })
  return out
}

/** Signed distance to the wall: all within the thickness of the lumen, cut flat where the lumen ends. */
export function wallRound(
  frame: LatticeFrame,
  lumen: Float32Array,
  ports: readonly Port[],
  thickness: number,
): Float32Array {
  const tissue = lumen.map((d) => Math.max(-d, d - thickness))
  eachCellNear(frame, ports, thickness, (cell, _, __, height) => {
    if (height > -2 * frame.spacing)
      tissue[cell] = Math.max(tissue[cell] as number, height - (beyondPort - 0.5) * frame.spacing)
  })
  return tissue
}

/** Cells beside a port's axis, within six cells of its plane. */
function eachCellNear(
  frame: LatticeFrame,
  ports: readonly Port[],
  wallThickness: number,
  visit: (cell: number, p: Vec3, port: Port, height: number) => void,
): void {
  const [nx, ny, nz] = frame.size
  for (const port of ports) {
    const reach = port.radius + wallThickness + 3 * frame.spacing
    for (let k = 0, o = 0; k < nz; k++)
      for (let j = 0; j < ny; j++)
        for (let i = 0; i < nx; i++, o++) {
          const p = cellCentre(frame, i, j, k)
          const d = subtract(p, port.centre)
          const height = dot(d, port.normal)
          if (Math.abs(height) > 6 * frame.spacing || dot(d, d) - height * height > reach * reach) continue
          visit(o, p, port, height)
        }
  }
}
