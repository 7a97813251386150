import { say } from '../core/language'
import type { Vec3 } from '../core/vec3'
import { type AnatomicalView, anatomicalView } from '../geometry/anatomical-views'
import type { Sheet } from '../geometry/blood-domain'
import { ownSheet } from '../geometry/own-sheet'
import { type DrawnSurface, rasterView } from '../geometry/raster-view'
import { tissueSurface } from '../geometry/tissue-surface'
import type { Heart, Part, Structure } from '../heart/heart'
import { pngAddress } from '../io/png'
import type { ReportPicture } from '../io/report/report'

/** Pixels of a picture: as wide as half an A4 page at 200 dots an inch. */
const printed = { width: 660, height: 620 }

/** Draws one heart for a report, without a graphics processor: what it looks like, and what was sewn into it. */
export class HeartPictures {
  private readonly tissue: DrawnSurface
  private readonly halfHeight: number
  private readonly middle: Vec3

  constructor(
    private readonly heart: Heart,
    private readonly size = printed,
  ) {
    const { positions, triangles, owners } = tissueSurface(heart)
    this.tissue = { positions, triangles, colours: coloursOf(heart, owners), cutColour: linear('#8c4038') }
    const [across, , up] = extentsOf(positions)
    this.middle = extentsOf(positions).map(([low, high]) => (low + high) / 2) as unknown as Vec3
    this.halfHeight = 0.53 * Math.max(up[1] - up[0], ((across[1] - across[0]) * size.height) / size.width)
  }

  /** The heart from the front. */
  outside(): ReportPicture {
    const view = { target: this.middle, away: [0, -1, 0] as Vec3, up: [0, 0, 1] as Vec3, section: null }
    return this.picture(say('From the front'), view, [], this.halfHeight)
  }

  /** The septum en face from the right ventricle, with what a strategy sewed there; null where this heart has no such view. */
  septum(strategy: string, sheets: readonly Sheet[]): ReportPicture | null {
    const view = anatomicalView(this.heart, 'septum')
    if (!view) return null
    const title = `${strategy}: ${say('septum from the right ventricle')}`
    return this.picture(title, view, sheets, 0.75 * this.halfHeight)
  }

  private picture(
    title: string,
    view: AnatomicalView,
    sheets: readonly Sheet[],
    halfHeight: number,
  ): ReportPicture {
    const surfaces = [this.tissue, ...sheets.map(ownSheet).map(drawnSheet)]
    const pixels = rasterView(surfaces, { ...view, halfHeight, ...this.size })
    return { title, source: pngAddress(pixels, this.size.width, this.size.height) }
  }
}

/** Least and greatest along each axis. */
function extentsOf(positions: Float32Array): readonly [Extent, Extent, Extent] {
  return [0, 1, 2].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = axis; i < positions.length; i += 3) {
      low = Math.min(low, positions[i] as number)
      high = Math.max(high, positions[i] as number)
    }
    return [low, high]
  }) as unknown as readonly [Extent, Extent, Extent]
}
type Extent = readonly [low: number, high: number]

/** A patch, baffle or conduit: pale, the same from both sides. */
function drawnSheet({ positions, triangles }: Pick<Sheet, 'positions' | 'triangles'>): DrawnSurface {
  const pale = linear('#f1ecdf')
  const colours = Float32Array.from({ length: positions.length }, (_, n) => pale[n % 3] as number)
  return { positions, triangles, colours, cutColour: null }
}

function coloursOf({ structures }: Heart, owners: Uint8Array): Float32Array {
  const known = new Map(structures.map((s) => [s.id, linear(colourOf(s))]))
  const plain = linear(muscle)
  const colours = new Float32Array(3 * owners.length)
  owners.forEach((id, v) => {
    colours.set(known.get(id) ?? plain, 3 * v)
  })
  return colours
}

const muscle = '#a2493e'
/** As on the page: arteries pale, veins bluish. */
const partColours: Partial<Record<Part, string>> = {
  LV: muscle,
  RV: muscle,
  LA: '#ad6259',
  RA: '#a65c55',
  aorta: '#e0cbb0',
  'pulmonary-artery': '#b3b3cb',
  SVC: '#7d90b0',
  IVC: '#7d90b0',
  'pulmonary-vein': '#c19393',
}

function colourOf({ name, part }: Structure): string {
  if (/fat/i.test(name)) return '#dec282'
  if (/coronar/i.test(name)) return '#b8352f'
  if (/leaflet|valve/i.test(name)) return '#eadccb'
  return partColours[part] ?? '#cfbfae'
}

/** `#a2493e` as linear light. */
const linear = (colour: string): Vec3 =>
  [1, 3, 5].map((n) => {
    const c = Number.parseInt(colour.slice(n, n + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as unknown as Vec3
