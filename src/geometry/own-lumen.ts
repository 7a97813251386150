import { cellCentre, type LatticeFrame } from '../core/lattice'
import { distance, mix, type Vec3 } from '../core/vec3'
import { strides } from './resolve-anatomy-flood'
import { boxOfShape, type CellBox, type LumenShape } from './resolve-anatomy-lumen'

type Open = readonly [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>]

/**
 * A shape that changes only the lumen in its middle, where its box reaches over neighbours too: a narrowing of the lung
 * artery leaves the aorta beside it as it is. A place belongs to the lumen whose blood is nearest, counted in cells;
 * its own is what open links join to the middle without leaving the shape's reach.
 * @param fill blood per cell, 0–1; `open` fractions of the faces, as before the shape
 */
export function ownLumen(
  shape: LumenShape,
  frame: LatticeFrame,
  fill: ArrayLike<number>,
  open: Open,
): LumenShape {
  const box = boxOfShape(frame, shape)
  const foreign = foreignCells(shape, frame, box, fill, open)
  const { origin, spacing } = frame
  const [sx, sy] = sizeOf(box)
  return {
    ...shape,
    apply(p, phi) {
      const i = Math.round((p[0] - origin[0]) / spacing) - box.low[0]
      const j = Math.round((p[1] - origin[1]) / spacing) - box.low[1]
      const k = Math.round((p[2] - origin[2]) / spacing) - box.low[2]
      return foreign[i + sx * (j + sy * k)] ? phi : shape.apply(p, phi)
    },
  }
}

const sizeOf = ({ low, high }: CellBox): Vec3 => [high[0] - low[0], high[1] - low[1], high[2] - low[2]]

/** What a cell is in reach of, and whose it is: blood of neither yet, its own, or a neighbour's. */
const blood = 1
const own = 2
const other = 3

/** Per cell of the box: 1 where the nearest blood is a neighbour's. */
function foreignCells(
  shape: LumenShape,
  frame: LatticeFrame,
  box: CellBox,
  fill: ArrayLike<number>,
  open: Open,
): Uint8Array {
  const { side, cell, middle } = bloodInReach(shape, frame, box, fill)
  if (middle < 0) return side
  // First what hangs together with the middle, then what is nearest to it or to other blood.
  const joined = [middle]
  side[middle] = own
  spread(joined, sizeOf(box), (from, to, axis) => {
    if (side[to] !== blood || !open[axis]?.[cell[Math.min(from, to)] as number]) return false
    side[to] = own
    return true
  })
  const all: number[] = []
  for (let n = 0; n < side.length; n++) {
    if (side[n] === blood) side[n] = other
    if (side[n]) all.push(n)
  }
  spread(all, sizeOf(box), (from, to) => {
    if (side[to]) return false
    side[to] = side[from] as number
    return true
  })
  for (let n = 0; n < side.length; n++) side[n] = side[n] === other ? 1 : 0
  return side
}

/** Blood of the box that the shape can change, the lattice's cell of each place, and the blood nearest to the middle. */
function bloodInReach(
  shape: LumenShape,
  frame: LatticeFrame,
  { low, high }: CellBox,
  fill: ArrayLike<number>,
): { side: Uint8Array; cell: Int32Array; middle: number } {
  const [, sy, sz] = strides(frame)
  const centre = mix(shape.low, shape.high, 0.5)
  const count = (high[0] - low[0]) * (high[1] - low[1]) * (high[2] - low[2])
  const side = new Uint8Array(count)
  const cell = new Int32Array(count)
  let [middle, least] = [-1, Number.POSITIVE_INFINITY]
  for (let k = low[2], n = 0; k < high[2]; k++)
    for (let j = low[1]; j < high[1]; j++)
      for (let i = low[0]; i < high[0]; i++, n++) {
        cell[n] = i + sy * j + sz * k
        if ((fill[cell[n] as number] as number) === 0) continue
        const p = cellCentre(frame, i, j, k)
        // However deep in blood it lies.
        if (shape.apply(p, -1) === -1) continue
        side[n] = blood
        const far = distance(p, centre)
        if (far < least) [middle, least] = [n, far]
      }
  return { side, cell, middle }
}

/** Goes on from cell to neighbour, nearest first, wherever `take` says that the neighbour is taken. */
function spread(
  queue: number[],
  [nx, ny, nz]: Vec3,
  take: (from: number, to: number, axis: number) => boolean,
): void {
  for (let q = 0; q < queue.length; q++) {
    const n = queue[q] as number
    const k = Math.floor(n / (nx * ny))
    const j = Math.floor(n / nx) - k * ny
    const i = n - nx * (j + ny * k)
    if (i > 0 && take(n, n - 1, 0)) queue.push(n - 1)
    if (i < nx - 1 && take(n, n + 1, 0)) queue.push(n + 1)
    if (j > 0 && take(n, n - nx, 1)) queue.push(n - nx)
    if (j < ny - 1 && take(n, n + nx, 1)) queue.push(n + nx)
    if (k > 0 && take(n, n - nx * ny, 2)) queue.push(n - nx * ny)
    if (k < nz - 1 && take(n, n + nx * ny, 2)) queue.push(n + nx * ny)
  }
}
