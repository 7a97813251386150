import type { LatticeFrame } from '../../core/lattice'
import { allNeighbours } from '../label-components'

/** A cell from which the part with a label grows. */
export interface Seed {
  readonly label: number
  readonly cell: number
}

/** A climb towards the axis of a vessel gains about a cell of depth a cell; along a widening vessel less than this. */
const steep = 0.7

/**
 * What clicks claim before parts grow. A click anywhere in a chamber claims the way to its deepest place. Where clicks
 * of several parts climb to the same place (a vein widens into the atrium without a neck), the deepest click's part
 * has it, and each other one claims the ball that fills the vessel where it was clicked, so that the atrium does not
 * pass it.
 * @param depth of each cell to the wall or a disc, in cells
 */
export function claimDepths(
  frame: LatticeFrame,
  depth: Float32Array,
  closed: Uint16Array,
  clicks: readonly Seed[],
): Seed[] {
  const ways = clicks.map((c) => climb(frame, depth, closed, c, 0))
  const owners = new Map<number, Seed>()
  clicks.forEach((click, n) => {
    const summit = ways[n]?.at(-1) as number
    const owner = owners.get(summit)
    if (!owner || (depth[click.cell] as number) > (depth[owner.cell] as number)) owners.set(summit, click)
  })
  return clicks.flatMap((click, n) => {
    const way = ways[n] as number[]
    const owns = owners.get(way.at(-1) as number)?.label === click.label
    const cells = owns ? way : ball(frame, depth, climb(frame, depth, closed, click, steep).at(-1) as number)
    return cells.map((cell) => ({ label: click.label, cell }))
  })
}

/** The steepest way up the depth from a seed, as far as it gains at least `least` a cell and passes no disc. */
function climb(
  frame: LatticeFrame,
  depth: Float32Array,
  closed: Uint16Array,
  { cell: start, label }: Seed,
  least: number,
): number[] {
  const [nx, ny] = frame.size
  const way = [start]
  for (;;) {
    const cell = way.at(-1) as number
    let best = cell
    let gain = least + 1e-6
    allNeighbours(frame, cell, (n) => {
      const away = Math.abs(n - cell)
      const axes = away === 1 || away === nx || away === nx * ny ? 1 : Math.SQRT2
      const slope = ((depth[n] as number) - (depth[cell] as number)) / axes
      if (slope <= gain || !passes(frame, closed, 1 << label, cell, n)) return
      gain = slope
      best = n
    })
    if (best === cell) return way
    way.push(best)
  }
}

/** Whether a step to one of the 26 neighbours passes no closed link on its way along x, then y, then z. */
function passes(frame: LatticeFrame, closed: Uint16Array, bit: number, from: number, to: number): boolean {
  const [nx, ny] = frame.size
  let cell = from
  for (const [axis, step, count] of [
    [0, 1, (to % nx) - (from % nx)],
    [1, nx, (Math.floor(to / nx) % ny) - (Math.floor(from / nx) % ny)],
    [2, nx * ny, Math.floor(to / (nx * ny)) - Math.floor(from / (nx * ny))],
  ] as const) {
    if (count === 0) continue
    const next = cell + count * step
    if ((closed[3 * Math.min(cell, next) + axis] as number) & bit) return false
    cell = next
  }
  return true
}

/** The cells within a cell's depth of it, the deepest first: none of them lies past a wall or a disc. */
function ball(frame: LatticeFrame, depth: Float32Array, cell: number): number[] {
  const [nx, ny, nz] = frame.size
  const [x, y, z] = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
  const radius = depth[cell] as number
  const cells = [cell]
  for (let k = Math.max(0, Math.ceil(z - radius)); k <= Math.min(nz - 1, z + radius); k++)
    for (let j = Math.max(0, Math.ceil(y - radius)); j <= Math.min(ny - 1, y + radius); j++)
      for (let i = Math.max(0, Math.ceil(x - radius)); i <= Math.min(nx - 1, x + radius); i++) {
        const n = i + nx * (j + ny * k)
        if (n !== cell && (depth[n] as number) > 0 && Math.hypot(i - x, j - y, k - z) <= radius) cells.push(n)
      }
  return cells
}
