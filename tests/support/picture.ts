import type { Page } from 'playwright-core'

/**
 * How much there is to see in a screenshot: the number of different colours among 16 × 16 grey-ish steps a channel.
 * A blank or one-coloured picture has one or two, a drawn heart hundreds.
 */
export async function colourCount(page: Page, png: Buffer): Promise<number> {
  return page.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const pen = canvas.getContext('2d')!
    pen.drawImage(picture, 0, 0)
    const { data: pixels } = pen.getImageData(0, 0, picture.width, picture.height)
    const seen = new Set<number>()
    for (let i = 0; i < pixels.length; i += 16)
      seen.add(((pixels[i]! >> 4) << 8) | ((pixels[i + 1]! >> 4) << 4) | (pixels[i + 2]! >> 4))
    return seen.size
  }, png.toString('base64'))
}
