import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runsLong } from '../../tests/support/long'
import { seededRandom } from '../core/random'
import { cross, dot, subtract, type Vec3 } from '../core/vec3'
import { createKernel, createStorage, type Gpu, openGpu, readBuffer, runPass } from '../gpu'
import { materialTable } from './activation'
import { shapeGradients } from './bcc'
import { sweepBlade } from './blade'
import { planCut } from './cut'
import { elastic } from './energy'
import { lame } from './materials'
import { buildTissueModel } from './model'
import { packed } from './packed-nodes'
import { stressFree } from './prestretch'
import { SharedStrain } from './shared-strain'
import { boxHeart } from './solids'
import { TissueSolver } from './solver'
import { SolverBuffers } from './solver-buffers'
import { createSolverKernels } from './solver-kernels'
import { fullPace } from './solver-options'
import { nodeMasses, nodeRoom, nodeRows, type TissueTopology, uncut } from './topology'

const heaps = runsLong('a heap of inverted pieces that finds back')
let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A crumpled block of two materials with a prestretch, half cut through. */
function crumpled(): { topology: TissueTopology; positions: Float32Array } {
  const random = seededRandom(4)
  const even = () => 2 * random() - 1
  const box = buildTissueModel(boxHeart([6e-3, 6e-3, 6e-3], 2e-3), { edge: 4e-3, anchored: false })
  const prestretch = Float32Array.from({ length: 9 * box.tetCount }, (_, n) =>
    n % 9 === 0 || n % 9 === 4 || n % 9 === 8 ? 1 + 0.1 * even() : 0.1 * even(),
  )
  const material = box.material.map(() => (random() < 0.5 ? 0 : 1))
  const blade = sweepBlade(
    [
      [
        [0.7, -9, -9],
        [0.7, -9, 9],
      ],
      [
        [0.7, 0.5, -9],
        [0.7, 0.5, 9],
      ],
    ],
    4e-3,
  )
  const { topology } = planCut(uncut({ ...box, prestretch, material }), blade)
  const origin = (n: number): number => (n < box.nodeCount ? n : topology.virtualOrigin[n - box.nodeCount]!)
  const positions = Float32Array.from(
    { length: 3 * topology.nodeCount },
    (_, o) => 1.1 * box.rest[3 * origin(Math.floor(o / 3)) + (o % 3)]! + 0.5e-3 * even(),
  )
  return { topology, positions }
}

/** Elastic force on each node as the shaders have it: what each slot does alone with its dilation, and what is shared. */
async function onGpu(topology: TissueTopology, positions: Float32Array): Promise<Float64Array> {
  const { model, nodeCount, slotCount } = topology
  const kernels = await createSolverKernels(gpu, {})
  const buffers = new SolverBuffers(gpu, nodeRoom(model), model.tetCount)
  const gradient = new Float32Array(4 * 48)
  shapeGradients(model.lattice.edge).forEach((g, n) => {
    gradient[4 * Math.floor(n / 3) + (n % 3)] = g
  })
  const material = materialTable(model.materials, {})
  const tables = kernels.sweep.uniform('tables').set({ gradient, material })
  tables.write()
  buffers.writeTopology(topology, nodeRows(topology))
  buffers.write('position', packed(positions))
  buffers.write('previous', packed(positions))
  const shared = new SharedStrain(kernels, buffers, tables)
  shared.prepare(topology)
  runPass(gpu, (pass) => shared.encode(pass))
  const loads = await readBuffer(gpu, buffers.get('ties'), Float32Array, 12 * nodeCount)
  const kernel = await createKernel(gpu, 'test/tissue_response.wgsl')
  const own = kernel.uniform('tables').set({ gradient, material, count: 4 * slotCount })
  own.write()
  const response = createStorage(gpu, 'response', 48 * 4 * slotCount)
  const group = kernel.bind({ ...buffers.all, tables: own.buffer, response })
  runPass(gpu, (pass) => kernel.dispatch(pass, group, Math.ceil((4 * slotCount) / 64)))
  const got = await readBuffer(gpu, response, Float32Array)
  const forces = Float64Array.from({ length: 3 * nodeCount }, (_, o) => {
    return loads[12 * Math.floor(o / 3) + 9 + (o % 3)]!
  })
  for (let corner = 0; corner < 4 * slotCount; corner++)
    for (let d = 0; d < 3; d++) forces[3 * topology.slotNodes[corner]! + d]! += got[12 * corner + d]!
  buffers.destroy()
  return forces
}

const largest = (list: ArrayLike<number>): number =>
  Array.from(list).reduce((m, v) => Math.max(m, Math.abs(v)), 0)

