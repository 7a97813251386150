import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import { type Edit, editSchema } from '../heart/edit'
import { shellHeart } from '../tissue/solids'
import { TissueBody } from './tissue-body'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

const heart = shellHeart(0.02, 0.026, 2e-3)
const domain = { trace: { edits: [], shapes: [] }, sheets: [] } as unknown as ResolvedDomain
const edit = (e: unknown): Edit => editSchema.parse(e)
/** On the front of the ball, along x, at a radius. */
const onFront = (x: number, radius: number) => [x, -Math.sqrt(radius ** 2 - x * x), 0]
const along = [-6, -3, 0, 3, 6]
const edits = [
  edit({ kind: 'cut', id: 'cut', blade_mm: along.map((x) => [onFront(x, 28), onFront(x, 17)]) }),
  edit({
    kind: 'suture',
    id: 'run',
    path_mm: along.map((x) => onFront(0.8 * x, 26)),
    technique: 'running',
    pitch_mm: 2.5,
    bite_mm: 3,
  }),
]
const segments = (body: TissueBody): number =>
  body.snapshot().stitches.reduce((sum, line) => sum + line.positions.length / 6, 0)

it('sews a cut with one thread, takes part of it out, then the rest; undoing brings it back', async () => {
  const body = await TissueBody.create(gpu, heart, 4000)
  for (const e of edits) expect((await body.apply(e, domain)).refused).toBeNull()
  const whole = segments(body)
  expect(whole).toBeGreaterThan(5)
  await body.step(1 / 12)
  const part = edit({ kind: 'release', id: 'some', suture: 'run', places_mm: [onFront(0, 26)] })
  await body.apply(part, domain)
  expect(segments(body)).toBeGreaterThan(0)
  expect(segments(body)).toBeLessThan(whole - 1)
  await body.apply(edit({ kind: 'release', id: 'all', suture: 'run' }), domain)
  expect(segments(body)).toBe(0)
  await body.step(1 / 12)
  await body.rebuild(edits, domain)
  expect(segments(body)).toBe(whole)
  expect(body.takeTorn()).toEqual([])
  expect(body.snapshot().nodePositions.every(Number.isFinite)).toBe(true)
  body.dispose()
}, 120_000)
