import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { cross, normalize, type Vec3 } from '../../src/core/vec3'
import { TissueBody } from '../../src/engine/tissue-body'
import { applyEdits } from '../../src/geometry/resolve-anatomy'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
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

  it(`reaches the live shape after ${editCount} edits within .1 mm`, { timeout: 3_600_000 }, async () => {
    const edits = session(editCount)
    const base = baseDomain(heart)
    const blood = applyEdits(base, heart, [])
    // Cuts and closures read nothing of the blood but the list of edits.
    const after = (count: number) => ({ ...blood, trace: { ...blood.trace, edits: edits.slice(0, count) } })
    const live = await TissueBody.create(gpu, heart, tetTarget)
    const refusals: (string | null)[] = []
    for (const [n, edit] of edits.entries()) {
      refusals.push((await live.apply(edit, after(n + 1))).refused)
      await live.step(2 * frame)
    }
    const wanted = await rest(live)
    const replayed = await TissueBody.create(gpu, heart, tetTarget)
    await replayed.rebuild(edits, after(editCount))
    const got = await rest(replayed)
    expect(got.length).toBe(wanted.length)
    let furthest = 0
    for (let o = 0; o < got.length; o += 3)
      furthest = Math.max(furthest, Math.hypot(...[0, 1, 2].map((d) => got[o + d]! - wanted[o + d]!)))
    const done = refusals.filter((r) => r === null).length
    console.log(
      `${done} of ${edits.length} edits done, ${live.tetCount} tetrahedra: furthest node ${(furthest * 1e3).toFixed(4)} mm`,
    )
    expect(done).toBeGreaterThan(edits.length / 2)
    expect(furthest).toBeLessThan(1e-4)
    live.dispose()
    replayed.dispose()
  })
})
