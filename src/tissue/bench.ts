import type { Gpu } from '../gpu'
import { buildTissueModel } from './model'
import { shellHeart } from './solids'
import { TissueSolver } from './solver'

interface BenchRow {
  readonly name: string
  readonly tetCount: number
  readonly nodeCount: number
  readonly dispatchesPerFrame: number
  /** One frame of 1/60 s at the default substeps and sweeps, ms. */
  readonly msPerFrame: number
}

/** Time of a frame of tissue at several sizes, positions read back once at the end. */
export async function benchTissue(
  gpu: Gpu,
  edges: readonly number[] = [6e-3, 4e-3, 2.4e-3],
): Promise<BenchRow[]> {
  const heart = shellHeart(0.025, 0.033, 1.5e-3)
  const rows: BenchRow[] = []
  for (const edge of edges) {
    const model = buildTissueModel(heart, { edge })
    const solver = await TissueSolver.create(gpu, model)
    solver.step(1 / 60)
    await solver.readPositions()
    const frames = model.tetCount > 30_000 ? 2 : 4
    const start = performance.now()
    for (let n = 0; n < frames; n++) solver.step(1 / 60)
    await solver.readPositions()
    const msPerFrame = (performance.now() - start) / frames
    rows.push({
      name: `hollow ball, edge ${(edge * 1e3).toFixed(1)} mm`,
      tetCount: model.tetCount,
      nodeCount: model.nodeCount,
      dispatchesPerFrame: solver.dispatchesPerFrame,
      msPerFrame,
    })
    solver.dispose()
  }
  return rows
}
