import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import { type Edit, editSchema } from '../heart/edit'
import { archTube, twoVessels } from './conduit.fixture'
import { TissueBody } from './tissue-body'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const heart = twoVessels(1e-3)
const base = baseDomain(heart)
const domain = (edits: readonly Edit[]) => applyEdits(base, heart, edits)
const under = {
  pressures: new Map([
    [3, 8e3],
    [4, 8e3],
  ]),
  gravity: [0, 9.81, 0] as const,
}
async function run(body: TissueBody, seconds: number) {
  for (let n = 0; n < Math.round(8 * seconds); n++) await body.step(1 / 8)
  return body.snapshot()
}
/** How far any of a shell's nodes has moved, mm. */
function furthest(now: Float32Array, before: Float32Array): number {
  let most = 0
  for (let o = 0; o < now.length; o += 3)
    most = Math.max(
      most,
      Math.hypot(now[o]! - before[o]!, now[o + 1]! - before[o + 1]!, now[o + 2]! - before[o + 2]!),
    )
  return 1e3 * most
}

it('a conduit is a tube sewn to both mouths that blood fills and that moves along; taken out, nothing is left of it', async () => {
  const body = await TissueBody.create(gpu, heart, 4000)
  await body.findPrestress(under, () => Promise.resolve())
  await body.carry([], domain([]))
  expect((await body.apply(archTube, domain([archTube]))).refused).toBeNull()
  const laid = body.snapshot()
  expect(laid.shells.map((s) => [s.edit, s.material])).toEqual([['tube', 'ePTFE']])
  const filled = await run(body, 1)
  const moved = furthest(filled.shells[0]!.positions, laid.shells[0]!.positions)
  const [load] = body.stitchLoads
  console.log(
    `${body.tetCount} tetrahedra: filled, the tube has moved by ${moved.toFixed(2)} mm, the hardest of ${load!.count} stitches at ${load!.share.toFixed(2)} of what the wall holds`,
  )
  expect(load!.count).toBeGreaterThan(20)
  expect(load!.share).toBeGreaterThan(0.02)
  expect(load!.share).toBeLessThan(1)
  expect(moved).toBeLessThan(1.5)
  expect(body.takeTorn()).toEqual([])
  // Empty, nothing pulls at them.
  body.setMotion('arrested')
  await run(body, 1)
  console.log(`emptied, at ${body.stitchLoads[0]!.share.toFixed(2)}`)
  expect(body.stitchLoads[0]!.share).toBeLessThan(0.7 * load!.share)
  // The wall draws it along.
  const hand = { id: 'hand', rest: [-15e-3, 7e-3, 0], target: [-15e-3, 11e-3, 0], radius: 6e-3 } as const
  body.setGrasps([hand])
  const before = body.snapshot().shells[0]!.positions
  const pulled = (await run(body, 0.5)).shells[0]!.positions
  expect(furthest(pulled, before)).toBeGreaterThan(0.3)
  body.setGrasps([])
  body.setMotion('filled')
  // Its stitches come out.
  const out = editSchema.parse({ kind: 'release', id: 'out', suture: 'tube' })
  await body.apply(out, domain([archTube, out]))
  expect(body.stitchLoads).toEqual([])
  await body.rebuild([archTube], domain([archTube]))
  expect(body.snapshot().shells[0]!.positions).toEqual(laid.shells[0]!.positions)
  expect(body.stitchLoads[0]!.count).toBe(load!.count)
  await body.rebuild([], domain([]))
  expect(body.snapshot().shells).toEqual([])
  expect(body.stitchLoads).toEqual([])
  body.dispose()
}, 600_000)
