import type { Page } from 'playwright-core'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** What the app tests ask of the page's session. */
export interface Seen {
  readonly device: string
  readonly edits: readonly { readonly kind: string; readonly id: string }[]
  readonly severed: number
  readonly notice: string | null
  readonly tools: Readonly<Record<'mouse' | 'left' | 'right', string | null>>
  readonly grasped: boolean
}

export const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { session, toolStore } = window.atrium
    const { device, edits, severedLinkCount, notice } = session.state
    return {
      device,
      edits: edits.map(({ kind, id }: { kind: string; id: string }) => ({ kind, id })),
      severed: severedLinkCount,
      notice,
      tools: toolStore.getState().active,
      grasped: toolStore.getState().busy,
    }
  })

/** Waits until the engine has opened the heart and its surface is there to touch. */
export const untilOpen = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const state = window.atrium?.session.state
    return state?.surface && state.device && !state.progress
  })

/** Waits until so many edits are in the list and the engine has worked the last one in. */
export async function untilEdits(page: Page, count: number): Promise<void> {
  await page.waitForFunction((n) => {
    const { edits, answers } = window.atrium.session.state
    return edits.length === n && answers.circulation !== null
  }, count)
}

/** Looks at the heart from another side, by the page's own control, and waits until the camera stands still there. */
export async function lookFrom(page: Page, view: 'back' | 'left' | 'right'): Promise<void> {
  const start = await page.evaluate(() => window.atrium.camera().matrixWorld.toArray())
  await page.getByLabel('View from').selectOption(view)
  await page.evaluate(async (from) => {
    const { elements } = window.atrium.camera().matrixWorld
    const away = (m: number[]) => elements.some((v: number, i: number) => Math.abs(v - m[i]!) > 1e-5)
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    let before = from
    do {
      before = [...elements]
      for (let n = 0; n < 3; n++) await frame()
    } while (!away(from) || away(before))
  }, start)
}

export const untilSevered = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => window.atrium.session.state.severedLinkCount > 0)

/** Greatest way [m] that any of the first hundred tracers has gone after the engine's next report. */
export const tracersMoved = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { frame } = window.atrium.session
    const next = async (after: Float32Array | null): Promise<Float32Array> => {
      while (!frame.tracers || frame.tracers === after || !frame.tracers.length)
        await new Promise((done) => setTimeout(done, 100))
      return frame.tracers
    }
    const before = await next(null)
    const first = before.slice(0, 800)
    const after = await next(before)
    let most = 0
    for (let o = 0; o < Math.min(first.length, after.length); o += 8)
      most = Math.max(
        most,
        Math.hypot(after[o]! - first[o]!, after[o + 1]! - first[o + 1]!, after[o + 2]! - first[o + 2]!),
      )
    return most
  })
