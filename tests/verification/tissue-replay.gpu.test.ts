import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { cross, normalize, type Vec3 } from '../../src/core/vec3'
import { TissueBody } from '../../src/engine/tissue-body'
import { applyEdits } from '../../src/geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../../src/geometry/resolve-anatomy-base'
import { type Gpu, openGpu } from '../../src/gpu'
import type { Edit } from '../../src/heart/edit'
import { shellHeart } from '../../src/tissue/solids'
import { runsLong } from '../support/long'

const heart = shellHeart(0.02, 0.027, 1.5e-3)
const tetTarget = 4000
const editCount = 200
const frame = 1 / 60
/** Seconds after which nothing moves any more. */
const settling = 1.5

/** Incisions of 12 mm through the wall in random places; every other edit closes the one before. */
function session(count: number): Edit[] {
  const random = seededRandom(5)
  const anywhere = (): Vec3 => normalize([random() - 0.5, random() - 0.5, random() - 0.5])
  const edits: Edit[] = []
  while (edits.length < count) {
    const out = anywhere()
    const along = normalize(cross(out, anywhere()))
    const id = `cut-${edits.length}`
    const at = (angle: number, radius: number): [number, number, number] =>
      [0, 1, 2].map((d) => radius * (out[d]! * Math.cos(angle) + along[d]! * Math.sin(angle))) as [
        number,
        number,
        number,
      ]
    const angles = [-0.25, -0.08, 0.08, 0.25]
    edits.push({ kind: 'cut', id, blade_mm: angles.map((a) => [at(a, 29), at(a, 18)]) })
    edits.push({ kind: 'close', id: `close-${edits.length}`, cut: id, pitch_mm: 3 })
  }
  return edits.slice(0, count)
}

/** 1 kPa in the ball. */
const under = { pressures: new Map([[2, 1e3]]), gravity: [0, 9.81, 0] as const }

let whole: ResolvedDomain | null = null
/** The blood after edits: cuts and closures read nothing of it but their list. */
function blood(edits: readonly Edit[]): ResolvedDomain {
  whole ??= applyEdits(baseDomain(heart), heart, [])
  return { ...whole, trace: { ...whole.trace, edits } }
}

/** The furthest that two shapes lie apart where both have nodes, metres. */
function furthest(a: Float32Array, b: Float32Array): number {
  let most = 0
  for (let o = 0; o < Math.min(a.length, b.length); o += 3)
    most = Math.max(most, Math.hypot(...[0, 1, 2].map((d) => a[o + d]! - b[o + d]!)))
  return most
}

const rest = async (body: TissueBody): Promise<Float32Array> => {
  for (let t = 0; t < settling; t += 0.25) await body.step(0.25)
  return body.snapshot().nodePositions
}

describe.runIf(runsLong('the replay of 200 edits'))('a replay of a session', () => {
  let gpu: Gpu
  beforeAll(async () => {
    gpu = await openGpu()
  })
  afterAll(() => gpu?.close())

  /** The furthest that a node of a replay lies from where it lies live, and that the edits moved one, metres. */
  async function compare(count: number, make: () => Promise<TissueBody>) {
    const edits = session(count)
    const live = await make()
    const refusals: (string | null)[] = []
    for (const [n, edit] of edits.entries()) {
      refusals.push((await live.apply(edit, blood(edits.slice(0, n + 1)))).refused)
      await live.step(2 * frame)
    }
    const wanted = await rest(live)
    const replayed = await make()
    const before = replayed.snapshot().nodePositions
    await replayed.rebuild(edits, blood(edits))
    const got = await rest(replayed)
    expect(got.length).toBe(wanted.length)
    const done = refusals.filter((r) => r === null).length
    const apart = furthest(got, wanted)
    const moved = furthest(before, wanted)
    console.log(
      `${done} of ${count} edits done, ${live.tetCount} tetrahedra: moved up to ${(moved * 1e3).toFixed(2)} mm, the replay ${(apart * 1e3).toFixed(4)} mm apart`,
    )
    expect(done).toBeGreaterThan(count / 2)
    live.dispose()
    replayed.dispose()
    return { apart, moved }
  }

  it(`reaches the live shape after ${editCount} edits within .1 mm`, { timeout: 3_600_000 }, async () => {
    const { apart } = await compare(editCount, () => TissueBody.create(gpu, heart, tetTarget))
    expect(apart).toBeLessThan(1e-4)
  })

  it('does so where incisions gape: imaged full of blood, on its back', { timeout: 3_600_000 }, async () => {
    const { apart, moved } = await compare(30, async () => {
      const body = await TissueBody.create(gpu, heart, tetTarget)
      await body.findPrestress(under, () => Promise.resolve())
      await body.carry([], blood([]))
      return body
    })
    expect(moved).toBeGreaterThan(1e-3)
    expect(apart).toBeLessThan(1e-4)
  })
})
