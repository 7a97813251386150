import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { evenLoop, harmonicMembrane } from '../geometry/sheets-membrane'
import { withSkirt } from '../geometry/sheets-rim'
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

const outline = Array.from({ length: 12 }, (_, n) => (n * Math.PI) / 6).map((angle) => {
  const [x, z] = [5e-3 * Math.cos(angle), 5e-3 * Math.sin(angle)]
  return [x, -Math.sqrt(0.026 ** 2 - x * x - z * z), z] as const
})
const membrane = harmonicMembrane(evenLoop(outline, 1e-3), 4)
// The wall's distance as a sheet on the outside finds it: the skirt is spent where it begins.
const skirted = withSkirt(membrane, (p) => Math.hypot(...p) - 0.02, 1e-3, 4e-3)
const ownCount = membrane.positions.length / 3
const positions = Float32Array.from(skirted.positions)
const sheet = { edit: 'patch', positions, triangles: skirted.triangles, ownCount, leaks: [] }
const on = { ...domain, sheets: [sheet] } as unknown as ResolvedDomain
const patch = edit({
  kind: 'patch',
  id: 'patch',
  outline_mm: outline.map((p) => p.map((x) => 1e3 * x)),
  material: 'pericardium',
  mode: 'cover',
  sewn: { technique: 'interrupted', pitch_mm: 2.5, bite_mm: 2 },
})

it('carries a sewn patch along with the tissue that it is sewn to', async () => {
  const body = await TissueBody.create(gpu, heart, 4000)
  expect((await body.apply(patch, on)).refused).toBeNull()
  body.setGrasps([{ id: 'hand', rest: [0, -0.0235, 0], target: [0, -0.0265, 0], radius: 6e-3 }])
  for (let frame = 0; frame < 20; frame++) await body.step(1 / 72)
  const [shell, sewn] = [body.snapshot().shells[0]!, body.snapshot().stitches[0]!]
  const moved = Array.from(
    { length: ownCount },
    (_, v) => positions[3 * v + 1]! - shell.positions[3 * v + 1]!,
  )
  const lengths = Array.from({ length: sewn.positions.length / 6 }, (_, n) => {
    const [p, q] = [sewn.positions.subarray(6 * n, 6 * n + 3), sewn.positions.subarray(6 * n + 3, 6 * n + 6)]
    return Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!)
  })
  const mean = moved.slice(-membrane.around).reduce((sum, d) => sum + d / membrane.around, 0)
  expect(mean).toBeGreaterThan(0.4e-3)
  expect(Math.max(...lengths)).toBeLessThan(0.3e-3)
  expect(body.takeTorn()).toEqual([])
  body.dispose()
}, 120_000)

it('tells how far a rim stands off: not while it is sewn, but once its stitches are out and the wall draws away', async () => {
  const body = await TissueBody.create(gpu, heart, 4000)
  await body.apply(patch, on)
  const mean = () =>
    body.rims[0]!.places.reduce((sum, { rise }) => sum + Math.max(0, rise) / membrane.around, 0)
  const { give } = body.rims[0]!
  expect(body.rims.map(({ edit, places }) => [edit, places.length])).toEqual([['patch', membrane.around]])
  // From inside: the patch lies on the outer face and does not follow by itself.
  body.setGrasps([{ id: 'hand', rest: [0, -0.0215, 0], target: [0, -0.0185, 0], radius: 6e-3 }])
  for (let frame = 0; frame < 20; frame++) await body.step(1 / 72)
  const sewn = mean()
  expect(sewn).toBeLessThan(give)
  await body.apply(edit({ kind: 'release', id: 'out', suture: 'patch' }), on)
  for (let frame = 0; frame < 20; frame++) await body.step(1 / 72)
  expect(mean()).toBeGreaterThan(2 * give)
  body.dispose()
}, 120_000)

it('tells how far the lips of a cut stand apart while it is pulled open', async () => {
  const body = await TissueBody.create(gpu, heart, 4000)
  // Longer than an edge of the lattice, which holds the ends of a slit together.
  const long = [-14, -7, 0, 7, 14].map((x) => [onFront(x, 28), onFront(x, 17)])
  await body.apply(edit({ kind: 'cut', id: 'cut', blade_mm: long }), domain)
  const widest = () => Math.max(...body.lips[0]!.stations.map(({ width }) => width))
  expect(body.lips[0]!.edit).toBe('cut')
  expect(widest()).toBeLessThan(1e-6)
  const hand = (side: number) => ({
    id: `${side}`,
    rest: [0, -0.0228, side * 5e-3] as const,
    target: [0, -0.0228, side * 8e-3] as const,
    radius: 5e-3,
  })
  body.setGrasps([hand(1), hand(-1)])
  for (let frame = 0; frame < 20; frame++) await body.step(1 / 72)
  expect(widest()).toBeGreaterThan(0.5e-3)
  expect(widest()).toBeLessThan(6e-3)
  body.dispose()
}, 120_000)
