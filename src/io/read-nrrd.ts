import type { Image as ItkImage } from 'itk-wasm'
import { Fault } from '../core/fault'
import { mm } from '../core/units'
import { dot, normalize, type Vec3 } from '../core/vec3'
import type { Image, ImageOptions } from './image'
import { checkPlace, nativeValues } from './image-limits'
import { inflate } from './inflate'
import type { InputFile } from './input-file'
import { runItkReader } from './itk-pipeline'
import type { LabelMap } from './label-map'
import { labelsFromImage } from './labels-from-image'
import { lengthUnit } from './length-unit'
import { type NrrdHeader, readNrrdHeader } from './nrrd-header'
import { orthogonal } from './orthogonal'
import { frameOf } from './read-nifti'
import type { ScanValues } from './scan'

/**
 * Reads a NRRD image, a scan or the layers of a segmentation (.nrrd, .seg.nrrd). itk decodes the voxels and brings any
 * `space` to LPS; segments come from the text header.
 * @throws Fault before decoding when the header cannot be right or the file is cut short
 */
export async function readNrrdImage(file: InputFile, options: ImageOptions = {}): Promise<Image> {
  const header = readNrrdHeader(file)
  const warnings: string[] = []
  const frames = framesOf(header)
  const frame = frameOf(file.name, frames, options.frame, warnings)
  const image = await runItkReader(
    'nrrd-read-image',
    { name: file.name, bytes: await plainFile(file, header, frame) },
    'image.nrrd',
  )
  const size = header.sizes.filter((_, axis) => axis !== header.listAxis) as [number, number, number]
  const voxels = size[0] * size[1] * size[2]
  const components = header.listAxis === 0 ? (header.sizes[0] as number) : 1
  const decoded = nativeValues(image.data) as ScanValues | null
  if (!decoded || decoded.length !== voxels * components || size.some((n, a) => n !== image.size[a]))
    throw new Fault(file.name, 'fewer voxels were decoded than its header says', 'Export the file again')
  const layered = components > 1 && frames === 1
  const values = components > 1 && !layered ? every(decoded, components, frame) : decoded
  const unit = lengthUnit(
    file.name,
    Math.max(...size.map((n, a) => n * (image.spacing[a] as number))),
    header.unit,
    options.unit,
    warnings,
  )
  const place = placeOf(file.name, image, unit)
  if (!header.fields.has('space') && !header.fields.has('space directions'))
    warnings.push(
      `${file.name} does not say how it lies in the patient: its axes were taken to run to the left, back and up. Check left and right.`,
    )
  const grid = layered
    ? { size, ...gridOf(file.name, place), values }
    : orthogonal(file.name, { size, ...place, values }, warnings)
  return {
    file: file.name,
    ...grid,
    components: layered ? components : 1,
    segments: header.segments,
    ...(header.segments.length > 0 && { declared: 'labels' as const }),
    frames,
    warnings,
    notes: header.fields,
  }
}

/** Reads a label map (.seg.nrrd or .nrrd). @param unit metres per unit of the file’s spacing */
export const readNrrd = async (file: InputFile, unit = mm): Promise<LabelMap> =>
  labelsFromImage(await readNrrdImage(file, { unit }))

const framesOf = (header: NrrdHeader): number =>
  header.listAxis === 3 || (header.listAxis === 0 && header.segments.length === 0)
    ? (header.sizes[header.listAxis] as number)
    : 1

/** The file with its voxels unpacked and, where moments follow each other, only the one that is asked for. */
async function plainFile(file: InputFile, header: NrrdHeader, frame: number): Promise<Uint8Array> {
  const gzip = /^gz(ip)?$/.test(header.fields.get('encoding') ?? '')
  if (!gzip && header.listAxis !== 3) return file.bytes
  if (!gzip && header.fields.get('encoding') !== 'raw')
    throw new Fault(file.name, 'its moments are stored as text', 'Save it with raw or gzip encoding')
  const expected = header.sizes.reduce((a, b) => a * b) * header.bytesPerValue
  const share = header.listAxis === 3 ? expected / (header.sizes[3] as number) : expected
  const data = file.bytes.subarray(header.dataOffset)
  const end = header.listAxis === 3 ? 'part' : 'whole'
  const all = gzip
    ? await inflate(file.name, data, 'gzip', () => ({ bytes: (frame + 1) * share, end }))
    : data
  const text = new TextEncoder().encode(plainHeader(file, header))
  const out = new Uint8Array(text.length + share)
  out.set(text)
  out.set(all.subarray(frame * share, (frame + 1) * share), text.length)
  return out
}

/** Only what tells how the voxels lie: no keys, no names of axes. */
function plainHeader(file: InputFile, header: NrrdHeader): string {
  const magic = new TextDecoder('latin1').decode(file.bytes.subarray(0, 8))
  const axes = header.listAxis === 3 ? 3 : header.sizes.length
  const cut = (text: string) => (text.match(/none|\([^)]*\)|\S+/g) ?? []).slice(0, axes).join(' ')
  const perAxis = ['sizes', 'space directions', 'kinds', 'spacings', 'axis mins', 'axismins']
  const whole = ['type', 'space', 'space dimension', 'space origin', 'endian']
  const lines = [...header.fields].flatMap(([key, value]) =>
    perAxis.includes(key) ? [`${key}: ${cut(value)}`] : whole.includes(key) ? [`${key}: ${value}`] : [],
  )
  return [magic, `dimension: ${axes}`, ...lines, 'encoding: raw', '', ''].join('\n')
}

function every(values: ScanValues, components: number, component: number): ScanValues {
  const out = new (values.constructor as new (n: number) => ScanValues)(values.length / components)
  for (let o = 0; o < out.length; o++) out[o] = values[o * components + component] as number
  return out
}

/** itk’s place in metres: vectors from voxel to voxel and the first voxel’s centre. */
function placeOf(
  file: string,
  { spacing, origin: first, direction: d }: ItkImage,
  unit: number,
): { axes: [Vec3, Vec3, Vec3]; origin: Vec3 } {
  const direction = d as ArrayLike<number>
  const axis = (c: number) =>
    [0, 1, 2].map((r) => (direction[3 * r + c] as number) * (spacing[c] as number) * unit) as unknown as Vec3
  const axes: [Vec3, Vec3, Vec3] = [axis(0), axis(1), axis(2)]
  const origin = first.slice(0, 3).map((x) => x * unit) as unknown as Vec3
  checkPlace(file, [...axes.flat(), ...origin], axes)
  return { axes, origin }
}

function gridOf(file: string, { axes, origin }: { axes: readonly [Vec3, Vec3, Vec3]; origin: Vec3 }) {
  const spacing = axes.map((a) => Math.hypot(...a)) as [number, number, number]
  const direction = [0, 1, 2].flatMap((r) => axes.map((a, c) => (a[r] as number) / (spacing[c] as number)))
  if (axes.some((a, n) => Math.abs(dot(normalize(a), normalize(axes[(n + 1) % 3] as Vec3))) > 1e-3))
    throw new Fault(file, 'its axes are not at right angles', 'Resample the segmentation to square axes')
  return { spacing, origin, direction }
}
