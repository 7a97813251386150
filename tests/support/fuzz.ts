import type { Page } from 'playwright-core'
import { seededRandom } from '../../src/core/random'
import { draw } from './draw'
import { type Held, heldBy } from './heap'
import { untilOpen } from './rehearsal-page'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

type Random = () => number
/** What of the session's state tells whether an edit is lost. */
interface Edited {
  readonly heart: unknown
  readonly edits: readonly { readonly id: string }[]
  readonly undone: readonly { readonly id: string }[]
}
const between = (random: Random, low: number, high: number) => low + (high - low) * random()
const one = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)]!

/** Keys of a person who tries everything: instruments, history, what the heart does, views. */
const keys = [
  ...'fspuxrcetbl',
  'Enter',
  'Backspace',
  'Escape',
  'Control+z',
  'Control+z',
  'Control+Shift+z',
  '1',
  '2',
  'ArrowLeft',
  'ArrowUp',
  '+',
  '-',
  'Shift+1',
  'Shift+4',
  'Shift+6',
  'Shift+I',
  'Shift+G',
  'Shift+S',
] as const

/** One thing that a person at the desk does. */
export async function atTheDesk(page: Page, random: Random): Promise<void> {
  const { width, height } = page.viewportSize()!
  const place = (): [number, number] => [
    between(random, 0.32, 0.68) * width,
    between(random, 0.2, 0.75) * height,
  ]
  const what = random()
  if (what < 0.4) return page.keyboard.press(one(random, keys))
  if (what < 0.55) return page.mouse.click(...place())
  if (what < 0.6) return page.mouse.wheel(0, between(random, -200, 200))
  // All on their way before the first is taken: each waits for a picture, and without a GPU pictures take long.
  await Promise.all([
    page.mouse.move(...place()),
    page.mouse.down(),
    ...Array.from({ length: 4 }, () => page.mouse.move(...place())),
    ...(random() < 0.1 ? [page.keyboard.press('Escape')] : []),
    page.mouse.up(),
  ])
}

/** One thing that a person in the emulated headset does: hands go, close and open, a button is pressed. */
export async function inTheHeadset(page: Page, random: Random): Promise<void> {
  const numbers = Array.from({ length: 24 }, random)
  await page.evaluate((r) => {
    const { headset, atrium } = window
    const { position, radius, scale } = atrium.useHeartSpace.getState()
    const reach = Math.min(1.2 * radius * scale, 0.3)
    const byHand = headset.primaryInputMode === 'hand'
    const inputs = byHand ? headset.hands : headset.controllers
    for (const [n, side] of ['left', 'right'].entries()) {
      const [x, y, z, turn, press, lost] = r.slice(8 * n, 8 * n + 6) as number[]
      inputs[side].position.set(
        position[0] + (2 * x! - 1) * reach,
        position[1] + (2 * y! - 1) * reach,
        position[2] + (2 * z! - 1) * reach,
      )
      inputs[side].quaternion.set(0, Math.sin(turn!), 0, Math.cos(turn!))
      inputs[side].connected = lost! > 0.05
      if (byHand) inputs[side].updatePinchValue(press! > 0.5 ? 1 : 0)
      else {
        inputs[side].updateButtonValue('trigger', press! > 0.5 ? 1 : 0)
        inputs[side].updateAxes('thumbstick', r[6 + 8 * n]! > 0.9 ? 1 : 0, r[7 + 8 * n]! > 0.9 ? -1 : 0)
      }
    }
    const all = [...atrium.pressables.all] as { onPress(): void }[]
    if (r[20]! < 0.25 && all.length > 0) all[Math.floor(r[21]! * all.length)]!.onPress()
  }, numbers)
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const { session } = window.atrium.xrStore.getState()
        if (!session) return done()
        session.requestAnimationFrame(() => session.requestAnimationFrame(() => done()))
      }),
  )
}

/** Watches the list of edits: what left it, neither to be redone nor refused in words, is lost. */
export const watchEdits = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { session } = window.atrium
    window.lostEdits = []
    session.store.subscribe((now: Edited, before: Edited) => {
      if (now.edits === before.edits || now.heart !== before.heart) return
      const kept = new Set([...now.edits, ...now.undone].map((e) => e.id))
      const lost = before.edits.filter((e: { id: string }) => !kept.has(e.id))
      if (lost.length === 0) return
      // A refusal is said right after.
      setTimeout(() => {
        if (!session.state.notice) window.lostEdits.push(...lost)
      }, 100)
    })
  })

export const lostEdits = (page: Page): Promise<readonly unknown[]> => page.evaluate(() => window.lostEdits)

