import { readFrames } from './frame-reader'
import { modalityOf, type Slice } from './slice'

/** A grey picture of a slice: luminance row by row, and width over height as it is in the patient. */
export interface Thumbnail {
  readonly width: number
  readonly height: number
  readonly aspect: number
  readonly pixels: Uint8Array
}

const longestEdge = 96
/** HU */
const ctShades = [-150, 450] as const

/** A small picture of one slice; undefined if it cannot be decoded. */
export async function thumbnailOf(slice: Slice): Promise<Thumbnail | undefined> {
  let picture: Thumbnail | undefined
  await readFrames([slice], (values) => {
    picture = shrink(values, slice)
  }).catch(() => {})
  return picture
}

function shrink(values: ArrayLike<number>, slice: Slice): Thumbnail {
  const [nx, ny] = slice.size
  const factor = Math.max(1, Math.ceil(Math.max(nx, ny) / longestEdge))
  const [width, height] = [Math.ceil(nx / factor), Math.ceil(ny / factor)]
  const small = new Float64Array(width * height)
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++)
      small[i + width * j] = values[
        Math.min(nx - 1, i * factor) + nx * Math.min(ny - 1, j * factor)
      ] as number
  const [low, high] = shades(small, slice)
  const scale = 255 / (Math.abs(high - low) > 1e-12 ? high - low : 1)
  const pixels = Uint8Array.from(small, (v) => Math.max(0, Math.min(255, Math.round((v - low) * scale))))
  return { width, height, aspect: (nx * slice.spacing[0]) / (ny * slice.spacing[1]), pixels }
}

/** Stored values that become black and white: of a CT fat and bright blood, else all but the outermost hundredths. */
function shades(values: Float64Array, slice: Slice): readonly [number, number] {
  const stored = (real: number) => (real - slice.intercept) / slice.slope
  if (modalityOf(slice) === 'CT' && slice.scaled) return [stored(ctShades[0]), stored(ctShades[1])]
  const sorted = values.toSorted()
  const share = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] as number
  return slice.inverted ? [share(0.99), share(0.01)] : [share(0.01), share(0.99)]
}
