import type { Vec3 } from '../core/vec3'
import type { Gpu } from '../gpu'

export interface SolverOptions {
  /** Length of a substep, seconds. */
  readonly substep?: number
  /** Sweeps over all colours per substep. */
  readonly sweeps?: number
  /** Corrections on the coarse levels per substep, before the sweeps; 0 switches them off. */
  readonly cycles?: number
  /** Edges of the coarse levels in units of the lattice's, coarsest first. */
  readonly levels?: readonly number[]
  /** v ← v exp(-damping · h), 1/s. */
  readonly damping?: number
  /** m/s². A heart is imaged under its weight, so that its rest shape carries it: none by default. */
  readonly gravity?: Vec3
  /** Override constants of `lib/tissue.wgsl`: another law than the neo-Hookean, for verification. */
  readonly law?: Readonly<Record<string, number>>
}

/** The pace that the figures of `verifyTissue` hold for. */
export const fullPace = { substep: 1 / 600, sweeps: 2, cycles: 1, levels: [8, 4, 2] } as const

/**
 * The pace without a GPU: three substeps a frame and no finest level. The same rest shapes (.6 % on a hanging strip)
 * at a sixth of the work; on the way there a strip is up to 20 % ahead after 50 ms, a thin flap 40 % behind after
 * 100 ms (3 and 1.4 % at full pace).
 */
export const lightPace = { substep: 1 / 180, sweeps: 2, cycles: 1, levels: [8, 4] } as const

export const solverOptions = (gpu: Gpu, options: SolverOptions): Required<SolverOptions> => ({
  ...(/SwiftShader|llvmpipe|no GPU/i.test(gpu.description) ? lightPace : fullPace),
  damping: 15,
  gravity: [0, 0, 0],
  law: {},
  ...options,
})
