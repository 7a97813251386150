import type { Page } from 'playwright-core'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

type Vec = [number, number, number]

/** A text on a panel of the headset, as the eyes meet it. */
export interface Letters {
  readonly text: string
  /** Height of a capital, minutes of arc. */
  readonly minutes: number
  /** The same on a panel at its full size 1 m away that faces the eyes. */
  readonly atMetre: number
  /** Width that it was drawn with, of the width that its face has. */
  readonly narrowed: number
}

/**
 * Before any script of the page: keeps what is written on each canvas. A canvas that is cleared, or grows, is a new sheet.
 */
export const keepLetters = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    window.letters = new WeakMap<HTMLCanvasElement, Map<string, { cap: number; narrowed: number }>>()
    const { fillText } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
      const written = window.letters.get(this.canvas) ?? new Map()
      const { width } = this.measureText(text)
      const cap = this.measureText('H')
      written.set(text, {
        cap: cap.actualBoundingBoxAscent + cap.actualBoundingBoxDescent,
        narrowed: Math.min(1, (most ?? width) / width),
      })
      window.letters.set(this.canvas, written)
      return fillText.apply(this, most === undefined ? [text, x, y] : [text, x, y, most])
    }
  })
}

/** What is written in the room as it is shown now. */
export const lettersNow = (page: Page): Promise<Letters[]> =>
  page.evaluate(() => {
    const { x, y, z } = window.headset.position
    const found: Letters[] = []
    // biome-ignore lint/suspicious/noExplicitAny: three's objects
    window.atrium.scene().traverseVisible((mesh: any) => {
      const canvas = mesh.material?.map?.image
      const written = canvas && window.letters.get(canvas)
      if (!written) return
      const e = mesh.matrixWorld.elements
      const way: Vec = [x - e[12], y - e[13], z - e[14]]
      const away = Math.hypot(...way)
      const metresPerPixel = mesh.geometry.parameters.height / canvas.height
      const size = Math.hypot(e[4], e[5], e[6])
      const leant = Math.abs(e[4] * way[0] + e[5] * way[1] + e[6] * way[2]) / away / size
      const minutes = (tall: number) => (60 * 180 * Math.atan(tall)) / Math.PI
      for (const [text, { cap, narrowed }] of written)
        if (text.trim())
          found.push({
            text,
            minutes: minutes((cap * metresPerPixel * size * Math.sqrt(1 - leant ** 2)) / away),
            atMetre: minutes(cap * metresPerPixel),
            narrowed,
          })
    })
    return found
  })
