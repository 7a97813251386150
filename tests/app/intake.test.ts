import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults } from '../support/accessibility'
import { App, type AppPage } from '../support/browser'
import { draw } from '../support/draw'
import { colourCount } from '../support/picture'
import { untilOpen } from '../support/rehearsal-page'
import { tubeScan } from '../support/synthetic-scan'
import { smallTargets } from '../support/targets'

/*
 * A scan dropped on the page becomes an open heart by clicks alone, and a broken file leaves everything as it was. The
 * tests share one page.
 */
// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

let app: App
let opened: AppPage

beforeAll(async () => {
  app = await App.start()
  opened = await app.open('case=coarctation&quality=low')
  await opened.page.waitForFunction(() => window.atrium?.session.state.heart && window.atrium.renderer())
  // Nothing of what is tested is drawn by WebGL until a heart is built, and without a GPU a picture takes a second.
  await draw(opened.page, false)
})
afterAll(() => app?.stop())

/** Drops a file on the page as a person would. */
const drop = (page: Page, name: string, bytes: Uint8Array) =>
  page.evaluate(
    ([fileName, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], fileName))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  )

const heartName = (page: Page): Promise<string> => page.evaluate(() => window.atrium.session.state.heart.name)

/** Waits until nothing eases in or out any more: half shown, words have half their contrast. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime))
        .map((a) => a.finished.catch(() => null)),
    ).then(() => null),
  )

/** What axe and a fingertip find wrong with the page as it stands. */
const faultsOf = async (page: Page): Promise<string[]> => [
  ...(await settled(page).then(() => accessibilityFaults(page))),
  ...(await smallTargets(page)),
]

/** Where the Tab key stops, in its order: without a tab index above 0 that is the order of the page. */
const focusStops = (page: Page): Promise<{ panel: string; name: string; seen: boolean }[]> =>
  page.evaluate(() => {
    const parts = ['bar', 'palette', 'findings', 'blood', 'middle', 'views']
    const all = [
      ...document.querySelectorAll<HTMLElement>('button, select, input, summary, a[href], [tabindex]'),
    ]
    if (all.some((e) => e.tabIndex > 0)) throw new Error('a tab index above 0 breaks the order of the page')
    return all
      .filter((e) => e.tabIndex === 0 && e.checkVisibility() && !e.matches(':disabled'))
      .flatMap((element) => {
        const panel = parts.find((p) => element.closest(`.${p}`))
        if (!panel) return []
        element.focus()
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        const seen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
        return [{ panel, name: element.getAttribute('aria-label') ?? element.textContent ?? '', seen }]
      })
  })

/** Every sheet of the page, and the keys that open it. */
const sheets = [
  ['Control+k', 'Commands'],
  ['Control+,', 'Settings'],
  ['h', 'Built-in hearts'],
  ['Shift+P', 'Patient'],
  ['Shift+D', 'Compare strategies'],
] as const

test('the page for surgeon, trainee and family has no fault that axe finds, and Escape gives the focus back', async () => {
  const { page } = opened
  const help = page.getByRole('button', { name: 'Help and keys' })
  await help.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Help' })
  await sheet.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'hidden' })
  expect(await help.evaluate((e) => e === document.activeElement)).toBe(true)
  for (const keys of ['Alt+3', 'Alt+2', 'Alt+1']) {
    await page.keyboard.press(keys)
    expect(await faultsOf(page), keys).toEqual([])
  }
})

test('every sheet opens by its key, and has no fault that axe finds and no target under 44 pixels', async () => {
  const { page } = opened
  for (const [keys, name] of sheets) {
    await page.keyboard.press(keys)
    const sheet = page.getByRole('dialog', { name })
    await sheet.waitFor()
    if (name === 'Compare strategies')
      for (const part of ['Tree and names', 'Report']) await sheet.getByRole('button', { name: part }).click()
    expect(await faultsOf(page), name).toEqual([])
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
  }
})

