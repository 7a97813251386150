import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { createKernel, createStorage, type Gpu, openGpu, readBuffer, runPass } from '../gpu'
import { type Activation, materialTable } from './activation'
import { shapeGradients } from './bcc'
import { elastic } from './energy'
import { buildTissueModel, type TissueModel } from './model'
import { packPrestretch, packSlots } from './slot-data'
import { boxHeart } from './solids'
import { uncut } from './topology'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const activation: Activation = { LV: 2e4 }

/** A block with fibres and a prestretch that differ from tetrahedron to tetrahedron, and a crumpled pose of it. */
function crumpled(): { model: TissueModel; positions: Float64Array } {
  const random = seededRandom(4)
  const even = () => 2 * random() - 1
  const box = buildTissueModel(boxHeart([6e-3, 6e-3, 6e-3], 2e-3), { edge: 4e-3, anchored: false })
  const fibre = new Float32Array(3 * box.tetCount)
  const prestretch = new Float32Array(9 * box.tetCount)
  for (let t = 0; t < box.tetCount; t++) {
    const d = [even(), even(), even()]
    // A third have no fibre.
    if (t % 3)
      fibre.set(
        d.map((v) => v / Math.hypot(...d)),
        3 * t,
      )
    for (let n = 0; n < 9; n++) prestretch[9 * t + n] = (n % 4 ? 0 : 1) + 0.2 * even()
  }
  const positions = Float64Array.from(box.rest, (x) => 1.1 * x + 0.6e-3 * even())
  return { model: { ...box, fibre, prestretch }, positions: Float64Array.from(new Float32Array(positions)) }
}

/** xx yy zz xy xz yz of -df/dx and the force, per node, as the shader has them. */
async function onGpu(model: TissueModel, positions: Float64Array) {
  const topology = uncut(model)
  const kernel = await createKernel(gpu, 'test/tissue_response.wgsl')
  const gradient = new Float32Array(4 * 48)
  shapeGradients(model.lattice.edge).forEach((g, n) => {
    gradient[4 * Math.floor(n / 3) + (n % 3)] = g
  })
  const count = 4 * model.tetCount
  const tables = kernel
    .uniform('tables')
    .set({ gradient, material: materialTable(model.materials, activation), count })
  tables.write()
  const xyzw = new Float32Array((4 * positions.length) / 3)
  positions.forEach((x, o) => {
    xyzw[4 * Math.floor(o / 3) + (o % 3)] = x
  })
  const response = createStorage(gpu, 'response', 48 * count)
  const group = kernel.bind({
    tables: tables.buffer,
    position: createStorage(gpu, 'position', xyzw),
    slots: createStorage(gpu, 'slots', packSlots(topology)),
    prestretch: createStorage(gpu, 'prestretch', packPrestretch(topology)),
    response,
  })
  runPass(gpu, (pass) => kernel.dispatch(pass, group, Math.ceil(count / 64)))
  const got = await readBuffer(gpu, response, Float32Array)
  const forces = new Float64Array(positions.length)
  const hessians = new Float64Array(2 * positions.length)
  model.tets.forEach((node, corner) => {
    for (let d = 0; d < 3; d++) forces[3 * node + d]! += got[12 * corner + d]!
    for (let d = 0; d < 6; d++) hessians[6 * node + d]! += got[12 * corner + 3 + d]!
  })
  return { forces, hessians }
}

const largest = (list: ArrayLike<number>): number =>
  Array.from(list).reduce((m, v) => Math.max(m, Math.abs(v)), 0)

describe('fibres, active tension and prestretch', () => {
  const { model, positions } = crumpled()
  const moved = (o: number, by: number): Float64Array => {
    const x = positions.slice()
    x[o]! += by
    return x
  }
  const twin = (x: Float64Array) => elastic(uncut(model), x, activation)
  const step = 1e-8

  // f = -dE/dx
  it('has forces that are minus the slope of the energy', () => {
    const { forces } = twin(positions)
    for (let o = 0; o < positions.length; o += 17) {
      const slope = (twin(moved(o, step)).energy - twin(moved(o, -step)).energy) / (2 * step)
      expect(Math.abs(forces[o]! + slope)).toBeLessThan(1e-5 * largest(forces))
    }
  })

  it('has the same forces in the shader', async () => {
    const { forces } = twin(positions)
    const got = await onGpu(model, positions)
    const off = got.forces.map((f, o) => f - forces[o]!)
    console.log(`worst force ${(largest(off) / largest(forces)).toExponential(1)} of the largest`)
    expect(largest(off)).toBeLessThan(1e-4 * largest(forces))
  })

  // H_ii = -df_i/dx_i of the energy, exact because J is linear in one node
  it('has the exact block of the Hessian for each node', async () => {
    const { hessians } = await onGpu(model, positions)
    const pairs = [
      [0, 0],
      [1, 1],
      [2, 2],
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const
    for (let node = 0; node < model.nodeCount; node += 13)
      pairs.forEach(([row, column], n) => {
        const o = 3 * node
        const [up, down] = [twin(moved(o + column, step)).forces, twin(moved(o + column, -step)).forces]
        const slope = (down[o + row]! - up[o + row]!) / (2 * step)
        expect(Math.abs(hessians[6 * node + n]! - slope)).toBeLessThan(1e-3 * largest(hessians))
      })
  })
})
