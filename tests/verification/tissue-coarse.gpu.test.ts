import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { buildCoarse } from '../../src/tissue/coarse'
import { noVertex } from '../../src/tissue/coarse-numbering'
import { planCut } from '../../src/tissue/cut'
import { buildTissueModel } from '../../src/tissue/model'
import { boxHeart } from '../../src/tissue/solids'
import { TissueSolver } from '../../src/tissue/solver'
import { fullPace, type SolverOptions } from '../../src/tissue/solver-options'
import { uncut } from '../../src/tissue/topology'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A sheet 36 × 24 × 4 mm; two long slits and one across leave a tongue that hangs on its left end. */
const model = buildTissueModel(boxHeart([0.018, 0.012, 0.002], 1e-3), { edge: 3e-3, anchored: false })
const slit = (from: [number, number], to: [number, number]) =>
  sweepBlade(
    [
      [
        [...from, -4],
        [...from, 4],
      ],
      [
        [...to, -4],
        [...to, 4],
      ],
    ],
    2e-3,
  )
const flap = [
  slit([-10, -5.3], [14.4, -5.3]),
  slit([-10, 5.3], [14.4, 5.3]),
  slit([14.4, -5.3], [14.4, 5.3]),
].reduce((s, blade) => planCut(s, blade).topology, uncut(model))

describe('the coarse levels', () => {
  it('share out each node wholly among the vertices whose hats cover it', () => {
    const { ofNode, vertexCount } = buildCoarse(flap, () => false, [8, 4, 2])
    const weights = new Float32Array(ofNode.buffer)
    expect(vertexCount).toBeGreaterThan(50)
    for (let level = 0; level < 3; level++)
      for (let n = 0; n < flap.nodeCount; n++) {
        let sum = 0
        for (let colour = 0; colour < 8; colour++) {
          const entry = 2 * ((level * 8 + colour) * flap.nodeCount + n)
          if (ofNode[entry] !== noVertex) sum += weights[entry + 1]!
        }
        expect(sum).toBeCloseTo(1, 5)
      }
  })

  it('know the cuts: the same hats hold more pieces after them', () => {
    const count = (s: typeof flap) => buildCoarse(s, () => false, [8, 4, 2]).vertexCount
    expect(count(flap)).toBeGreaterThan(count(uncut(model)) + 4)
  })

  // A tongue cut loose on three sides falls under its weight; against four cycles and eight sweeps a substep.
  it('let a flap fall as it does when solved to convergence', async () => {
    const held = Uint8Array.from({ length: model.nodeCount }, (_, n) =>
      Math.abs(model.rest[3 * n]!) > 0.0165 || Math.abs(model.rest[3 * n + 1]!) > 0.0105 ? 1 : 0,
    )
    const sag = async (options: SolverOptions): Promise<number> => {
      const solver = await TissueSolver.create(gpu, model, { gravity: [0, 0, -9.81], ...options })
      solver.apply({ topology: flap, inherits: [] })
      solver.setPositions(restAll())
      solver.setFixed(held)
      for (let n = 0; n < 6; n++) solver.step(1 / 60)
      const x = await solver.readPositions()
      solver.dispose()
      return -tongueHeight(x)
    }
    const converged = await sag({ ...fullPace, cycles: 3, sweeps: 6 })
    const live = await sag(fullPace)
    const bare = await sag({ ...fullPace, cycles: 0 })
    const light = await sag({ ...fullPace, substep: 1 / 180, levels: [8, 4] })
    const percent = (v: number): string => `${(100 * (v / converged - 1)).toFixed(1)} %`
    console.log(
      `flap after .1 s: ${(converged * 1e3).toFixed(2)} mm; live ${percent(live)}, light ${percent(light)}, sweeps alone ${percent(bare)}`,
    )
    expect(converged).toBeGreaterThan(1e-3)
    expect(Math.abs(live / converged - 1)).toBeLessThan(0.05)
    expect(bare / converged).toBeLessThan(0.8)
  })
})

/** Rest places of all nodes of the flap's topology. */
function restAll(): Float32Array {
  const out = new Float32Array(3 * flap.nodeCount)
  out.set(model.rest)
  flap.virtualOrigin.forEach((origin, n) => {
    out.set(model.rest.subarray(3 * origin, 3 * origin + 3), 3 * (model.nodeCount + n))
  })
  return out
}

/** Mean height of the nodes near the tongue's free end. */
function tongueHeight(x: Float32Array): number {
  let [sum, count] = [0, 0]
  for (let slot = 0; slot < flap.slotCount; slot++)
    for (let c = 0; c < 4; c++) {
      if (!(flap.slotMask[slot]! & (1 << c))) continue
      const n = flap.slotNodes[4 * slot + c]!
      const [px, py] = [model.rest[3 * n]!, model.rest[3 * n + 1]!]
      if (px < 0.011 || px > 0.0142 || Math.abs(py) > 0.004) continue
      sum += x[3 * n + 2]! - model.rest[3 * n + 2]!
      count++
    }
  return sum / count
}
