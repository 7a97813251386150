import type { SolverOptions } from './solver-options'
import type { SolverParts } from './solver-parts'

/** The order of a substep: guess, loads, shared strain, coarse levels, sweeps, rigid motion, velocity. */
export class Substeps {
  constructor(
    private readonly parts: SolverParts,
    private readonly options: Required<SolverOptions>,
  ) {}

  encode(pass: GPUComputePassEncoder): void {
    const { motion, bodyLoads, shared, coarse, rigid, ties } = this.parts
    const updateTies = (): void => ties.encodeAll(pass)
    motion.move(pass, 'predict')
    bodyLoads.encode(pass)
    shared.encode(pass)
    for (let c = 0; c < this.options.cycles; c++) coarse.correct(pass, updateTies)
    for (let s = 0; s < this.options.sweeps; s++)
      this.parts.sweeps.sweep(pass, (colour) => ties.encode(pass, colour))
    if (!ties.store.hasMoving) rigid.correct(pass, updateTies)
    motion.move(pass, 'settle')
  }

  /** Dispatches that a frame of 1/60 s takes. */
  get dispatchesPerFrame(): number {
    const { sweeps, cycles, substep } = this.options
    const { sweeps: colours, coarse, shared, rigid, ties } = this.parts
    const perSweep = colours.counts.reduce(
      (sum, nodes, n) => sum + (nodes ? 1 : 0) + (ties.store.countOf(n) ? 1 : 0),
      0,
    )
    const perCycle = coarse.passCount * (ties.store.tiedNodeCount ? 4 : 3)
    const once = 2 + shared.dispatchCount + rigid.dispatchCount
    return Math.round((once + sweeps * perSweep + cycles * perCycle) / (60 * substep))
  }
}
