import { cellCentre, type LatticeFrame, toLattice } from '../core/lattice'
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
  const [sx, sy] = sizeOf(box)
  return {
    ...shape,
    apply(p, phi) {
      const at = toLattice(frame, p)
      const i = Math.round(at[0]) - box.low[0]
      const j = Math.round(at[1]) - box.low[1]
      const k = Math.round(at[2]) - box.low[2]
      return foreign[i + sx * (j + sy * k)] ? phi : shape.apply(p, phi)
    },
  }
}

const sizeOf = ({ low, high }: CellBox): Vec3 => [high[0] - low[0], high[1] - low[1], high[2] - low[2]]

const other = 2
const own = 1

/** Per cell of the box: 1 where the nearest blood is a neighbour's. */
function foreignCells(
  shape: LumenShape,
  frame: LatticeFrame,
  box: CellBox,
  fill: ArrayLike<number>,
  open: Open,
): Uint8Array {
  const size = sizeOf(box)
  const outer = strides(frame)
  const cellOf = (n: number) => placeOf(n, size).reduce((sum, v, a) => sum + v * (outer[a] as number), corner)
  const corner = box.low.reduce((sum, v, a) => sum + v * (outer[a] as number), 0)
  const side = new Uint8Array(size[0] * size[1] * size[2])
  const blood: number[] = []
  for (let n = 0; n < side.length; n++)
    if ((fill[cellOf(n)] as number) > 0 && reaches(shape, placeAt(frame, box, n))) blood.push(n)
  const within = new Set(blood)
  const start = nearestTo(blood, frame, box, mix(shape.low, shape.high, 0.5))
  if (start === undefined) return side
  // First what hangs together with the middle, then what is nearest to it or to other blood.
  side[start] = own
  spread([start], size, (from, to, axis) => {
    const face = cellOf(Math.min(from, to))
    if (side[to] || !within.has(to) || !open[axis]?.[face]) return false
    side[to] = own
    return true
  })
  for (const n of blood) side[n] ||= other
  spread(blood, size, (from, to) => {
    if (side[to]) return false
    side[to] = side[from] as number
    return true
  })
  return side.map((s) => (s === other ? 1 : 0))
}

/** Goes on from cell to neighbour, nearest first, wherever `take` says that the neighbour is taken. */
function spread(
  start: readonly number[],
  size: Vec3,
  take: (from: number, to: number, axis: number) => boolean,
): void {
  const step = [1, size[0], size[0] * size[1]] as const
  const queue = [...start]
  for (const n of queue) {
    const at = placeOf(n, size)
    for (let axis = 0; axis < 3; axis++)
      for (const side of [-1, 1]) {
        const next = (at[axis] as number) + side
        const to = n + side * (step[axis] as number)
        if (next >= 0 && next < (size[axis] as number) && take(n, to, axis)) queue.push(to)
      }
  }
}

const placeOf = (n: number, [nx, ny]: Vec3): Vec3 => [
  n % nx,
  Math.floor(n / nx) % ny,
  Math.floor(n / (nx * ny)),
]

function placeAt(frame: LatticeFrame, box: CellBox, n: number): Vec3 {
  const [i, j, k] = placeOf(n, sizeOf(box))
  return cellCentre(frame, i + box.low[0], j + box.low[1], k + box.low[2])
}

/** Can a shape change anything at a place, however deep in blood it lies? */
const reaches = (shape: LumenShape, p: Vec3): boolean => shape.apply(p, -1) !== -1

function nearestTo(
  cells: readonly number[],
  frame: LatticeFrame,
  box: CellBox,
  middle: Vec3,
): number | undefined {
  let [best, least]: [number | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
  for (const n of cells) {
    const far = distance(placeAt(frame, box, n), middle)
    if (far < least) [best, least] = [n, far]
  }
  return best
}
