import { Fault } from '../core/fault'
import { mm } from '../core/units'
import { checkPlace, checkSize } from './image-limits'
import type { Segment } from './nrrd-header'

/** What a NIfTI header says, checked. Affine in the file’s unit, RAS. */
export interface NiftiHeader {
  readonly version: 1 | 2
  readonly littleEndian: boolean
  readonly size: readonly [number, number, number]
  /** Volumes after each other: moments of a cine. */
  readonly frames: number
  /** Code of the voxels’ type, and what their values are rescaled by. */
  readonly type: number
  readonly slope: number
  readonly intercept: number
  readonly bytesPerVoxel: number
  /** Where the voxels begin. */
  readonly offset: number
  /** Whole length of the file, unpacked. */
  readonly length: number
  /** Rows of 4: index to RAS. */
  readonly affine: readonly number[]
  readonly placedBy: 'sform' | 'qform' | 'nothing'
  /** Metres, where the file says. */
  readonly unit?: number
  readonly isLabels: boolean
}

/** Bytes by NIfTI data type; colour and complex types are no images here. */
const bytesOfType = new Map([
  [2, 1],
  [4, 2],
  [8, 4],
  [16, 4],
  [64, 8],
  [256, 1],
  [512, 2],
  [768, 4],
  [1024, 8],
  [1280, 8],
])
const unitOfCode = new Map([
  [1, 1],
  [2, mm],
  [3, 1e-6],
])
const labelIntent = 1002

/** Where each field lies and how it is read: NIfTI-1 (nifti1.h) and NIfTI-2 (nifti2.h). */
const layouts = {
  1: {
    whole: 2,
    real: 4,
    dim: 40,
    intent: 68,
    type: 70,
    pixdim: 76,
    offset: 108,
    slope: 112,
    units: 123,
    qform: 252,
    sform: 254,
    quatern: 256,
    srow: 280,
  },
  2: {
    whole: 8,
    real: 8,
    dim: 16,
    intent: 504,
    type: 12,
    pixdim: 104,
    offset: 168,
    slope: 176,
    units: 500,
    qform: 344,
    sform: 348,
    quatern: 352,
    srow: 400,
  },
} as const

/** Whether bytes (unpacked) begin as a NIfTI or Analyze header. */
export const looksLikeNifti = (head: Uint8Array): boolean => {
  if (head.length < 348) return false
  const view = new DataView(head.buffer, head.byteOffset)
  return [true, false].some((little) => [348, 540].includes(view.getInt32(0, little)))
}

/**
 * Reads and checks the header of a NIfTI-1 or -2 file.
 * @param head the first bytes of the unpacked file, at least 544 where it is that long
 * @throws Fault for what is no volume, claims too much, or has no place in space
 */
export function readNiftiHeader(file: string, head: Uint8Array): NiftiHeader {
  if (!looksLikeNifti(head)) throw new Fault(file, 'it is not a NIfTI file', 'Export it as .nii.gz again')
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const littleEndian = [348, 540].includes(view.getInt32(0, true))
  const version = view.getInt32(0, littleEndian) === 348 ? 1 : 2
  const headerBytes = version === 1 ? 348 : 540
  if (head.length < headerBytes)
    throw new Fault(file, 'it is cut short in its header', 'Copy or export the file again')
  checkMagic(file, head, version)
  const at = layouts[version]
  const whole = (o: number) =>
    at.whole === 2 ? view.getInt16(o, littleEndian) : Number(view.getBigInt64(o, littleEndian))
  const real = (o: number) =>
    at.real === 4 ? view.getFloat32(o, littleEndian) : view.getFloat64(o, littleEndian)
  const code = (o: number) =>
    version === 1 ? view.getInt16(o, littleEndian) : view.getInt32(o, littleEndian)
  const dim = Array.from({ length: 8 }, (_, n) => whole(at.dim + n * at.whole))
  const type = view.getInt16(at.type, littleEndian)
  const { size, frames, bytesPerVoxel } = shapeOf(file, dim, type)
  const offset = version === 1 ? real(at.offset) : whole(at.offset)
  if (!(Number.isInteger(offset) && offset >= headerBytes && offset < 2 ** 31))
    throw new Fault(file, 'its header does not say where the voxels begin', 'Export the file again')
  const pixdim = Array.from({ length: 4 }, (_, n) => real(at.pixdim + n * at.real))
  const place = placeOf(pixdim, {
    sform: code(at.sform) > 0 ? Array.from({ length: 12 }, (_, n) => real(at.srow + n * at.real)) : undefined,
    qform:
      code(at.qform) > 0 ? Array.from({ length: 6 }, (_, n) => real(at.quatern + n * at.real)) : undefined,
  })
  checkPlace(
    file,
    place.affine,
    [0, 1, 2].map((c) => [0, 1, 2].map((r) => place.affine[4 * r + c] as number)),
  )
  const unit = unitOfCode.get(
    (version === 1 ? view.getUint8(at.units) : view.getInt32(at.units, littleEndian)) & 7,
  )
  return {
    version,
    littleEndian,
    size,
    frames,
    type,
    ...scaleOf(real(at.slope), real(at.slope + at.real)),
    bytesPerVoxel,
    offset,
    length: offset + size[0] * size[1] * size[2] * frames * bytesPerVoxel,
    ...place,
    ...(unit !== undefined && { unit }),
    isLabels: code(at.intent) === labelIntent,
  }
}

