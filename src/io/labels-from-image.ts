import { Fault } from '../core/fault'
import type { Image } from './image'
import { labelValues } from './image-role'
import type { LabelMap } from './label-map'
import type { Segment } from './nrrd-header'

/**
 * The label map of an image of labels, 1–255 on one layer. Overlapping layers are laid over each other, later segments
 * on top, and it is said where. Labels without a name are called “Label n”; labels above 255 get smaller numbers and
 * keep their own as `fileValue`.
 * @throws Fault when the values are no labels or there are none
 */
export function labelsFromImage(image: Image): LabelMap {
  const { file, size, spacing, origin, direction } = image
  const layer = image.components > 1 ? oneLayer(image) : single(image)
  return {
    file,
    size,
    spacing,
    origin: [origin[0], origin[1], origin[2]],
    direction,
    values: layer.labels,
    segments: layer.segments,
    warnings: [...image.warnings, ...layer.warnings],
    ...(image.notes && { notes: image.notes }),
  }
}

interface Layer {
  readonly labels: Uint8Array
  readonly segments: readonly Segment[]
  readonly warnings: readonly string[]
}

const empty = (file: string) => new Fault(file, 'every cell of it is empty', 'Export the visible segments')

function single({ file, values, segments }: Image): Layer {
  const found = labelValues(values)
  if (!found) throw new Fault(file, noLabel(values), 'Give a segmentation, not the scan itself')
  if (found.length === 0) throw empty(file)
  const named = new Map(segments.map((s) => [s.value, s]))
  const renumber = found.some((v) => v > 255)
  const present = found.map((v, n): Segment => {
    const own = named.get(v) ?? { value: v, layer: 0, name: `Label ${v}` }
    return renumber ? { ...own, value: n + 1, fileValue: v } : own
  })
  const missing = renumber ? [] : segments.filter((s) => !found.includes(s.value))
  return {
    labels: renumber ? renumbered(values, found) : Uint8Array.from(values),
    segments: [...(segments.length > 0 ? missing : []), ...present].sort((a, b) => a.value - b.value),
    warnings: [],
  }
}

function noLabel(values: ArrayLike<number>): string {
  for (let o = 0; o < values.length; o++) {
    const v = values[o] as number
    if (v < 0 || v > 65535 || !Number.isInteger(v))
      return `it holds the value ${v}, which is no label (whole numbers from 0)`
  }
  return 'it holds more than 255 different values, as a scan does'
}

function renumbered(values: ArrayLike<number>, found: readonly number[]): Uint8Array {
  const to = new Uint8Array((found.at(-1) as number) + 1)
  found.forEach((v, n) => {
    to[v] = n + 1
  })
  const out = new Uint8Array(values.length)
  for (let o = 0; o < out.length; o++) out[o] = to[values[o] as number] as number
  return out
}

function oneLayer({ file, values, components, segments }: Image): Layer {
  if (segments.length === 0 || segments.length > 255)
    throw new Fault(
      file,
      `it has ${components} values and ${segments.length} segments a voxel`,
      'Give a label map, not a colour image',
    )
  const labels = new Uint8Array(values.length / components)
  const hidden = new Uint32Array(segments.length * (segments.length + 1))
  const layer = Uint32Array.from(segments, (s) => s.layer)
  const value = Float64Array.from(segments, (s) => s.value)
  const count = segments.length
  for (let o = 0; o < labels.length; o++) {
    let top = 0
    for (let n = 0; n < count; n++) {
      if (values[o * components + (layer[n] as number)] !== value[n]) continue
      if (top > 0) (hidden[n * (count + 1) + top] as number)++
      top = n + 1
    }
    labels[o] = top
  }
  if (!labels.some((v) => v > 0)) throw empty(file)
  const warnings: string[] = []
  for (let n = 0; n < count; n++)
    for (let under = 1; under <= count; under++) {
      const cells = hidden[n * (count + 1) + under] as number
      if (cells === 0) continue
      warnings.push(
        `“${segments[n]?.name}” and “${segments[under - 1]?.name}” overlap in ${cells} cells of ${file}: they were given to the first.`,
      )
    }
  return { labels, segments: segments.map((s, n) => ({ ...s, value: n + 1, layer: 0 })), warnings }
}
