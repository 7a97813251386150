import type { TissueSolver } from './solver'
import { fullPace } from './solver-options'

/** Options of a solver that looks for rest: so long a substep and so strong a damping that inertia counts for nothing. */
export const still = { ...fullPace, substep: 1, damping: 100, sweeps: 8 } as const

interface StaticLimits {
  /** How far any node may still be from its place of rest, m. */
  readonly tolerance: number
  readonly maxSteps?: number
  /** Substeps between two looks at the positions. */
  readonly block?: number
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
 * Runs a solver made with `still` until it rests. A block of substeps moves the furthest node by d; successive d fall
 * like a geometric series of ratio q, so that d q / (1 - q) is still to come: that must be under the tolerance twice.
 * Rounding (1e-7 of the distance from the origin) bounds what can be asked for.
 */
export async function solveStatic(
  solver: TissueSolver,
  { tolerance, maxSteps = 2000, block = 10 }: StaticLimits,
): Promise<StaticRest> {
  let before = await allPositions(solver)
  let [moved, remaining, steps, inside] = [Infinity, Infinity, 0, 0]
  while (inside < 2 && steps < maxSteps) {
    solver.run(block)
    steps += block
    const now = await allPositions(solver)
    const d = furthestMove(before, now)
    remaining = d < moved ? (d * d) / (moved - d) : Infinity
    if (d < tolerance / 100) remaining = d
    inside = remaining < tolerance ? inside + 1 : 0
    moved = d
    before = now
  }
  return { positions: await solver.readPositions(), steps, remaining, converged: inside >= 2 }
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