/** Pieces whose volume is not positive. */
function inverted({ slotCount, slotNodes }: TissueTopology, x: Float32Array): number {
  const at = (e: number): Vec3 => [0, 1, 2].map((d) => x[3 * slotNodes[e]! + d]!) as unknown as Vec3
  let count = 0
  for (let slot = 0; slot < slotCount; slot++) {
    const [a, b, c] = [1, 2, 3].map((k) => subtract(at(4 * slot + k), at(4 * slot))) as [Vec3, Vec3, Vec3]
    if (!(dot(a, cross(b, c)) > 0)) count++
  }
  return count
}

/** What the energy cannot fall under: -sum V (3 mu/2 + lambda'/2 (mu/lambda' + 2 b)² + 2 b lambda' |J0 - 1|). */
function leastEnergy({ model, slotTet, slotVolume, slotCount }: TissueTopology): number {
  const { volumeRatio } = stressFree(model)
  let sum = 0
  for (let slot = 0; slot < slotCount; slot++) {
    const tet = slotTet[slot]!
    const { mu, lambda } = lame(model.materials[model.material[tet]!]!)
    const density =
      1.5 * mu + (lambda / 2) * (mu / lambda + 0.4) ** 2 + 0.4 * lambda * Math.abs(volumeRatio[tet]! - 1)
    sum -= (slotVolume[slot]! / volumeRatio[tet]!) * density
  }
  return sum
}

describe('strain that slots share', () => {
  const { topology, positions } = crumpled()
  const { forces } = elastic(topology, positions)

  // f = -dE/dx
  it('has forces that are minus the slope of its energy', () => {
    const step = 1e-8
    const energy = (o: number, by: number): number => {
      const x = Float64Array.from(positions)
      x[o]! += by
      return elastic(topology, x).energy
    }
    for (let o = 0; o < positions.length; o += 23) {
      const slope = (energy(o, step) - energy(o, -step)) / (2 * step)
      expect(Math.abs(forces[o]! + slope)).toBeLessThan(1e-5 * largest(forces))
    }
  })

  it('acts in the shaders as in 64 bits, round a cut too', async () => {
    const got = await onGpu(topology, positions)
    const off = got.map((f, o) => f - forces[o]!)
    const alone = elastic(topology, positions, {}, false).forces.map((f, o) => f - forces[o]!)
    console.log(
      `worst force ${(largest(off) / largest(forces)).toExponential(1)} of the largest; unshared ${(largest(alone) / largest(forces)).toExponential(1)}`,
    )
    expect(largest(off)).toBeLessThan(1e-4 * largest(forces))
    expect(largest(alone)).toBeGreaterThan(1e-2 * largest(forces))
  })

  // By Jensen at most 2/3 of mu/2 |F|² is taken, and by |H(u)| <= b |u|, b = .2, at most 2 b lambda' |J - J0| of the bulk's.
  it('leaves an energy that is bounded below, however far it is crumpled', () => {
    const random = seededRandom(9)
    const bound = leastEnergy(topology)
    for (const size of [1e-3, 4e-3, 2e-2, 0.2])
      for (let n = 0; n < 5; n++) {
        const x = positions.map((v) => v + size * (2 * random() - 1))
        expect(elastic(topology, x).energy).toBeGreaterThan(bound)
      }
  })

  // Implicit Euler takes energy away, from a heap of inverted pieces too, and in the end they have all turned back.
  it.skipIf(!heaps)('lets a heap of inverted pieces find back without gaining energy', async () => {
    const { model, slotTet } = topology
    const random = seededRandom(2)
    const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0 })
    solver.setTopology(topology, [])
    const heap = positions.map((v) => v + 2e-3 * (2 * random() - 1))
    solver.setPositions(heap)
    const before = inverted(topology, heap)
    const mass = nodeMasses(topology)
    let [first, lowest, rise] = [0, Infinity, 0]
    for (let n = 0; n <= 30; n++) {
      const [x, v] = [await solver.readPositions(), await solver.readVelocities()]
      const kinetic = v.reduce((sum, each, o) => sum + (mass[Math.floor(o / 3)]! / 2) * each ** 2, 0)
      const total = kinetic + elastic(topology, x).energy
      if (n === 0) first = total
      rise = Math.max(rise, total - lowest)
      lowest = Math.min(lowest, total)
      solver.run(10)
    }
    const after = inverted(topology, await solver.readPositions())
    solver.dispose()
    console.log(
      `${before} of ${slotTet.length} pieces inverted, ${after} after 300 substeps; energy ${first.toExponential(2)} to ${lowest.toExponential(2)} J, greatest rise ${(rise / first).toExponential(1)} of it`,
    )
    expect(before).toBeGreaterThan(20)
    expect(after).toBe(0)
    expect(rise / first).toBeLessThan(1e-6)
    expect(lowest).toBeGreaterThan(leastEnergy(topology))
  })

  // Jensen: what is shared is never more than what each has alone.
  it('is never stiffer than slots alone', () => {
    expect(elastic(topology, positions).energy).toBeLessThan(elastic(topology, positions, {}, false).energy)
  })
})
