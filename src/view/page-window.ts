/** Part of a picture that is shown, pixels of the whole: larger than the whole where the heart stands smaller. */
interface ShownWindow {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How many times smaller the heart is drawn, and where its middle stands, shares of width and height. */
type Stand = readonly [smaller: number, across: number, down: number]

/** The family's page: clear of the words to its left and of the choices below. */
const beside: Stand = [1.1, 0.6, 0.45]
/** The healthy heart takes the right of the picture. */
const besideHealthy: Stand = [1.12, 0.27, 0.45]
/** Upright the words stand below. */
const upright: Stand = [1.25, 0.5, 0.42]
const uprightBesideHealthy: Stand = [1.8, 0.28, 0.42]
/** A surgeon's tablet upright: right of the instruments, over the panels. */
const uprightAtWork: Stand = [1.3, 0.57, 0.4]

/** For whom the page is, and whether a healthy heart stands beside the child's. */
export type PageLayout = 'work' | 'family' | 'healthy'

/** Where the heart stands on a page of so many pixels, so that little lies over it; null: in the middle, as large as it fits. */
export function pageWindow(width: number, height: number, layout: PageLayout): ShownWindow | null {
  const stand = standOf(layout, height > width)
  if (!stand) return null
  const [smaller, across, down] = stand
  return {
    x: width * (0.5 - across * smaller),
    y: height * (0.5 - down * smaller),
    width: width * smaller,
    height: height * smaller,
  }
}

function standOf(layout: PageLayout, tall: boolean): Stand | null {
  if (layout === 'work') return tall ? uprightAtWork : null
  if (layout === 'healthy') return tall ? uprightBesideHealthy : besideHealthy
  return tall ? upright : beside
}
