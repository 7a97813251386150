import type { BloodDomain } from '../geometry/blood-domain'
import type { CellOrder } from './cell-order'
import { type LinkSource, meanDepth, packWalls, type Stride } from './wall-links'

const tagOf = (structure: number, compartment: number, parity: number, fluid: number, fill: number): number =>
  (structure | (compartment << 8) | (parity << 16) | (fluid << 17) | (Math.round(fill * 255) << 18)) >>> 0

/** Neighbours, open fractions, wall links and tags of every entry; `depthAtPort`: mean depth of a port's face, spacings. */
export function packFaces(
  domain: BloodDomain,
  stride: Stride,
  usable: readonly Float32Array[],
  ghostOf: Uint16Array,
  compartmentOf: Uint8Array,
  order: CellOrder,
) {
  const { cells, entryOf, count } = order
  const [nx, ny, nz] = domain.frame.size
  const size = [nx, ny, nz] as const
  const neighbours = new Uint32Array(6 * count)
  const open = new Float32Array(3 * count)
  const conduct = new Float32Array(3 * count)
  const walls = new Uint32Array(6 * count)
  const tags = new Uint32Array(count)
  const place = [0, 0, 0]
  const source: LinkSource = { domain, usable, ghostOf, stride }
  const depths = new Float32Array(3 * count)
  const depthAt = (c: number, axis: 0 | 1 | 2): number => {
    if (!entryOf[c]) return meanDepth(source, c, axis)
    const face = axis * count + entryOf[c]
    depths[face] ||= meanDepth(source, c, axis)
    return depths[face] as number
  }
  for (let e = 0; e < count; e++) {
    const c = cells[e] as number
    if (c === 0xffffffff) continue
    place[0] = c % nx
    place[1] = Math.floor(c / nx) % ny
    place[2] = Math.floor(c / (nx * ny))
    for (let axis = 0 as 0 | 1 | 2; axis < 3; axis++) {
      if ((place[axis] as number) > 0) neighbours[2 * axis * count + e] = entryOf[c - stride[axis]] as number
      if ((place[axis] as number) < size[axis] - 1)
        neighbours[(2 * axis + 1) * count + e] = entryOf[c + stride[axis]] as number
      const other = entryOf[c + stride[axis]] ?? 0
      const a = other ? ((usable[axis] as Float32Array)[c] as number) : 0
      if (a <= 0) continue
      open[axis * count + e] = a
      const volume = packWalls(source, depthAt, c, axis, walls, 2 * (axis * count + e))
      conduct[axis * count + e] = (a * a) / Math.max(volume, a)
    }
    const compartment = compartmentOf[c] as number
    tags[e] = tagOf(
      domain.structure[c] as number,
      Math.max(0, compartment - 1),
      ((place[0] as number) + (place[1] as number) + (place[2] as number)) & 1,
      compartment ? 1 : 0,
      domain.fill[c] as number,
    )
  }
  // A vessel's wall goes on behind its port.
  const endless: LinkSource = { ...source, ghostOf: new Uint16Array(ghostOf.length) }
  const depthAtPort = (c: number, axis: 0 | 1 | 2): number => meanDepth(endless, c, axis)
  return { faces: { neighbours, open, conduct, walls, tags }, depthAtPort }
}
