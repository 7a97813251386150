import { describe, expect, test } from 'vitest'
import { Fault } from '../core/fault'
import { recipeSchema } from '../geometry/segmentation'
import { makeNifti } from '../io/nifti.fixture'
import { createIntake } from './intake'
import { type FromIntake, type IntakeChannel, type ToIntake, workerIntake } from './intake-port'
import type { Intake } from './intake-protocol'

const size = [40, 40, 40] as const
const affine = [-2, 0, 0, 40, 0, -2, 0, 40, 0, 0, 2, -40]
const nifti = (name: string, value: (i: number, j: number, k: number) => number, type = 4) => {
  const values = Int16Array.from({ length: 64_000 }, (_, o) =>
    value(o % 40, Math.floor(o / 40) % 40, Math.floor(o / 1600)),
  )
  return { name, bytes: makeNifti({ size, type, values, sform: affine }) }
}
/** A ball of contrast in soft tissue in air, with the noise of a scanner. */
const scan = nifti('case/ct.nii', (i, j, k) => {
  const r = Math.hypot(i - 20, j - 20, k - 20)
  return (r < 8 ? 400 : r < 16 ? 50 : -1000) + ((i * 7 + j * 13 + k * 29) % 31)
})
const mask = (name: string, low: number) =>
  nifti(`case/${name}.nii`, (i, j, k) => Number([i, j, k].every((x) => x >= low && x < low + 8)), 2)
const text = (name: string, words = 'words') => ({ name, bytes: new TextEncoder().encode(words) })
const given = [scan, mask('LV', 8), mask('RV', 20), text('case/README.txt'), text('case/table.csv', 'a,b')]

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const problem = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(problem).toBeInstanceOf(Fault)
  return problem as Fault
}

/** A worker that runs here: messages go through the same copies as between threads. */
function localWorker(started: { count: number }): () => IntakeChannel {
  return () => {
    started.count++
    const intake = createIntake()
    let ended = false
    const channel: IntakeChannel = {
      onmessage: null,
      onerror: null,
      postMessage(message: ToIntake) {
        const { id, method, args } = structuredClone(message)
        const call = intake[method] as (...a: readonly unknown[]) => Promise<unknown>
        const say = (data: FromIntake) => {
          if (!ended) channel.onmessage?.({ data: structuredClone(data) })
        }
        intake.onProgress((label, fraction) => say({ type: 'progress', label, fraction }))
        call.apply(intake, [...args]).then(
          (value) => say({ type: 'done', id, value }),
          (e: Fault) =>
            say({ type: 'failed', id, fault: { file: e.file, wrong: e.wrong, remedy: e.remedy } }),
        )
      },
      terminate() {
        ended = true
      },
    }
    return channel
  }
}

const kinds: readonly (readonly [string, () => Intake])[] = [
  ['on this thread', createIntake],
  ['through a worker', () => workerIntake(localWorker({ count: 0 }))],
]

describe.each(kinds)('the intake %s', (_, make) => {
  test('offers the scan and the masks as one map, and lists kindly what is neither', async () => {
    const intake = make()
    const labels: string[] = []
    intake.onProgress((label) => labels.push(label))
    const { offers, refused } = await intake.survey(given)
    expect(offers.map((o) => [o.kind, o.files.length])).toEqual([
      ['labels', 2],
      ['scan', 1],
    ])
    expect(refused.map((r) => r.file).sort()).toEqual(['case/README.txt', 'case/table.csv'])
    expect(labels.join(' ')).toMatch(/Looking at case\/ct\.nii/)
    const picture = offers[1]?.thumbnail
    // 80 mm square: bright in the middle, black in the corner.
    expect([picture?.aspect, picture?.pixels.length]).toEqual([1, 128 * 128])
    expect(picture?.pixels[64 * 128 + 64]).toBeGreaterThan(200)
    expect(picture?.pixels[0]).toBe(0)
    const found = await intake.structures?.(offers[0]?.id ?? '')
    expect(found?.map((f) => [f.value, f.name, f.part, Math.round(f.volume * 1e9)])).toEqual([
      [1, 'LV', 'LV', 4096],
      [2, 'RV', 'RV', 4096],
    ])
  })

  test('opens the scan with its own numbers, and says what is not there', async () => {
    const intake = make()
    const { offers } = await intake.survey(given)
    const opened = await intake.open(offers.find((o) => o.kind === 'scan')?.id ?? '')
    if (opened.kind !== 'scan') throw new Error('it became a heart')
    expect(opened.scan.values).toBeInstanceOf(Int16Array)
    expect([opened.scan.modality, opened.scan.size]).toEqual(['CT', [40, 40, 40]])
    expect((await faultOf(intake.open('offer-9'))).message).toMatch(/not among what was found/)
    // The ball of contrast, 16 mm in radius, grown from a click in its middle: 4/3 π r³ within a few cells.
    const recipe = recipeSchema.parse({
      version: 1,
      blood: { low: 250 },
      seeds: [{ part: 'LV', points: [[0, 0, 0]] }],
      smoothing: 0,
    })
    const { structures } = await intake.segment(recipe)
    const ball = structures.find((s) => /ventric|LV/i.test(s.name) && !/wall/i.test(s.name))
    expect(Math.abs(((ball?.volume ?? 0) * 1e9) / ((4 / 3) * Math.PI * 16 ** 3) - 1)).toBeLessThan(0.05)
  })
})

test('a cancelled worker ends at once with a fault, and a new one takes survey and scan up again', async () => {
  const started = { count: 0 }
  const intake = workerIntake(localWorker(started))
  const { offers } = await intake.survey(given)
  const scanOffer = offers.find((o) => o.kind === 'scan')?.id ?? ''
  await intake.open(scanOffer)
  const work = faultOf(intake.open(scanOffer))
  intake.cancel()
  expect((await work).message).toMatch(/cancelled/)
  expect(started.count).toBe(1)
  const again = await intake.open(scanOffer)
  expect([again.kind, started.count]).toEqual(['scan', 2])
  intake.close()
})

test('a cancel on this thread ends the work at its next word', async () => {
  const intake = createIntake()
  intake.onProgress(() => intake.cancel())
  const work = intake.survey([scan, mask('LV', 8)])
  expect((await faultOf(work)).message).toMatch(/cancelled/)
})
