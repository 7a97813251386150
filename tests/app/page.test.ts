import { afterAll, beforeAll, expect, test } from 'vitest'
import { App } from '../support/browser'
import { colourCount } from '../support/picture'
import { look, lookFrom, tracersMoved, untilEdits, untilOpen, untilSevered } from '../support/rehearsal-page'
import { lineOnChamber } from '../support/tissue'

const heart = 'case=vsd-perimembranous&quality=low'
let app: App

beforeAll(async () => {
  app = await App.start()
})
afterAll(() => app?.stop())

test('the page reaches a drawn heart with moving blood, without an error and without another host', async () => {
  const { page, errors, foreign, screenshot, close } = await app.open(heart)
  await untilOpen(page)
  expect((await look(page)).device).not.toBe('')
  expect(await tracersMoved(page)).toBeGreaterThan(1e-6)
  expect(await colourCount(page, await screenshot('page'))).toBeGreaterThan(60)
  expect(errors).toEqual([])
  expect(foreign).toEqual([])
  await close()
})

test('with the mouse the right atrium is cut, patched and sewn, and each step is taken back', async () => {
  const { page, errors, screenshot, close } = await app.open(heart)
  await untilOpen(page)
  await lookFrom(page, 'right')
  const line = await lineOnChamber(page, 'RA', 14)

  await page.keyboard.press('s')
  expect((await look(page)).tools.mouse).toBe('scalpel')
  await page.mouse.move(...line.pixels[0]!)
  await page.mouse.down()
  for (const place of line.pixels) await page.mouse.move(...place)
  await screenshot('mouse-cutting')
  await page.mouse.up()
  await untilSevered(page)
  expect((await look(page)).severed).toBeGreaterThan(0)
  await screenshot('mouse-cut')

  await page.keyboard.press('p')
  for (const place of line.ringPixels) await page.mouse.click(...place)
  await page.keyboard.press('Enter')
  await untilEdits(page, 2)
  await page.keyboard.press('u')
  await page.mouse.click(...line.pixels[4]!)
  await untilEdits(page, 3)
  expect((await look(page)).edits.map((e) => e.kind)).toEqual(['cut', 'patch', 'suture'])
  await screenshot('mouse-sewn')

  for (let n = 0; n < 3; n++) await page.keyboard.press('Control+z')
  await untilEdits(page, 0)
  await page.keyboard.press('Control+Shift+z')
  await untilEdits(page, 1)
  await untilSevered(page)
  expect(errors).toEqual([])
  await close()
})
