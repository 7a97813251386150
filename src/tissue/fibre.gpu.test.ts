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
async function onGpu(model: TissueModel, positions: Float64Array, law: Record<string, number> = {}) {
  const topology = uncut(model)
  const kernel = await createKernel(gpu, 'test/tissue_response.wgsl', { constants: law })
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
  const twin = (x: Float64Array) => elastic(uncut(model), x, activation, false)
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

  /*
   * Q = bf E_ff² + bt (E_ss² + E_nn² + 2 E_sn²) + 2 bfs (E_fs² + E_fn²) in an explicit frame; the pose is a mild one,
   * where no geometric term is negative by much.
   */
  it('has the forces and Hessians of Guccione’s energy', async () => {
    const mild = Float64Array.from(
      Float32Array.from(model.rest, (x, o) => 1.02 * x + 0.02 * (positions[o]! - 1.1 * x)),
    )
    const { prestretch: _, ...imaged } = model
    const upright = { ...imaged, fibre: model.fibre.map((_, o) => (o % 3 === 0 ? 1 : 0)) }
    const energy = (x: Float64Array): number => guccioneEnergy(upright, x)
    const got = await onGpu(upright, mild, { LAW: 1 })
    for (let o = 0; o < mild.length; o += 29) {
      const at = (by: number): number => energy(mild.map((x, n) => (n === o ? x + by : x)))
      const h = 1e-6
      const axis = o % 3
      expect(Math.abs(got.forces[o]! + (at(h) - at(-h)) / (2 * h))).toBeLessThan(2e-3 * largest(got.forces))
      const curvature = (at(h) - 2 * at(0) + at(-h)) / h ** 2
      expect(Math.abs(got.hessians[6 * Math.floor(o / 3) + axis]! / curvature - 1)).toBeLessThan(0.05)
    }
  })
})

/** Energy of a block whose fibres run along x, C = mu and kappa = lambda' of its material, J. */
function guccioneEnergy(model: TissueModel, x: Float64Array): number {
  const [c, kappa] = materialTable(model.materials, {}) as unknown as [number, number]
  const gradients = shapeGradients(model.lattice.edge)
  let sum = 0
  for (let t = 0; t < model.tetCount; t++) {
    const f = [0, 1, 2].map((d) =>
      [0, 1, 2].map((e) =>
        [0, 1, 2, 3].reduce(
          (s, k) => s + x[3 * model.tets[4 * t + k]! + d]! * gradients[12 * model.shape[t]! + 3 * k + e]!,
          0,
        ),
      ),
    )
    const strain = (a: number, b: number): number =>
      (f.reduce((s, row) => s + row[a]! * row[b]!, 0) - (a === b ? 1 : 0)) / 2
    const q =
      8 * strain(0, 0) ** 2 +
      2 * (strain(1, 1) ** 2 + strain(2, 2) ** 2 + 2 * strain(1, 2) ** 2) +
      4 * 2 * (strain(0, 1) ** 2 + strain(0, 2) ** 2)
    const [p, r, s] = f as [number[], number[], number[]]
    const j =
      p[0]! * (r[1]! * s[2]! - r[2]! * s[1]!) -
      p[1]! * (r[0]! * s[2]! - r[2]! * s[0]!) +
      p[2]! * (r[0]! * s[1]! - r[1]! * s[0]!)
    sum += model.volume[t]! * ((c / 2) * (Math.exp(q) - 1) + (kappa / 2) * (j - 1) ** 2)
  }
  return sum
}
