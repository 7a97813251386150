import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../gpu'
import type { EditOf } from '../heart/edit'
import { shellHeart } from '../tissue/solids'
import { TissueBody } from './tissue-body'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A ball of muscle, 20 mm inside, 6 mm thick, that lies on its back with 1 kPa in it. */
const heart = shellHeart(0.02, 0.026, 2e-3)
const under = { pressures: new Map([[2, 1e3]]), gravity: [0, 9.81, 0] as const }
const domain = (edits: readonly unknown[] = []) =>
  ({ trace: { edits, shapes: [] }, sheets: [] }) as unknown as ResolvedDomain

async function filledBall(tetTarget: number): Promise<TissueBody> {
  const body = await TissueBody.create(gpu, heart, tetTarget)
  await body.findPrestress(under, () => Promise.resolve())
  await body.carry([], domain())
  return body
}

/** A 20 mm blade through the front of the ball, along x: four edges of the lattice. */
const cut = {
  kind: 'cut',
  id: 'cut',
  blade_mm: [-10, -5, 0, 5, 10].map((x) => {
    const y = -Math.sqrt(23 ** 2 - x * x)
    return [
      [x, y - 5, 0],
      [x, y + 6, 0],
    ]
  }),
} as unknown as EditOf<'cut'>

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = 0
  for (let o = 0; o < a.length; o += 3)
    most = Math.max(most, Math.hypot(a[o]! - b[o]!, a[o + 1]! - b[o + 1]!, a[o + 2]! - b[o + 2]!))
  return most
}
const meanRadius = (xyz: ArrayLike<number>): number => {
  let sum = 0
  for (let o = 0; o < xyz.length; o += 3) sum += Math.hypot(xyz[o]!, xyz[o + 1]!, xyz[o + 2]!)
  return sum / (xyz.length / 3)
}
const run = async (body: TissueBody, seconds: number): Promise<Float32Array> => {
  for (let n = 0; n < Math.round(seconds * 12); n++) await body.step(1 / 12)
  return body.snapshot().nodePositions
}

describe('a ball that was imaged full of blood', () => {
  it('lies as in the image while it is filled, and shrinks when it is arrested', async () => {
    const body = await filledBall(1500)
    const rest = body.snapshot().nodePositions
    const filled = await run(body, 0.5)
    const moved = furthest(filled, rest)
    console.log(`${body.tetCount} tetrahedra: filled for .5 s, furthest move ${(1e3 * moved).toFixed(4)} mm`)
    expect(moved).toBeLessThan(0.2e-3)
    body.setMotion('arrested')
    const arrested = await run(body, 1)
    const shrunk = 1 - meanRadius(arrested) / meanRadius(rest)
    console.log(`arrested for 1 s: mean radius ${(100 * shrunk).toFixed(1)} % less`)
    expect(arrested.every(Number.isFinite)).toBe(true)
    expect(shrunk).toBeGreaterThan(0.03)
    expect(shrunk).toBeLessThan(0.4)
    body.dispose()
  }, 300_000)

  it('gapes where it is cut', async () => {
    const body = await filledBall(2500)
    const outcome = await body.apply(cut, domain([cut]))
    expect(outcome.refused).toBeNull()
    const positions = await run(body, 0.5)
    const gap = gapOf(body, positions)
    console.log(`cut of 20 mm, filled, .5 s later: it gapes ${gap.toFixed(2)} mm`)
    expect(gap).toBeGreaterThan(0.2)
    expect(gap).toBeLessThan(8)
    body.dispose()
  }, 300_000)
})

/** Greatest distance between the two lips, mm: surface vertices of one rest place. */
function gapOf(body: TissueBody, positions: Float32Array): number {
  const { rest, nodes, weights } = body.surface
  const places = new Map<string, number[]>()
  for (let v = 0; v < rest.length / 3; v++) {
    const key = [0, 1, 2].map((d) => rest[3 * v + d]!.toFixed(6)).join()
    places.set(key, [...(places.get(key) ?? []), v])
  }
  const at = (v: number) =>
    [0, 1, 2].map((d) =>
      [0, 1, 2, 3].reduce((s, c) => s + weights[4 * v + c]! * positions[3 * nodes[4 * v + c]! + d]!, 0),
    )
  let most = 0
  for (const list of places.values())
    for (const v of list.slice(1)) most = Math.max(most, furthest(at(v), at(list[0]!)))
  return 1e3 * most
}
