import type { FlowSolver } from '../blood'

export interface Settled {
  /** Over the last whole crossing; over the one in hand where none was ended, m³/s. */
  readonly mean: number
  /** Over the last whole crossing, m³/s; not a number where none was ended. */
  readonly wholeMean: number
  /** What the two sides' means differ by, relative. */
  readonly mismatch: number
  /** 1 % over the last change from one whole crossing to the next, 1 at most; 0 where there were not two. */
  readonly settled: number
  readonly stepCount: number
}

/** Crossings after which a flow that still changes is left as it is. */
export const mostTurns = 12

/**
 * Steps until the mean of one crossing differs from that of the one before by under 1 %. A crossing that was broken off
 * tells nothing beside a whole one: a few steps may agree with anything.
 * @param crossing time that the jet takes through the window, s
 * @param before mean flow of a whole crossing that went before, m³/s; not a number: none did
 */
export async function settleCrossings(
  solver: Pick<FlowSolver, 'time' | 'step' | 'measure'>,
  crossing: number,
  late: () => boolean,
  tell: (turn: number) => void,
  before: number,
): Promise<Settled> {
  let [stepCount, settled, mean, mismatch, wholeMean] = [0, 0, 0, 0, before]
  for (let turn = 0; turn < mostTurns && settled < 1 && !late(); turn++) {
    const end = solver.time + crossing
    let [sum, balance, samples] = [0, 0, 0]
    while (solver.time < end && !late()) {
      stepCount += 10
      await solver.step(10)
      const { ports } = await solver.measure()
      const out = ports['downstream']?.flow ?? 0
      sum += Math.abs(out)
      balance += out + (ports['upstream']?.flow ?? 0)
      samples++
      tell(turn)
    }
    const isWhole = solver.time >= end
    if (samples && (isWhole || turn === 0))
      [mean, mismatch] = [sum / samples, Math.abs(balance) / Math.max(sum, 1e-12)]
    if (!isWhole) break
    const change = Math.abs(mean - wholeMean) / Math.max(mean, 1e-12)
    settled = Number.isFinite(change) ? Math.min(1, 0.01 / Math.max(change, 1e-9)) : 0
    wholeMean = mean
  }
  return { mean, wholeMean, mismatch, settled, stepCount }
}
