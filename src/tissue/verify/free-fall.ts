import type { Gpu } from '../../gpu'
import { sweepBlade } from '../blade'
import { planCut } from '../cut'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { fullPace } from '../solver-options'
import { latticeNode, nodeMasses, type TissueTopology, uncut } from '../topology'
import { type Row, row } from './row'

const gravity = 9.81
const h = fullPace.substep
const box = () => buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })
/** A plane right through the box, a millimetre beside its middle. */
const plane = [-40, 40].map((y): [[number, number, number], [number, number, number]] => [
  [1.1, y, -40],
  [1.1, y, 40],
])

/** Momentum over mass, m/s, of the nodes that count. */
function drift(mass: Float32Array, v: Float32Array, counts: (node: number) => boolean = () => true) {
  let total = 0
  const momentum = [0, 0, 0]
  mass.forEach((m, n) => {
    if (!counts(n)) return
    total += m
    for (let d = 0; d < 3; d++) momentum[d]! += m * v[3 * n + d]!
  })
  return momentum.map((p) => p / total)
}

/**
 * Free fall: v = g t whatever the shape does; here a box stretched by a tenth, cut in two, one half thrown aside at
 * .3 m/s. The elastic forces within a piece sum to zero, so that its momentum changes by its weight alone.
 */
export async function freeFall(gpu: Gpu): Promise<Row[]> {
  const model = box()
  const { topology, inherits } = planCut(uncut(model), sweepBlade(plane, model.lattice.edge))
  const isRight = (n: number): boolean => model.rest[3 * latticeNode(topology, n)]! > 1.1e-3
  const right = pieceOf(topology, isRight)
  const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0, gravity: [0, 0, -gravity] })
  solver.setTopology(topology, inherits)
  const rest = Float32Array.from({ length: 3 * topology.nodeCount }, (_, o) => {
    const x = model.rest[3 * latticeNode(topology, Math.floor(o / 3)) + (o % 3)]!
    return o % 3 === 1 ? 1.1 * x : x
  })
  solver.setPositions(rest)
  const thrown = 0.3
  solver.setVelocities(rest.map((_, o) => (o % 3 === 0 && right[Math.floor(o / 3)] ? thrown : 0)))
  const steps = 60
  solver.run(steps)
  const v = await solver.readVelocities()
  solver.dispose()
  const mass = nodeMasses(topology)
  const [fall, aside] = [drift(mass, v)[2]!, drift(mass, v, (n) => right[n] === 1)[0]!]
  const common = {
    tolerance: 1e-5,
    unit: 'm/s',
    resolution: `${model.tetCount} tetrahedra, ${steps} substeps`,
  }
  return [
    row({
      name: 'free fall: momentum over mass after .1 s',
      reference: gravity * steps * h,
      computed: -fall,
      ...common,
    }),
    row({
      name: 'free fall: momentum aside of a half cut off and thrown',
      reference: thrown,
      computed: aside,
      ...common,
    }),
    ...(await spin(gpu)),
  ]
}

/** Marks the nodes of the piece right of the plane: those of slots with a real corner there. */
function pieceOf(s: TissueTopology, isRight: (node: number) => boolean): Uint8Array {
  const side = new Uint8Array(s.nodeCount)
  for (let slot = 0; slot < s.slotCount; slot++)
    for (let c = 0; c < 4; c++) {
      const real = s.slotNodes[4 * slot + [0, 1, 2, 3].find((k) => s.slotMask[slot]! & (1 << k))!]!
      if (isRight(real)) side[s.slotNodes[4 * slot + c]!] = 1
    }
  return side
}

/**
 * Spin: what nothing turns keeps its angular momentum. Implicit Euler itself takes away (omega h)² of it a substep, and
 * sweeps that have not converged a little more; the translation of free pieces does not help here.
 */
async function spin(gpu: Gpu): Promise<Row[]> {
  const model = box()
  const omega = 5
  const steps = 60
  const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0 })
  const x = model.rest
  solver.setVelocities(
    x.map((_, o) => (o % 3 === 0 ? -omega * x[o + 1]! : o % 3 === 1 ? omega * x[o - 1]! : 0)),
  )
  const before = turning(model.mass, x, await solver.readVelocities())
  solver.run(steps)
  const after = turning(model.mass, await solver.readPositions(), await solver.readVelocities())
  solver.dispose()
  return [
    row({
      name: 'spin at 5 rad/s: share of the angular momentum left after .1 s',
      reference: 1,
      computed: after / before,
      tolerance: 0.02,
      unit: '',
      resolution: `${model.tetCount} tetrahedra; implicit Euler alone loses ${(omega ** 2 * h * h * steps).toPrecision(2)}`,
    }),
  ]
}

/** Angular momentum about z, kg m²/s. */
function turning(mass: Float32Array, x: Float32Array, v: Float32Array): number {
  return mass.reduce((sum, m, n) => sum + m * (x[3 * n]! * v[3 * n + 1]! - x[3 * n + 1]! * v[3 * n]!), 0)
}
