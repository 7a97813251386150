import { Fault } from '../core/fault'
import type { Vec3 } from '../core/vec3'
import type { Image, ImageOptions } from './image'
import { nativeValues } from './image-limits'
import { inflate } from './inflate'
import type { InputFile } from './input-file'
import { runItkReader } from './itk-pipeline'
import { lengthUnit } from './length-unit'
import { type MetaHeader, readMetaHeader } from './meta-header'
import { orthogonal } from './orthogonal'
import { frameOf } from './read-nifti'
import type { ScanValues } from './scan'

/**
 * Reads a MetaImage: .mha, or .mhd with the .raw or .zraw file that it names among `others`. Its space is LPS.
 * @throws Fault before decoding when the header cannot be right, the voxels’ file is absent or cut short
 */
export async function readMeta(
  file: InputFile,
  options: ImageOptions = {},
  others: readonly InputFile[] = [],
): Promise<Image> {
  const header = readMetaHeader(file.name, file.bytes)
  const warnings: string[] = []
  const frame = frameOf(file.name, header.frames, options.frame, warnings)
  const { size, bytesPerVoxel } = header
  const share = size[0] * size[1] * size[2] * bytesPerVoxel
  const voxels = await voxelsOf(file, header, others, (frame + 1) * share)
  const image = await runItkReader(
    'meta-read-image',
    { name: file.name, bytes: plainFile(header, voxels.subarray(frame * share, (frame + 1) * share)) },
    'image.mha',
  )
  const values = nativeValues(image.data) as ScanValues | null
  if (!values || values.length !== header.size[0] * header.size[1] * header.size[2])
    throw new Fault(file.name, 'fewer voxels were decoded than its header says', 'Export the file again')
  const extent = Math.max(...header.size.map((n, a) => n * (image.spacing[a] as number)))
  const unit = lengthUnit(file.name, extent, undefined, options.unit, warnings)
  const direction = image.direction as ArrayLike<number>
  const axis = (c: number) =>
    [0, 1, 2].map(
      (r) => (direction[3 * r + c] as number) * (image.spacing[c] as number) * unit,
    ) as unknown as Vec3
  const origin = image.origin.map((x) => x * unit) as unknown as Vec3
  if (!['TransformMatrix', 'Rotation', 'Orientation'].some((key) => header.fields.has(key)))
    warnings.push(
      `${file.name} does not say how it lies in the patient: its axes were taken to run to the left, back and up. Check left and right.`,
    )
  return {
    file: file.name,
    ...orthogonal(
      file.name,
      { size: header.size, axes: [axis(0), axis(1), axis(2)], origin, values },
      warnings,
    ),
    components: 1,
    segments: [],
    ...(header.modality && { declared: header.modality }),
    frames: header.frames,
    warnings,
  }
}

/** The file beside a header that holds its voxels, by its plain name; undefined where they are inside. */
export const metaVoxelFile = (file: InputFile, others: readonly InputFile[]): InputFile | undefined =>
  voxelFile(readMetaHeader(file.name, file.bytes), others)

const voxelFile = (header: MetaHeader, others: readonly InputFile[]) =>
  header.dataFile === 'LOCAL' ? undefined : others.find((f) => plain(f.name) === plain(header.dataFile))

const plain = (name: string) => name.split(/[\\/]/).at(-1)?.toLowerCase()

async function voxelsOf(
  file: InputFile,
  header: MetaHeader,
  others: readonly InputFile[],
  length: number,
): Promise<Uint8Array> {
  const local = header.dataFile === 'LOCAL'
  const source = local
    ? { name: file.name, bytes: file.bytes.subarray(header.dataOffset) }
    : voxelFile(header, others)
  if (!source)
    throw new Fault(
      file.name,
      `its voxels lie in ${header.dataFile}, which was not given`,
      'Give both files together',
    )
  const end = header.frames > 1 ? 'part' : 'whole'
  if (header.compressed) return inflate(source.name, source.bytes, 'deflate', () => ({ bytes: length, end }))
  if (source.bytes.length >= length) return source.bytes
  throw new Fault(
    source.name,
    `it is cut short: it holds ${source.bytes.length} of ${length} bytes`,
    'Copy or export the file again',
  )
}

/** One moment as a .mha file with its voxels unpacked: only what tells how they lie. */
function plainFile(header: MetaHeader, voxels: Uint8Array): Uint8Array {
  const { fields, size } = header
  const three = (value: string, square: boolean) => {
    const all = value.split(/\s+/)
    const kept =
      square && all.length === 16 ? all.filter((_, n) => n % 4 < 3 && n < 12) : all.slice(0, square ? 9 : 3)
    return kept.join(' ')
  }
  const place = [...fields].flatMap(([key, value]) => {
    if (/^(TransformMatrix|Rotation|Orientation)$/.test(key)) return [`${key} = ${three(value, true)}`]
    if (/^(Offset|Position|Origin|ElementSpacing|ElementSize)$/.test(key))
      return [`${key} = ${three(value, false)}`]
    return /^(BinaryDataByteOrderMSB|ElementByteOrderMSB)$/.test(key) ? [`${key} = ${value}`] : []
  })
  const text = [
    'ObjectType = Image',
    'NDims = 3',
    'BinaryData = True',
    ...place,
    `DimSize = ${size.join(' ')}`,
    `ElementType = ${fields.get('ElementType')}`,
    'ElementDataFile = LOCAL',
    '',
  ].join('\n')
  const head = new TextEncoder().encode(text)
  const out = new Uint8Array(head.length + voxels.length)
  out.set(head)
  out.set(voxels, head.length)
  return out
}
