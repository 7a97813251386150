import { copyBandwidth, type Gpu, watchTraffic } from '../gpu'
import { FlowSolver } from './flow-solver'
import { pipe } from './verify/shapes'

export interface BloodBench {
  readonly name: string
  readonly device: string
  readonly cells: number
  readonly steps: number
  readonly msPerStep: number
  /** Million cell updates a second: one update is a whole time step of a cell (two stages, pressure, projection). */
  readonly MLUPs: number
  readonly dispatchesPerStep: number
  /** Bytes of the buffers that a step's dispatches are bound to, each once a dispatch: the least that they move. */
  readonly bytesPerStep: number
  /** These bytes over the time of a step, as a share of what the device moves when it copies. */
  readonly bytesPerSecond: number
  readonly shareOfCopy: number
}

/** Speed of whole time steps in a pipe, coarse to fine; stops when a step takes over a second. */
export async function benchBlood(gpu: Gpu): Promise<BloodBench[]> {
  const copying = await copyBandwidth(gpu)
  const rows: BloodBench[] = []
  for (const cells of [10, 20, 40, 80]) {
    const row = await benchPipe(gpu, cells, copying)
    rows.push(row)
    if (row.msPerStep > 150) break
  }
  return rows
}

async function benchPipe(gpu: Gpu, cellsAcross: number, copying: number): Promise<BloodBench> {
  const radius = 0.01
  const domain = pipe(radius, 6 * radius, (2 * radius) / cellsAcross, [0.1, 0.2, 1])
  const traffic = watchTraffic(gpu)
  const solver = await FlowSolver.create(gpu, domain, { density: 1060, viscosity: 0.0035 })
  solver.setControl({ ports: { in: { flow: -1e-4 }, out: { pressure: 0 } } })
  await solver.step(22) // past the closer looks and further iterations of the start
  await solver.measure()
  traffic.take()
  const steps = 20
  const start = performance.now()
  await solver.step(steps)
  await solver.probe([[0, 0, 0]])
  const msPerStep = (performance.now() - start) / steps
  const { dispatches, bytes } = traffic.take()
  traffic.stop()
  const bytesPerSecond = (1e3 * bytes) / steps / msPerStep
  const row = {
    name: `pipe, ${cellsAcross} cells across`,
    device: gpu.description,
    cells: solver.cellCount,
    steps,
    msPerStep,
    MLUPs: solver.cellCount / msPerStep / 1e3,
    dispatchesPerStep: dispatches / steps,
    bytesPerStep: bytes / steps,
    bytesPerSecond,
    shareOfCopy: bytesPerSecond / copying,
  }
  solver.destroy()
  return row
}