/** A slope of 0, or one that is no number, means that the values stand as they are. */
const scaleOf = (slope: number, intercept: number) =>
  Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept)
    ? { slope, intercept }
    : { slope: 0, intercept: 0 }

function checkMagic(file: string, head: Uint8Array, version: 1 | 2): void {
  const start = version === 1 ? 344 : 4
  const magic = String.fromCharCode(...head.subarray(start, start + 3))
  if (magic === `n+${version}`) return
  if (magic === `ni${version}`)
    throw new Fault(file, 'its voxels lie in another file (.img)', 'Save it as one .nii.gz file')
  throw new Fault(
    file,
    'it is an Analyze header, which does not say where left and right are',
    'Give a .nii.gz',
  )
}

function shapeOf(file: string, dim: readonly number[], type: number) {
  const count = dim[0] as number
  if (!(count >= 1 && count <= 7))
    throw new Fault(file, 'its header gives no valid sizes', 'Export the file again')
  const bytesPerVoxel = bytesOfType.get(type)
  if (!bytesPerVoxel)
    throw new Fault(
      file,
      type === 128 || type === 2304 ? 'it is a colour image' : `its voxel type ${type} is not known`,
      'Give an image with one grey value a voxel',
    )
  const all = [1, 2, 3, 4, 5, 6, 7].map((n) => (n <= count ? (dim[n] as number) : 1))
  const [x, y, z, frames] = all as [number, number, number, number]
  checkSize(file, all, bytesPerVoxel)
  if (all.some((n) => n > 32767))
    throw new Fault(
      file,
      `it claims ${x} × ${y} × ${z} voxels, which no scanner makes`,
      'Export the file again',
    )
  if (all.slice(4).some((n) => n !== 1))
    throw new Fault(file, `it has ${all[4]} values a voxel`, 'Give an image with one grey value a voxel')
  return { size: [x, y, z] as const, frames, bytesPerVoxel }
}

/** The affine by the rule of the standard: sform where it is set, else qform, else spacing alone. */
function placeOf(
  pixdim: readonly number[],
  { sform, qform }: { sform: number[] | undefined; qform: number[] | undefined },
): Pick<NiftiHeader, 'affine' | 'placedBy'> {
  if (sform) return { affine: sform, placedBy: 'sform' }
  const [x, y, z] = [1, 2, 3].map((n) => Math.abs(pixdim[n] as number)) as [number, number, number]
  if (!qform) return { affine: [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0], placedBy: 'nothing' }
  const [b, c, d, ox, oy, oz] = qform as [number, number, number, number, number, number]
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d))
  const s = (pixdim[0] as number) < 0 ? -z : z
  const affine = [
    [(a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * s, ox],
    [2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * s, oy],
    [2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * s, oz],
  ]
  return { affine: affine.flat(), placedBy: 'qform' }
}

/** The label table that Caret, Connectome Workbench and TotalSegmentator keep in an extension of the header. */
export function niftiLabelTable(bytes: Uint8Array, header: NiftiHeader): Segment[] {
  const start = header.version === 1 ? 348 : 540
  const text = new TextDecoder().decode(bytes.subarray(start, header.offset))
  const segments: Segment[] = []
  for (const [, attributes, name] of text.matchAll(/<Label\b([^>]*)>\s*(?:<!\[CDATA\[)?([^<\]]*)/g)) {
    const of = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes ?? '')?.[1]
    const value = Number(of('Key'))
    const colour = ['Red', 'Green', 'Blue'].map((c) => Number(of(c))) as [number, number, number]
    if (!(Number.isInteger(value) && value > 0 && name?.trim())) continue
    segments.push({ value, layer: 0, name: name.trim(), ...(colour.every(Number.isFinite) && { colour }) })
  }
  return segments
}
