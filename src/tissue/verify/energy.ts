import type { Gpu } from '../../gpu'
import { sweepBlade } from '../blade'
import { planCut } from '../cut'
import { elastic } from '../energy'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { fullPace } from '../solver-options'
import type { Tie } from '../ties'
import { latticeNode, nodeMasses, type TissueTopology, uncut } from '../topology'
import { type Row, row } from './row'

/** A cut half through the box, a millimetre beside its middle. */
const blade = (edge: number) =>
  sweepBlade(
    [-40, 0].map((y): [[number, number, number], [number, number, number]] => [
      [1.1, y, -40],
      [1.1, y, 40],
    ]),
    edge,
  )
const stiffness = 20

/** A thread without slack at every fifth copy that the cut made: its rest length is nought, where the lips lie now. */
function seam(s: TissueTopology): Tie[] {
  const ties: Tie[] = []
  for (let n = s.model.nodeCount; n < s.nodeCount; n += 5)
    ties.push({
      mode: 'thread',
      nodes: [n, latticeNode(s, n)],
      weights: [1, -1],
      anchor: [0, 0, 0],
      stiffness,
      length: 0,
      factor: 2,
    })
  return ties
}

/** Energy of threads of rest length nought, J. */
const threadEnergy = (ties: readonly Tie[], x: Float32Array): number =>
  ties.reduce((sum, { nodes: [a, b] }) => {
    const d = [0, 1, 2].map((k) => x[3 * a! + k]! - x[3 * b! + k]!)
    return sum + (stiffness / 2) * Math.hypot(...d) ** 2
  }, 0)

/**
 * Nothing acts on a box that was stretched by a fifth, half cut through and sewn, and is let go undamped: kinetic +
 * elastic + thread energy never grows. The greatest rise from any look to any later one, over the energy at the start.
 */
async function energyRise(gpu: Gpu, steps: number, every: number): Promise<Row[]> {
  const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 6e-3, anchored: false })
  const { topology, inherits } = planCut(uncut(model), blade(model.lattice.edge))
  const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0 })
  solver.setTopology(topology, inherits)
  const ties = seam(topology)
  solver.setTies(ties)
  solver.setPositions(
    Float32Array.from({ length: 3 * topology.nodeCount }, (_, o) => {
      const x = model.rest[3 * latticeNode(topology, Math.floor(o / 3)) + (o % 3)]!
      return o % 3 === 0 ? 1.2 * x : x
    }),
  )
  const mass = nodeMasses(topology)
  let [first, lowest, rise] = [0, Infinity, 0]
  for (let n = 0; n <= steps; n += every) {
    const [x, v] = [await solver.readPositions(), await solver.readVelocities()]
    const kinetic = mass.reduce(
      (sum, m, k) => sum + (m / 2) * Math.hypot(v[3 * k]!, v[3 * k + 1]!, v[3 * k + 2]!) ** 2,
      0,
    )
    const total = kinetic + elastic(topology, x).energy + threadEnergy(ties, x)
    if (n === 0) first = total
    rise = Math.max(rise, total - lowest)
    lowest = Math.min(lowest, total)
    solver.run(every)
  }
  solver.dispose()
  return [
    row({
      name: `energy without input over ${steps} substeps: greatest rise over the start`,
      reference: 0,
      computed: rise / first,
      tolerance: 1e-6,
      unit: '',
      resolution: `${model.tetCount} tetrahedra, ${topology.cuts.length} cut, ${ties.length} stitches, damping 0, seen every ${every}`,
    }),
  ]
}

export const energyShort = (gpu: Gpu): Promise<Row[]> => energyRise(gpu, 200, 10)

/** The same over 10,000 substeps. */
export const energyLong = (gpu: Gpu): Promise<Row[]> => energyRise(gpu, 10_000, 20)
