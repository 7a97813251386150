import type { LatticeFrame } from '../../core/lattice'
import { BucketQueue } from './bucket-queue'

/** Levels of the flood per cell of depth. */
const fineness = 8

/**
 * Separates blood into parts by a watershed from marked cells on the depth (Meyer's flooding with -depth as height):
 * parts grow in the deep first and come to shallow passages last, so that two parts meet where the passage between
 * them is narrowest. A closed link is passed by none of the parts that it stops.
 * @param depth of each cell to the wall, in cells; 0 outside of blood
 * @returns a label a cell, 0 where no part came
 */
export function growParts(
  frame: LatticeFrame,
  depth: Float32Array,
  closed: Uint16Array,
  seeds: readonly { readonly label: number; readonly cell: number }[],
): Uint8Array {
  const labels = new Uint8Array(depth.length)
  let deepest = 0
  for (let o = 0; o < depth.length; o++) deepest = Math.max(deepest, depth[o] as number)
  const top = Math.round(deepest * fineness)
  const queue = new BucketQueue(depth.length, top + 1)
  for (const { label, cell } of seeds) {
    if (labels[cell]) continue
    labels[cell] = label
    queue.push(cell, top - Math.round((depth[cell] as number) * fineness))
  }
  flood(frame, depth, closed, labels, queue, top)
  return labels
}

function flood(
  frame: LatticeFrame,
  depth: Float32Array,
  closed: Uint16Array,
  labels: Uint8Array,
  queue: BucketQueue,
  top: number,
): void {
  const [nx, ny, nz] = frame.size
  const layer = nx * ny
  for (;;) {
    const level = queue.level()
    const cell = queue.pop()
    if (cell < 0) return
    const label = labels[cell] as number
    const bit = 1 << label
    const i = cell % nx
    const j = Math.floor(cell / nx) % ny
    const k = Math.floor(cell / layer)
    for (let side = 0; side < 6; side++) {
      const axis = side >> 1
      const up = (side & 1) === 1
      const at = axis === 0 ? i : axis === 1 ? j : k
      const n = axis === 0 ? nx : axis === 1 ? ny : nz
      if (up ? at === n - 1 : at === 0) continue
      const step = axis === 0 ? 1 : axis === 1 ? nx : layer
      const next = up ? cell + step : cell - step
      if (labels[next] || !(depth[next] as number)) continue
      if ((closed[3 * (up ? cell : next) + axis] as number) & bit) continue
      labels[next] = label
      queue.push(next, Math.max(level, top - Math.round((depth[next] as number) * fineness)))
    }
  }
}
