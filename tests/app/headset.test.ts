import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { App } from '../support/browser'
import { Headset } from '../support/headset'
import { colourCount } from '../support/picture'
import { look, untilEdits, untilOpen, untilSevered } from '../support/rehearsal-page'
import { lineOnChamber } from '../support/tissue'

type Vec = [number, number, number]
const off = (place: Vec, normal: Vec, metres: number): Vec =>
  place.map((v, i) => v + metres * normal[i]!) as Vec

let app: App

beforeAll(async () => {
  app = await App.start()
})
afterAll(() => app?.stop())

describe.each(['hand', 'controller'] as const)('in the headset with a %s', (mode) => {
  test('the right atrium is cut with the scalpel of the palette, and a patch is laid and sewn', async () => {
    const query = 'case=vsd-perimembranous&quality=low'
    const { page, errors, foreign, screenshot, close } = await app.open(query, Headset.install)
    await untilOpen(page)
    const headset = new Headset(page, mode)
    await headset.enter()
    await headset.turnHeart(1.2)
    await screenshot(`${mode}-turned`)

    await headset.pressButton('Scalpel')
    expect((await look(page)).tools.right).toBe('scalpel')
    const line = await lineOnChamber(page, 'RA', 14)
    await headset.aim(line.normal.map((v) => -v) as Vec)
    await headset.bringTip(off(line.room[0]!, line.normal, 0.03))
    await headset.press(true)
    for (const place of line.room) await headset.bringTip(off(place, line.normal, -0.002))
    await screenshot(`${mode}-cutting`)
    await headset.bringTip(off(line.room.at(-1)!, line.normal, 0.05))
    await headset.press(false)
    await untilSevered(page)
    expect((await look(page)).edits.map((e) => e.kind)).toEqual(['cut'])

    await headset.pressButton('Patch')
    await headset.aim(line.normal.map((v) => -v) as Vec)
    await headset.bringTip(off(line.ring[0]!, line.normal, 0.03))
    await headset.press(true)
    for (const place of line.ring) await headset.bringTip(off(place, line.normal, -0.001))
    await headset.press(false)
    await untilEdits(page, 2)

    await headset.pressButton('Suture')
    await headset.aim(line.normal.map((v) => -v) as Vec)
    await headset.bringTip(off(line.room[4]!, line.normal, 0.02))
    await headset.press(true)
    await headset.bringTip(off(line.room[4]!, line.normal, -0.001))
    await headset.press(false)
    await untilEdits(page, 3)
    expect((await look(page)).edits.map((e) => e.kind)).toEqual(['cut', 'patch', 'suture'])
    await headset.bringTip(off(line.room[4]!, line.normal, 0.2))
    expect(await colourCount(page, await screenshot(`${mode}-sewn`))).toBeGreaterThan(60)
    expect(errors).toEqual([])
    expect(foreign).toEqual([])
    await close()
  })
})
