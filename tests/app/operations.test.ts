import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { App, type AppPage } from '../support/browser'
import { Headset } from '../support/headset'
import { runsLong } from '../support/long'
import { coarctationPatch, dorvBaffle, Operation, sources, vsdPatch } from '../support/operations'
import { untilOpen } from '../support/rehearsal-page'

/*
 * Operations, each carried out by the mouse, by hands and by controllers, along the guide of its case and over
 * the places of the plan that the case is shipped with. After each step the guide has gone on, and a picture is kept
 * in .cache/screens to be looked at: of the page, or of both eyes as hands show them (controllers show the same). One
 * page a case, opened once.
 */

interface Trial {
  readonly name: string
  readonly heart: string
  perform(o: Operation): Promise<void>
  readonly kinds: readonly string[]
  /** What the answer says once it is done, and where that comes from. */
  holds(o: Operation): Promise<void>
}

const trials: readonly Trial[] = [
  {
    name: 'vsd',
    heart: 'vsd-perimembranous',
    perform: vsdPatch,
    kinds: ['cut', 'patch', 'suture', 'close'],
    // A septum without a hole: as much blood to the lungs as to the body.
    holds: async (o) => expect(await o.figure('qp-qs')).toBeCloseTo(1, 1),
  },
  {
    name: 'dorv',
    heart: 'double-outlet',
    perform: dorvBaffle,
    kinds: ['cut', 'baffle', 'suture', 'close'],
    // The left ventricle feeds the aorta alone, and the right one the lungs.
    holds: async (o) => {
      expect(await o.figure('qp-qs')).toBeCloseTo(1, 1)
      expect(await o.figure('residual-hole')).toBe(0)
    },
  },
  {
    name: 'coarctation',
    heart: 'coarctation',
    perform: coarctationPatch,
    kinds: ['clamp', 'clamp', 'patch', 'suture', 'release', 'release'],
    // Under 20 mmHg from peak to peak a coarctation is not called significant.
    holds: async (o) => expect(await o.figure('gradient-peak-to-peak')).toBeLessThan(20),
  },
]

let app: App
beforeAll(async () => {
  app = await App.start()
})
afterAll(() => app?.stop())

describe.skipIf(!runsLong('operations in the page and in the emulated headset')).each(trials)(
  '$name',
  ({ name, heart, perform, kinds, holds }) => {
    let opened: AppPage
    beforeAll(async () => {
      opened = await app.open(`case=${heart}&quality=low&for=trainee`, Headset.install)
      opened.page.setDefaultTimeout(400_000)
      await untilOpen(opened.page)
    })
    afterAll(() => opened?.close())

    test.each(sources)(
      'by %s',
      async (source) => {
        const o = await Operation.begin(opened, name, source)
        try {
          await perform(o)
          expect((await o.edits()).map((e) => e.kind)).toEqual(kinds)
          await holds(o)
        } finally {
          await o.end()
        }
        expect(opened.errors).toEqual([])
      },
      900_000,
    )
  },
)
