import type { Gpu } from '../gpu'
import { benchCuts } from './bench-cuts'
import { benchJolt } from './bench-jolt'
import { buildTissueModel, type TissueModel } from './model'
import { shellHeart } from './solids'
import { TissueSolver } from './solver'
import { solverOptions } from './solver-options'

interface BenchRow {
  readonly name: string
  readonly tetCount: number
  readonly nodeCount: number
  /** Substeps, sweeps and coarse corrections of a frame of 1/60 s: those that this device gets. */
  readonly pace: string
  readonly dispatchesPerFrame: number
  /** One frame of 1/60 s, ms. */
  readonly msPerFrame: number
  readonly bufferBytes: number
  /** Estimate: 88 bytes for each corner that a sweep or a coarse level visits. */
  readonly bytesMovedPerFrame: number
  /** Jolt's soft body of the same tetrahedra in the same run: 5 iterations a frame, one thread; or why there is none. */
  readonly jolt: { readonly msPerFrame: number; readonly edgeCount: number } | string
}

/** Edges that give a hollow ball about 10, 50 and 100 thousand tetrahedra, m. */
const edges = [5.4e-3, 2.98e-3, 2.33e-3]
const bytesPerCorner = 88

/** Time of a frame of tissue at several sizes beside Jolt's, and of a frame of cutting, without and with blood that presses. */
export async function benchTissue(gpu: Gpu) {
  const frames: BenchRow[] = []
  for (const edge of edges)
    frames.push(await benchFrame(gpu, buildTissueModel(shellHeart(0.025, 0.033, 1.5e-3), { edge })))
  return { frames, cuts: [await benchCuts(gpu), await benchCuts(gpu, 10e3)] }
}

async function benchFrame(gpu: Gpu, model: TissueModel): Promise<BenchRow> {
  const solver = await TissueSolver.create(gpu, model)
  solver.step(1 / 60)
  await solver.readPositions()
  const frames = model.tetCount > 30_000 ? 2 : 4
  const start = performance.now()
  for (let n = 0; n < frames; n++) solver.step(1 / 60)
  await solver.readPositions()
  const msPerFrame = (performance.now() - start) / frames
  const { dispatchesPerFrame, bufferBytes } = solver
  solver.dispose()
  const { substep, sweeps, cycles, levels } = solverOptions(gpu, {})
  const substeps = Math.round(1 / 60 / substep)
  // Each tetrahedron lies in the hats of all eight colours of a level.
  const corners = substeps * model.tetCount * (4 * sweeps + 8 * cycles * levels.length)
  return {
    name: `hollow ball, edge ${(model.lattice.edge * 1e3).toFixed(2)} mm`,
    tetCount: model.tetCount,
    nodeCount: model.nodeCount,
    pace: `${substeps} substeps of ${cycles} correction(s) on ${levels.length} levels and ${sweeps} sweeps`,
    dispatchesPerFrame,
    msPerFrame,
    bufferBytes,
    bytesMovedPerFrame: corners * bytesPerCorner,
    jolt: await benchJolt(model, 2 * frames),
  }
}
