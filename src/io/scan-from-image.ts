import type { Image } from './image'
import { rangeOfValues } from './range-of-values'
import type { Scan, ScanValues } from './scan'

const modalityNames: readonly (readonly [Scan['modality'], RegExp])[] = [
  ['CT', /(^|[^a-z])(ct|cta|angio)([^a-z]|$)/i],
  ['MR', /(^|[^a-z])(mr|mri|t1|t1w|t2|t2w|flair|cine|ssfp|dce)([^a-z]|$)/i],
  ['US', /(^|[^a-z])(us|echo|tee|tte|ultrasound)([^a-z]|$)/i],
]
/** Air is −1,000 HU; no other modality stores whole numbers far below zero. */
const airBelow = -500
/** Enough voxels for a histogram. */
const mostSamples = 1 << 20

/** The scan of an image: its modality where the file does not say it, its range, and a window to look through. */
export function scanFromImage(image: Image): Scan {
  const { file, size, spacing, origin, direction } = image
  const warnings = [...image.warnings]
  const values = finite(image, warnings)
  const range = rangeOfValues(values)
  const modality = modalityOf(image, range, warnings)
  return {
    name: file,
    size,
    spacing,
    origin,
    direction,
    modality,
    values,
    range,
    window: suggestedWindow(values, range, modality),
    warnings,
  }
}

/** Voxels that are not numbers become the least value: background. */
function finite({ file, values }: Image, warnings: string[]): ScanValues {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return values
  let least = Infinity
  let wrong = 0
  for (let o = 0; o < values.length; o++) {
    const v = values[o] as number
    if (!Number.isFinite(v)) wrong++
    else if (v < least) least = v
  }
  if (wrong === 0) return values
  const background = least === Infinity ? 0 : least
  warnings.push(`${file}: ${wrong} voxels hold no number; they were set to ${background}.`)
  return values.map((v) => (Number.isFinite(v) ? v : background))
}

function modalityOf(image: Image, range: readonly [number, number], warnings: string[]): Scan['modality'] {
  if (image.declared && image.declared !== 'labels') return image.declared
  const named = modalityNames.find(([, pattern]) => pattern.test(image.file))?.[0]
  const modality = range[0] <= airBelow ? 'CT' : named === 'CT' ? 'other' : (named ?? 'other')
  warnings.push(
    modality === 'CT'
      ? `${image.file} was taken for a CT in HU, since it holds values down to ${Math.round(range[0])}.`
      : `${image.file} does not say what made it: its values (${short(range[0])} to ${short(range[1])}) were taken as they are${modality === 'other' ? '' : `, and its name for ${modality}`}.`,
  )
  return modality
}

const short = (value: number) => Number(value.toPrecision(4)).toString()

/**
 * Centre and width that show the heart: for CT from fat (−150 HU) to the brightest blood (99.5 % of all above −200 HU,
 * but 250 to 1,000 HU), else from 1 % to 99.5 % of all voxels that are not background.
 */
export function suggestedWindow(
  values: ScanValues,
  range: readonly [number, number],
  modality: Scan['modality'],
): [number, number] {
  const step = Math.max(1, Math.floor(values.length / mostSamples))
  const samples: number[] = []
  const background = modality === 'CT' ? -200 : range[0]
  for (let o = 0; o < values.length; o += step) {
    const v = values[o] as number
    if (v > background) samples.push(v)
  }
  if (samples.length === 0) return [(range[0] + range[1]) / 2, Math.max(range[1] - range[0], 1)]
  const sorted = Float64Array.from(samples).sort()
  const share = (p: number) => sorted[Math.floor(p * (sorted.length - 1))] as number
  const low = modality === 'CT' ? -150 : share(0.01)
  const high = modality === 'CT' ? Math.min(1000, Math.max(250, share(0.995))) : share(0.995)
  return [(low + high) / 2, Math.max(high - low, (range[1] - range[0]) / 1000, 1e-6)]
}
