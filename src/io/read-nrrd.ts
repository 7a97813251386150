import { Fault } from '../core/fault'
import { mm } from '../core/units'
import type { InputFile } from './input-file'
import { runItkReader } from './itk-pipeline'
import type { LabelMap } from './label-map'
import { type NrrdHeader, readNrrdHeader, type Segment } from './nrrd-header'

/** Lengths a person's heart and vessels can have, metres; outside of them the unit is wrong. */
const plausible = { least: 0.02, most: 0.6 }

/**
 * Reads a label map (.seg.nrrd or .nrrd). itk decodes the voxels and brings any `space` to LPS; the segments' names
 * come from the text header. Layers of a 4D segmentation are laid over each other, later segments on top.
 * @param unit metres per unit of the file's spacing
 */
export async function readNrrd(file: InputFile, unit = mm): Promise<LabelMap> {
  const header = readNrrdHeader(file)
  const image = await runItkReader('image-io', 'nrrd-read-image', file)
  const values = image.data as ArrayLike<number> | null
  const components = image.imageType.components
  if (image.imageType.dimension !== 3 || !values)
    throw new Fault(file.name, 'it is not a three-dimensional label map', 'Export a 3D segmentation')
  const count = image.size.reduce((a, b) => a * b)
  if (values.length !== count * components)
    throw new Fault(file.name, 'fewer voxels were decoded than its header says', 'Export the file again')
  const spacing = image.spacing.map((s) => s * unit) as [number, number, number]
  checkExtent(file.name, image.size, spacing)
  const { labels, segments } = oneLayer(file.name, values, components, header)
  return {
    file: file.name,
    size: image.size as [number, number, number],
    spacing,
    origin: image.origin.map((o) => o * unit) as [number, number, number],
    direction: Array.from(image.direction as ArrayLike<number>),
    values: labels,
    segments,
  }
}

function checkExtent(file: string, size: readonly number[], spacing: readonly number[]): void {
  const extent = Math.max(...size.map((n, a) => n * (spacing[a] as number)))
  if (extent >= plausible.least && extent <= plausible.most) return
  throw new Fault(
    file,
    `its lattice is ${(extent / mm).toPrecision(3)} mm long, which is no heart`,
    'Give the unit of its spacing (mm, cm or m)',
  )
}

/** Labels 1–255 on one layer. */
function oneLayer(
  file: string,
  values: ArrayLike<number>,
  components: number,
  header: NrrdHeader,
): { labels: Uint8Array; segments: readonly Segment[] } {
  const labels = new Uint8Array(values.length / components)
  const layered = components > 1
  if (layered && header.segments.length === 0)
    throw new Fault(file, `it has ${components} values a voxel`, 'Give a label map, not a colour image')
  const segments = layered
    ? header.segments.map((s, n) => ({ ...s, value: n + 1, layer: 0 }))
    : header.segments
  for (let o = 0; o < labels.length; o++) {
    if (layered) {
      header.segments.forEach((s, n) => {
        if (values[o * components + s.layer] === s.value) labels[o] = n + 1
      })
      continue
    }
    const v = values[o] as number
    if (v < 0 || v > 255 || !Number.isInteger(v))
      throw new Fault(
        file,
        `it holds the value ${v}, which is no label (whole numbers from 0 to 255)`,
        'Give a segmentation, not the scan itself',
      )
    labels[o] = v
  }
  if (!labels.some((v) => v > 0))
    throw new Fault(file, 'every cell of it is empty', 'Export the visible segments')
  return { labels, segments: segments.length > 0 ? segments : namelessSegments(labels) }
}

function namelessSegments(labels: Uint8Array): Segment[] {
  return [...new Set(labels)]
    .filter((v) => v > 0)
    .sort((a, b) => a - b)
    .map((value) => ({ value, layer: 0, name: `Label ${value}` }))
}
