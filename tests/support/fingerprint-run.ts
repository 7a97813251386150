import { openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { fingerprint } from '../../src/tissue/fingerprint'
import { buildShell } from '../../src/tissue/shell'
import { TissueSolver } from '../../src/tissue/solver'
import { sewRim } from '../../src/tissue/stitch'
import { block, blockEdge, ribbons } from './cut-block'
import { disc } from './disc'

// Cuts the block four times, lets it fall for four frames after each, sews a patch onto it, takes a part of its stitches
// out again, and prints what it has become.
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
const shell = buildShell(disc('patch-1', 6e-3, [0, 0, 0.011]), 'pericardium', solver.nextShellNode)
solver.addShell(shell)
await solver.addStitches(sewRim(solver.topology, shell, 2.5e-3, 2e-3).stitches)
for (let frame = 0; frame < 4; frame++) solver.step(1 / 60)
solver.release('patch-1', ([x]) => x > 0.004)
for (let frame = 0; frame < 4; frame++) solver.step(1 / 60)
const { nodePositions, shells, stitches } = await solver.readSnapshot()
const sewn = [
  ...shells.flatMap(({ positions, triangles }) => [positions, triangles]),
  ...stitches.map(({ positions }) => positions),
]
const lengths = sewn.map(({ length }) => length).join(',')
console.log(`sewn ${lengths}`)
console.log(
  `fingerprint ${fingerprint(solver.topology)} ${fingerprint(solver.topology, nodePositions, sewn)}`,
)
process.exit(0)
