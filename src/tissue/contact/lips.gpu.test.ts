import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gpu, openGpu } from '../../gpu'
import { sweepBlade } from '../blade'
import { planCut } from '../cut'
import { buildTissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { uncut } from '../topology'
import { findLips, sampleLips } from './lips'
import { PushList } from './push-list'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A slab 24 × 16 × 6 mm, slit across its whole depth, whose two short ends are pressed together by 1.2 mm. */
const model = buildTissueModel(boxHeart([0.012, 0.008, 0.003], 1e-3), { edge: 4e-3, anchored: false })
const slit = sweepBlade(
  [
    [
      [0.2, -5, -6],
      [0.2, -5, 6],
    ],
    [
      [0.2, 5, -6],
      [0.2, 5, 6],
    ],
  ],
  3e-3,
)
const cut = planCut(uncut(model), slit)

/** Greatest and mean overlap of the lips, metres. */
function overlap(x: Float32Array): { most: number; mean: number; count: number } {
  const lips = sampleLips(cut.topology)
  const packed = new Float32Array((4 * x.length) / 3)
  for (let n = 0; n < x.length / 3; n++) packed.set(x.subarray(3 * n, 3 * n + 3), 4 * n)
  const list = new PushList(4096)
  list.begin(packed)
  findLips(lips, packed, model.lattice.edge, 1, list)
  const gaps = Array.from({ length: list.count }, (_, n) => list.data[20 * n + 12]!)
  return {
    most: Math.max(0, ...gaps),
    mean: gaps.reduce((a, b) => a + Math.max(0, b), 0) / gaps.length,
    count: list.count,
  }
}

async function pressed(contact: boolean): Promise<Float32Array> {
  const solver = await TissueSolver.create(gpu, model)
  solver.apply(cut)
  const ends = Uint8Array.from({ length: model.nodeCount }, (_, n) =>
    Math.abs(model.rest[3 * n]!) > 0.0115 ? 1 : 0,
  )
  solver.setFixed(ends)
  for (let n = 1; n <= 3; n++) {
    const x = await solver.readPositions()
    const all = x.map((v, o) =>
      o % 3 === 0 && ends[Math.floor(o / 3)] ? v - (Math.sign(v) * 0.6e-3) / 3 : v,
    )
    solver.setPositions(all)
    if (contact) await solver.advance(0.05)
    else solver.step(0.05)
  }
  if (contact) await solver.advance(0.1)
  else solver.step(0.1)
  const x = await solver.readPositions()
  solver.dispose()
  return x
}

describe('the lips of a cut', () => {
  it('do not overlap when the tissue beside them is pressed together', async () => {
    const through = overlap(await pressed(false))
    const kept = overlap(await pressed(true))
    const text = (o: typeof kept) => `${(o.most * 1e3).toFixed(3)} mm, mean ${(o.mean * 1e3).toFixed(3)} mm`
    console.log(
      `lips pressed: overlap ${text(through)} without contact, ${text(kept)} with it; ${kept.count} places`,
    )
    expect(through.most).toBeGreaterThan(0.15e-3)
    expect(kept.most).toBeLessThan(0.03e-3)
  })
})
