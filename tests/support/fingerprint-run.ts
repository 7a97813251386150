import { openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { fingerprint } from '../../src/tissue/fingerprint'
import { TissueSolver } from '../../src/tissue/solver'
import { block, blockEdge, ribbons } from './cut-block'

// Cuts the block four times, lets it fall for four frames after each, and prints what it has become.
const gpu = await openGpu()
const solver = await TissueSolver.create(gpu, block, { gravity: [0, 0, -9.81] })
solver.setFixed(
  Uint8Array.from({ length: block.nodeCount }, (_, n) => (block.rest[3 * n]! < -0.0125 ? 1 : 0)),
)
const blades = ribbons(29)
for (let cut = 0; cut < 4; cut++) {
  solver.apply(planCut(solver.topology, sweepBlade(blades.next().value.rows, blockEdge)))
  for (let frame = 0; frame < 4; frame++) solver.step(1 / 60)
}
const positions = await solver.readPositions()
console.log(`fingerprint ${fingerprint(solver.topology)} ${fingerprint(solver.topology, positions)}`)
process.exit(0)
