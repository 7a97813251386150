import { describe, expect, test } from 'vitest'
import { App } from '../support/browser'
import { draw } from '../support/draw'
import { burden, frameWork, heapOf } from '../support/frame-work'
import {
  atTheDesk,
  fuzz,
  type Holdings,
  holdings,
  inTheHeadset,
  lostEdits,
  watchEdits,
  watchUploads,
} from '../support/fuzz'
import { Headset } from '../support/headset'
import { runsLong } from '../support/long'
import { untilOpen } from '../support/rehearsal-page'

/** Nothing that grows: at most 5 % more than before; of a few things, two that came with views not seen before. */
function expectNoLeak(before: Holdings, after: Holdings): void {
  for (const kind of ['objects', 'all'] as const)
    expect(after.heap[kind], kind).toBeLessThan(1.05 * before.heap[kind])
  expect(after.strayGeometries).toBeLessThanOrEqual(1.05 * Math.max(before.strayGeometries, 0) + 2)
  expect(after.strayTextures).toBeLessThanOrEqual(1.05 * Math.max(before.strayTextures, 0) + 2)
}

describe.skipIf(!runsLong('five minutes of random input, and the page’s work in a frame'))(
  'half an hour in the room',
  () => {
    test.each(['desk', 'hand', 'controller'] as const)(
      'random input at the %s ends with no error, no lost edit and no leak',
      async (where) => {
        const app = await App.start()
        const { page, errors, foreign } = await app.open('case=vsd-muscular&quality=low', Headset.install)
        page.setDefaultTimeout(400_000)
        try {
          await untilOpen(page)
          await watchEdits(page)
          await watchUploads(page)
          const act = where === 'desk' ? atTheDesk : inTheHeadset
          if (where !== 'desk') await new Headset(page, where).enter()
          // The first half fills what is made once and kept: compiled code, fabrics, colours. A leak goes on after it.
          const half = where === 'controller' ? 60 : 150
          const first = await fuzz(page, act, half, 11)
          const before = await holdings(page)
          const second = await fuzz(page, act, half, 12)
          const after = await holdings(page)
          console.log(`${where}: ${first} + ${second} acts`, before, after)
          expect(errors).toEqual([])
          expect(foreign).toEqual([])
          expect(await lostEdits(page)).toEqual([])
          expectNoLeak(before, after)
        } finally {
          await app.stop()
        }
      },
      900_000,
    )

    /*
     * In the headset nothing is drawn, so that frames come as fast as the page has them ready: then its code is as warm
     * as a person's is after a second. On the page a picture a second comes without a GPU, and nothing is warm.
     */
    test.each(['page', 'headset'] as const)(
      'the own work in a frame of the %s is printed, and its heap stays flat over a minute',
      async (where) => {
        const app = await App.start()
        try {
          const { page, errors } = await app.open('case=vsd-muscular&quality=low', Headset.install)
          page.setDefaultTimeout(400_000)
          await untilOpen(page)
          if (where === 'headset') {
            await new Headset(page, 'hand').enter()
            await draw(page, false)
          }
          const triangles = await burden(page, 100_000, 20_000)
          const busy = await frameWork(page, 30)
          const before = await heapOf(page)
          const still = await frameWork(page, 60)
          const after = await heapOf(page)
          console.log(
            `${where}, ${triangles} triangles, 20000 tracers, its thread's processor time:`,
            busy,
            still,
          )
          console.log(`Heap ${before.toFixed(1)} MB, after a minute ${after.toFixed(1)} MB`)
          expect(after).toBeLessThan(1.02 * before + 1)
          expect(errors).toEqual([])
        } finally {
          await app.stop()
        }
      },
      900_000,
    )
  },
)
