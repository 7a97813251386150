import type { Page } from 'playwright-core'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/**
 * Draws nothing of the scene, or draws again: without a GPU a picture takes a second or more, and a person who waits so
 * long for each does a dozen things in a minute. All else of a frame is done as ever, the skinning of the surface too.
 */
export const draw = (page: Page, on: boolean): Promise<void> => page.evaluate(setDrawn, on)

/** Draws one picture of what is so now, and shows it unchanged for as long as `look` takes; then draws nothing. */
export async function stillPicture(page: Page, look: () => Promise<unknown>): Promise<void> {
  await draw(page, true)
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const scene = window.atrium.scene()
        const before = scene.onAfterRender
        scene.onAfterRender = (...args: unknown[]) => {
          before.apply(scene, args)
          scene.onAfterRender = before
          done()
        }
      }),
  )
  await page.evaluate(setDrawn, null)
  await look()
  await draw(page, false)
}

/** In the page. @param on null: what is drawn stays as it is, nothing is cleared away either */
function setDrawn(on: boolean | null): void {
  const gl = window.atrium.renderer().getContext()
  // The place of the count among the arguments. Passes over a texture are one triangle; a line of two places is not.
  const calls = { drawElements: 1, drawArrays: 2, drawElementsInstanced: 1, drawArraysInstanced: 2 }
  for (const [name, at] of Object.entries(calls)) {
    delete gl[name]
    const call = gl[name]
    if (!on)
      gl[name] = (...args: number[]) => args[0] === gl.TRIANGLES && args[at]! <= 3 && call.apply(gl, args)
  }
  delete gl.clear
  if (on === null) gl.clear = () => {}
}
