import type { LatticeFrame } from '../../core/lattice'
import { BucketQueue } from './bucket-queue'
import { hasNeighbour, rimCells, sideSteps } from './rim-cells'

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
  const rim = rimCells(frame)
  const steps = sideSteps(frame)
  for (;;) {
    const level = queue.level()
    const cell = queue.pop()
    if (cell < 0) return
    const label = labels[cell] as number
    const bit = 1 << label
    const atRim = rim[cell] === 1
    for (let side = 0; side < 6; side++) {
      if (atRim && !hasNeighbour(frame, cell, side)) continue
      const next = cell + (steps[side] as number)
      if (labels[next] || !(depth[next] as number)) continue
      const lower = (side & 1) === 1 ? cell : next
      if ((closed[3 * lower + (side >> 1)] as number) & bit) continue
      labels[next] = label
      queue.push(next, Math.max(level, top - Math.round((depth[next] as number) * fineness)))
    }
  }
}
