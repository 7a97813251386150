import type { TissueSolver } from './solver'
import { fullPace } from './solver-options'

/**
 * Options of a solver that looks for rest. So long a substep leaves inertia no say; the guess x + exp(-damping h) (x - x_before)
 * then is Nesterov's momentum, which takes the square root of the number of sweeps that plain descent needs.
 */
export const still = { ...fullPace, substep: 1, damping: 0.1 } as const

interface StaticLimits {
  /** How far any node may still be from its place of rest, m. */
  readonly tolerance: number
  readonly maxSteps?: number
  /** Substeps between two looks at the positions. */
  readonly block?: number
  /** Sets the loads that follow the shape, before each block; xyz of every lattice and virtual node, m. */
  readonly follow?: (positions: Float32Array) => void
}

export interface StaticRest {
  /** xyz of every lattice and virtual node, m. */
  readonly positions: Float32Array
  readonly steps: number
  /** Estimated distance of the slowest node from its place of rest, m. */
  readonly remaining: number
  readonly converged: boolean
}

/**
 * Runs a solver made with `still` until it rests. A block of substeps moves the furthest node by d. The greater of two
 * successive d (momentum swings) falls by a ratio q a block, so that d q / (1 - q) is still to come: that must be under
 * the tolerance. Rounding (1e-7 of the distance from the origin) bounds what can be asked for.
 */
export async function solveStatic(
  solver: TissueSolver,
  { tolerance, maxSteps = 2000, block = 10, follow }: StaticLimits,
): Promise<StaticRest> {
  const moves: number[] = []
  let before = await allPositions(solver)
  let remaining = Infinity
  while (remaining > tolerance && moves.length * block < maxSteps) {
    follow?.(before[0]!)
    solver.run(block)
    const now = await allPositions(solver)
    moves.push(furthestMove(before, now))
    remaining = stillToCome(moves)
    before = now
  }
  return {
    positions: await solver.readPositions(),
    steps: moves.length * block,
    remaining,
    converged: remaining <= tolerance,
  }
}

/** What a series of moves that falls geometrically still adds up to. */
function stillToCome(moves: readonly number[]): number {
  if (moves.length < 4) return Infinity
  const [a, b, c, d] = moves.slice(-4) as [number, number, number, number]
  const [earlier, later] = [Math.max(a, b), Math.max(c, d)]
  if (later === 0) return 0
  const ratio = Math.sqrt(later / earlier)
  return ratio < 1 ? (later * ratio) / (1 - ratio) : Infinity
}

/** Places of the tissue's nodes and of all shells' nodes. */
async function allPositions(solver: TissueSolver): Promise<readonly Float32Array[]> {
  const { nodePositions, shells } = await solver.readSnapshot()
  return [nodePositions, ...shells.map((s) => s.positions)]
}

function furthestMove(before: readonly Float32Array[], now: readonly Float32Array[]): number {
  let most = 0
  now.forEach((list, k) => {
    for (let o = 0; o < list.length; o += 3) {
      const from = before[k]!
      const d = Math.hypot(list[o]! - from[o]!, list[o + 1]! - from[o + 1]!, list[o + 2]! - from[o + 2]!)
      most = Math.max(most, d)
    }
  })
  return most
}