test('the Tab key goes round the page as the eye does, and what has the focus is seen to have it', async () => {
  // From here on the browser shows the focus: the last thing pressed was a key.
  await opened.page.keyboard.press('Tab')
  const stops = await focusStops(opened.page)
  const panels = stops.map((s) => s.panel).filter((p, n, all) => p !== all[n - 1])
  expect(panels).toEqual(['bar', 'palette', 'findings', 'blood', 'middle', 'views'])
  expect(stops.filter((s) => !s.seen).map((s) => s.name)).toEqual([])
  expect(stops.filter((s) => s.panel === 'palette').length, 'a toolbar is one stop').toBe(1)
})

test('a file that is cut short is named, and the heart that was open stays', async () => {
  const { page, screenshot } = opened
  const before = await heartName(page)
  await drop(page, 'cut.nrrd', tubeScan().subarray(0, 9000))
  const sheet = page.getByRole('dialog', { name: 'This could not be opened' })
  await sheet.waitFor()
  expect(await sheet.textContent()).toMatch(/cut\.nrrd.*cut short.*again/)
  await screenshot('intake-refused')
  await sheet.getByRole('button', { name: 'Back' }).click()
  expect(await heartName(page)).toBe(before)
})

test('a scan is seeded and ended by clicks, built, and opens for operating', async () => {
  const { page, errors, foreign, screenshot } = opened
  await drop(page, 'tube.nrrd', tubeScan())
  await page.getByRole('main', { name: 'Segmentation' }).waitFor()
  expect(await colourCount(page, await screenshot('intake-look'))).toBeGreaterThan(30)

  await page.getByRole('button', { name: '2 Blood' }).click()
  expect(await faultsOf(page)).toEqual([])
  await screenshot('intake-blood')
  await page.getByRole('button', { name: '4 Seeds' }).click()
  await page.getByRole('radio', { name: 'Vessel' }).click()
  const axial = (await page.locator('[data-plane=axial]').boundingBox())!
  await page.mouse.click(axial.x + axial.width / 2, axial.y + axial.height / 2)

  await page.getByRole('button', { name: '5 Valves and ends' }).click()
  await page.getByRole('button', { name: 'Vessel', exact: true }).click()
  const frame = (await page.locator('[data-plane=coronal]').boundingBox())!
  const pixels = Math.min(frame.width / 50, frame.height / 82)
  const at = (x: number, z: number) =>
    [frame.x + frame.width / 2 + x * pixels, frame.y + frame.height / 2 - z * pixels] as const
  for (const z of [-29, 29]) {
    await page.mouse.move(...at(-13, z))
    await page.mouse.down()
    await page.mouse.move(...at(0, z))
    await page.mouse.move(...at(13, z))
    await page.mouse.up()
  }
  const recipe = await page.evaluate(() => window.atrium.intake.state.phase.workspace.recipe)
  expect(recipe.blood.low).toBeGreaterThan(200)
  expect(recipe.blood.low).toBeLessThan(300)
  expect(recipe.seeds.map((s: { part: string }) => s.part)).toEqual(['vessel'])
  expect(recipe.ends.map((e: { normal: number[] }) => Math.round(e.normal[2]!))).toEqual([-1, 1])

  await page.getByRole('button', { name: '6 Check' }).click()
  await page.getByRole('region', { name: 'Volumes' }).waitFor()
  await screenshot('intake-check')
  await page.getByRole('button', { name: /^7 Build/ }).click()
  await draw(page, true)
  await page.getByRole('button', { name: 'Build the heart' }).click()
  await page.waitForFunction(() => window.atrium.intake.state.phase.name === 'closed')
  expect(await heartName(page)).toContain('tube')
  expect(await page.evaluate(() => window.atrium.session.state.heart.ports.length)).toBe(2)
  await untilOpen(page)
  expect(errors).toEqual([])
  expect(foreign).toEqual([])
})
