import { checkSize } from '../image-limits'
import { rangeOfValues } from '../range-of-values'
import type { Scan, ScanValues } from '../scan'
import { suggestedWindow } from '../scan-from-image'
import { numbersOf, textOf } from './data-values'
import { readFrames } from './frame-reader'
import type { Stack } from './group-slices'
import { identityWarning, withoutIdentity } from './identity'
import { oneMoment } from './one-moment'
import { physiologyHints } from './physiology-hints'
import { realValues } from './real-values'
import { resampleStack } from './resample-stack'
import { modalityOf, type Slice } from './slice'
import { layStack } from './stack-layout'

/** What fewer slices than this show is no volume. */
export const fewestSlices = 3

/**
 * Decodes a stack to a scan: one moment of it, rescaled to its unit, on an upright grid.
 * @throws Fault where it is no volume or its pixels cannot be decoded
 */
export async function openStack(stack: Stack, onProgress?: (fraction: number) => void): Promise<Scan> {
  const moment = oneMoment(stack.slices)
  const layout = layStack(moment.slices)
  const { slices, grid } = layout
  const first = slices[0] as Slice
  const { data } = first.file
  const name = nameOf(first)
  checkSize(name, grid.size, 2)
  const warnings = [...moment.warnings, ...layout.warnings, ...formatWarnings(slices)]
  const identity = identityWarning([...new Set(slices.map((s) => s.file.data))])
  if (identity) warnings.push(identity)
  const real = realValues(slices)
  // A stack that is resampled has as much work again before it.
  await readFrames(slices, real.add, (f) => onProgress?.(layout.resample ? f / 2 : f))
  const { values: raw, padded, range: stored } = real.finish()
  if (padded > 0)
    warnings.push(`${padded} voxels outside of the picture were set to its least value (${stored[0]})`)
  const modality = modalityOf(first)
  if (first.inverted) {
    for (let o = 0; o < raw.length; o++) raw[o] = stored[0] + stored[1] - (raw[o] as number)
    warnings.push('It shows low values bright (MONOCHROME1): its values were turned round')
  }
  const values = layout.resample
    ? await resampleStack(raw, first.size, grid.size, layout.resample, stored[0], (f) =>
        onProgress?.((1 + f) / 2),
      )
    : raw
  const range = layout.resample ? rangeOfValues(values) : stored
  const hints = physiologyHints(data)
  return {
    name,
    modality,
    ...grid,
    values,
    range,
    window: windowOf(slices, values, range, modality),
    warnings,
    ...(hints && { hints }),
  }
}

/** Series description without identity, or what the series is. */
export function nameOf(slice: Slice): string {
  const { data } = slice.file
  const own = withoutIdentity(textOf(data, 'x0008103e'), data)
  return own ?? `${textOf(data, 'x00080060') ?? 'DICOM'} series`
}

/** What the files' headers say that changes what the values mean. */
function formatWarnings(slices: readonly Slice[]): string[] {
  const warnings: string[] = []
  const first = slices[0] as Slice
  const { data } = first.file
  const slopes = new Set(slices.map((s) => `${s.slope} ${s.intercept}`))
  if (slopes.size > 1)
    warnings.push(
      `Its slices have ${slopes.size} different scales of values: each was brought to the same unit`,
    )
  if (modalityOf(first) === 'CT') {
    const unit = textOf(first.file.data, 'x00281054')
    if (unit && !/^HU/i.test(unit)) warnings.push(`Its values are not Hounsfield units but “${unit}”`)
    else if (!first.scaled)
      warnings.push('It does not say how its values become Hounsfield units: taken as they are')
  }
  const lossy = slices.some((s) => s.file.syntax.lossy) || textOf(first.file.data, 'x00282110') === '01'
  if (lossy) warnings.push(`Its pixels were compressed with loss (${first.file.syntax.words})`)
  if (slices.length > 1 && slices.every((s) => s.file === first.file) && !data.elements['x52009230'])
    warnings.push(
      'It is one file that gives a single place: its frames were taken for slices along its normal',
    )
  if (itsProbe(first))
    warnings.push('Its place is that of the probe, not of the patient: left and right are not known')
  return warnings
}

const itsProbe = (slice: Slice) => slice.file.sopClass === '1.2.840.10008.5.1.4.1.1.6.2'

/** The file's own window for what is not CT; a CT's is as often the lung's as the heart's. */
function windowOf(
  slices: readonly Slice[],
  values: ScanValues,
  range: readonly [number, number],
  modality: Scan['modality'],
): readonly [number, number] {
  const { data } = (slices[slices.length >> 1] as Slice).file
  const [centre] = numbersOf(data, 'x00281050')
  const [width] = numbersOf(data, 'x00281051')
  const sensible =
    centre !== undefined && width !== undefined && width > 1 && centre > range[0] && centre < range[1]
  return modality !== 'CT' && sensible ? [centre, width] : suggestedWindow(values, range, modality)
}