/**
 * What could leak: the heap, things on the graphics device, and how many of those nothing in the scene
 * asks for any more. Of the heart opened anew, with nothing in hand: what a person keeps (branches, places, measures, a
 * recording) is no leak, and goes with it.
 */
export interface Holdings {
  readonly heap: Held
  readonly geometries: number
  readonly textures: number
  readonly strayGeometries: number
  readonly strayTextures: number
}

export async function holdings(page: Page): Promise<Holdings> {
  const heap = await leastHeld(page)
  const { all, strays } = await page.evaluate(() => {
    const reached = new Set<unknown>()
    const look = (value: { isTexture?: boolean; value?: { isTexture?: boolean } } | null | undefined) => {
      if (value?.isTexture) reached.add(value)
      if (value?.value?.isTexture) reached.add(value.value)
    }
    type Drawn = { geometry?: object; material?: Material | Material[]; customDepthMaterial?: Material }
    type Material = { uniforms?: object }
    window.atrium.scene().traverse(({ geometry, material, customDepthMaterial }: Drawn) => {
      if (geometry) reached.add(geometry)
      for (const m of [material, customDepthMaterial].flat())
        for (const value of [...Object.values(m ?? {}), ...Object.values(m?.uniforms ?? {})]) look(value)
    })
    const { memory } = window.atrium.renderer().info
    type Uploaded = { isBufferGeometry?: boolean; texture?: object; name?: string }
    const uploaded = [...(window.uploaded as Set<Uploaded>)]
    // An instrument's shape is made once and kept for the next time that it is taken.
    const isKept = (u: Uploaded) => u.name?.startsWith('instrument:') === true
    const strays = uploaded.filter((u) => !reached.has(u) && !reached.has(u.texture) && !isKept(u))
    return { all: { ...memory }, strays: strays.map((u) => u.isBufferGeometry === true) }
  })
  return {
    heap,
    geometries: all.geometries,
    textures: all.textures,
    strayGeometries: strays.filter((isGeometry) => isGeometry).length,
    strayTextures: strays.filter((isGeometry) => !isGeometry).length,
  }
}

/**
 * The least that is held of three times: React keeps the tree before the present one, and with it the heart before, until a
 * part of the page is drawn anew; a leak stays whatever is done.
 */
async function leastHeld(page: Page): Promise<Held> {
  let least: Held | null = null
  for (let n = 0; n < 3; n++) {
    await openAnew(page)
    const now = await heldBy(page)
    if (!least || now.all < least.all) least = now
  }
  return least!
}

async function openAnew(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { session, toolStore, useView, useBloodView, pressables } = window.atrium
    toolStore.setState({ active: { mouse: null, left: null, right: null } })
    pressables.named('Tools')?.onPress()
    useView.setState({ clip: { axis: 'none', offset: 0, normal: [0, 1, 0] }, tissue: 'solid' })
    // The inner wall and its shear, lines and slices are asked for by how the blood is shown, and kept as long.
    useBloodView.setState({ show: 'tracers' })
    const { heart } = session.state
    session.open({ ...heart, labels: heart.labels.slice(), frame: { ...heart.frame } })
  })
  await untilOpen(page)
  await page.waitForTimeout(3000)
}

/**
 * From now on keeps which geometries and textures the renderer has put on the graphics device and not taken away: it
 * listens to each until it is disposed of. What the scene holds but never showed was never put there.
 */
export const watchUploads = (page: Page): Promise<void> =>
  page.evaluate(() => {
    type Uploaded = { isTexture?: boolean; isRenderTarget?: boolean; isBufferGeometry?: boolean }
    window.uploaded = new Set<Uploaded>()
    let events = Object.getPrototypeOf(window.atrium.scene())
    while (!Object.hasOwn(events, 'addEventListener')) events = Object.getPrototypeOf(events)
    const { addEventListener: add, removeEventListener: remove } = events
    events.addEventListener = function (this: Uploaded, name: string, heard: unknown) {
      const isHeld = this.isTexture || this.isRenderTarget || this.isBufferGeometry
      if (name === 'dispose' && isHeld) window.uploaded.add(this)
      return add.call(this, name, heard)
    }
    events.removeEventListener = function (this: Uploaded, name: string, heard: unknown) {
      if (name === 'dispose') window.uploaded.delete(this)
      return remove.call(this, name, heard)
    }
  })

/** Does random things for so many seconds; the seed gives the same things again. */
export async function fuzz(
  page: Page,
  act: (page: Page, random: Random) => Promise<void>,
  seconds: number,
  seed: number,
): Promise<number> {
  const random = seededRandom(seed)
  await draw(page, false)
  const end = Date.now() + seconds * 1e3
  let acts = 0
  for (; Date.now() < end; acts++) await act(page, random)
  await draw(page, true)
  return acts
}
