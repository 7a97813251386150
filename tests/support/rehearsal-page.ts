import type { Page } from 'playwright-core'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** What the app tests ask of the page's session. */
interface Seen {
  readonly device: string
  readonly kinds: readonly string[]
  readonly severed: number
  readonly notice: string | null
  readonly shells: number
  readonly stitches: number
  readonly tools: Readonly<Record<'mouse' | 'left' | 'right', string | null>>
}

export const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { session, toolStore } = window.atrium
    const { device, edits, severedLinkCount, notice } = session.state
    return {
      device,
      kinds: edits.map((e: { kind: string }) => e.kind),
      severed: severedLinkCount,
      notice,
      shells: session.frame.shells.length,
      stitches: session.frame.stitches.length,
      tools: toolStore.getState().active,
    }
  })

/** Waits until the engine has opened the heart and its surface is there to touch. */
export const untilOpen = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const state = window.atrium?.session.state
    return state?.surface && state.device && !state.progress
  })

/** Waits until what the page shows is so; throws with what it shows instead. */
export async function until(page: Page, holds: (seen: Seen) => boolean | Promise<boolean>): Promise<Seen> {
  const end = Date.now() + 120_000
  let seen = await look(page)
  while (!(await holds(seen))) {
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(seen)}`)
    await new Promise((done) => setTimeout(done, 200))
    seen = await look(page)
  }
  return seen
}

/** Takes every edit back and waits until the engine has too. */
export async function undoAll(page: Page): Promise<void> {
  await page.evaluate(() => window.atrium.session.jumpTo(0))
  await until(page, (s) => s.severed === 0 && s.shells === 0)
}

/** Looks at the heart from another side, by the page's own control, and waits until the camera stands still there. */
export async function lookFrom(page: Page, view: 'front' | 'back' | 'left' | 'right'): Promise<void> {
  const start = await page.evaluate(() => window.atrium.camera().matrixWorld.toArray())
  await page.getByLabel('View from').selectOption(view)
  await page.evaluate(async (from) => {
    const { elements } = window.atrium.camera().matrixWorld
    const away = (m: number[]) => elements.some((v: number, i: number) => Math.abs(v - m[i]!) > 1e-5)
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    let before = from
    let waited = 0
    let rounds = 0
    do {
      if (++rounds > 600) throw new Error('The camera does not come to rest')
      before = [...elements]
      for (let n = 0; n < 3; n++) await frame()
      // A camera that is there already never leaves.
    } while ((!away(from) && ++waited < 20) || away(before))
  }, start)
}

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

/** Lets the tissue move, or stops it where it hangs. */
export const runTissue = (page: Page, tissueRunning: boolean): Promise<void> =>
  page.evaluate((running) => {
    window.atrium.session.setControl({ tissueRunning: running })
  }, tissueRunning)

/** Farthest that any place of the drawn surface hangs from where it lay at rest, metres. */
export const widestMove = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { state, frame } = window.atrium.session
    const { surface } = state
    let most = 0
    for (let v = 0; v < surface.structure.length; v += 3) {
      const away = [0, 1, 2].map((a) => {
        let at = -surface.rest[3 * v + a]
        for (let k = 4 * v; k < 4 * v + 4; k++)
          at += surface.weights[k] * frame.nodePositions[3 * surface.nodes[k] + a]
        return at
      })
      most = Math.max(most, Math.hypot(...away))
    }
    return most
  })

/** Waits until no place of the surface has moved by more than .3 mm in two seconds. */
export async function untilStill(page: Page): Promise<void> {
  const seen: number[] = []
  await until(page, async () => {
    seen.push(await widestMove(page))
    const last = seen.slice(-10)
    return last.length === 10 && Math.max(...last) - Math.min(...last) < 3e-4
  })
}
