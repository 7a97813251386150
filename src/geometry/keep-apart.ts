import type { LatticeFrame } from '../core/lattice'
import { strides } from './resolve-anatomy-flood'
import type { CellBox } from './resolve-anatomy-lumen'

/** Open fractions of the faces of a lattice, by axis, and the blood structure of each cell. */
interface Parted {
  readonly open: readonly Float32Array[]
  readonly structure: Uint8Array
}

/** Two structures in one number, whichever comes first. */
const pair = (a: number, b: number): number => (a < b ? a * 256 + b : b * 256 + a)

/** Visits the faces of a box between two different structures. */
function eachBorder(
  frame: LatticeFrame,
  { open, structure }: Parted,
  { low, high }: CellBox,
  visit: (axis: number, cell: number, key: number) => void,
): void {
  const step = strides(frame)
  for (let axis = 0; axis < 3; axis++)
    for (let k = low[2]; k < high[2]; k++)
      for (let j = low[1]; j < high[1]; j++)
        for (let i = low[0]; i < high[0]; i++) {
          const cell = i * step[0] + j * step[1] + k * step[2]
          if (!open[axis]![cell]) continue
          const [a, b] = [structure[cell]!, structure[cell + step[axis]!]!]
          if (a && b && a !== b) visit(axis, cell, pair(a, b))
        }
}

/** Pairs of structures that blood can pass between somewhere in a box; a valve is a way, too. */
export function joinedPairs(frame: LatticeFrame, blood: Parted, box: CellBox): Set<number> {
  const joined = new Set<number>()
  eachBorder(frame, blood, box, (_axis, _cell, key) => joined.add(key))
  return joined
}

/**
 * Shuts the faces of a box between structures that were not joined before. A vessel that grows pushes its neighbour
 * aside: it touches it, and opens no way into it. The neighbour's own narrowing by it is left out.
 */
export function keepApart(
  frame: LatticeFrame,
  blood: Parted,
  box: CellBox,
  joined: ReadonlySet<number>,
): void {
  eachBorder(frame, blood, box, (axis, cell, key) => {
    if (!joined.has(key)) blood.open[axis]![cell] = 0
  })
}
