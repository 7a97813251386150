import { Fault } from '../core/fault'
import type { Vec3 } from '../core/vec3'
import type { Image, ImageOptions } from './image'
import { nativeValues } from './image-limits'
import { inflate } from './inflate'
import type { InputFile } from './input-file'
import { runItkReader } from './itk-pipeline'
import { lengthUnit } from './length-unit'
import { type NiftiHeader, niftiLabelTable, readNiftiHeader } from './nifti-header'
import { orthogonal } from './orthogonal'
import type { ScanValues } from './scan'

/**
 * Reads a NIfTI-1 or -2 image (.nii, .nii.gz): the first or the asked moment of a cine, rescaled by the file’s slope.
 * Its place is the standard’s: sform, else qform; RAS becomes LPS. A sheared lattice is resampled.
 * @throws Fault before decoding when the header cannot be right or the file is cut short
 */
export async function readNifti(file: InputFile, options: ImageOptions = {}): Promise<Image> {
  const bytes = await unpacked(file, options.frame ?? 0)
  const header = readNiftiHeader(file.name, bytes)
  if (bytes.length < header.length && !(isGzip(file.bytes) && header.frames > 1))
    throw new Fault(
      file.name,
      `it is cut short: it holds ${bytes.length} of ${header.length} bytes`,
      'Copy or export the file again',
    )
  const warnings: string[] = []
  const frame = frameOf(file.name, header.frames, options.frame, warnings)
  const decoded = await runItkReader(
    'nifti-read-image',
    { name: file.name, bytes: oneFrame(bytes, header, frame) },
    'image.nii',
  )
  const values = nativeValues(decoded.data) as ScanValues
  if (values.length !== header.size[0] * header.size[1] * header.size[2])
    throw new Fault(file.name, 'fewer voxels were decoded than its header says', 'Export the file again')
  const place = placeOf(file.name, header, options.unit, warnings)
  return {
    file: file.name,
    ...orthogonal(file.name, { ...header, ...place, values }, warnings),
    components: 1,
    segments: niftiLabelTable(bytes, header),
    ...(header.isLabels && { declared: 'labels' as const }),
    frames: header.frames,
    warnings,
  }
}

const isGzip = (b: Uint8Array) => b[0] === 0x1f && b[1] === 0x8b

/** Of a packed cine only up to the moment that is asked for: the whole may not fit the memory. */
const unpacked = async (file: InputFile, frame: number): Promise<Uint8Array> =>
  isGzip(file.bytes)
    ? inflate(file.name, file.bytes, 'gzip', (head) => {
        const { offset, length, frames } = readNiftiHeader(file.name, head)
        const share = (length - offset) / frames
        frameOf(file.name, frames, frame, [])
        return frames > 1
          ? { bytes: offset + (frame + 1) * share, end: 'part' }
          : { bytes: offset + share, end: 'whole' }
      })
    : file.bytes

/** The moment that is asked for, or the first, which is end-diastole in a scan triggered by the ECG. */
export function frameOf(file: string, frames: number, asked: number | undefined, warnings: string[]): number {
  const frame = asked ?? 0
  if (!(Number.isInteger(frame) && frame >= 0 && frame < frames))
    throw new Fault(file, `it has no moment ${frame}`, `Choose one from 0 to ${frames - 1}`)
  if (frames > 1)
    warnings.push(
      `${file} holds ${frames} moments of the beat: number ${frame + 1} was taken${asked === undefined ? ', which is end-diastole where the ECG triggers the scan' : ''}.`,
    )
  return frame
}

/** A NIfTI-1 file of one moment without a place: the voxels and their scale are all that is asked of itk. */
function oneFrame(bytes: Uint8Array, header: NiftiHeader, frame: number): Uint8Array {
  const { littleEndian, size, bytesPerVoxel } = header
  const length = size[0] * size[1] * size[2] * bytesPerVoxel
  const from = header.offset + frame * length
  const out = new Uint8Array(352 + length)
  out.set(bytes.subarray(from, from + length), 352)
  out.set(new TextEncoder().encode('n+1'), 344)
  const view = new DataView(out.buffer)
  view.setInt32(0, 348, littleEndian)
  ;[3, ...size, 1, 1, 1, 1].forEach((n, i) => {
    view.setInt16(40 + 2 * i, n, littleEndian)
    view.setFloat32(76 + 4 * i, 1, littleEndian)
  })
  view.setInt16(70, header.type, littleEndian)
  view.setInt16(72, 8 * bytesPerVoxel, littleEndian)
  view.setFloat32(108, 352, littleEndian)
  view.setFloat32(112, header.slope, littleEndian)
  view.setFloat32(116, header.intercept, littleEndian)
  return out
}

/** Axes as vectors a step long and the centre of the first voxel: metres, LPS. */
function placeOf(file: string, header: NiftiHeader, asked: number | undefined, warnings: string[]) {
  const { affine, size } = header
  const axis = (c: number): Vec3 => [
    -(affine[c] as number),
    -(affine[4 + c] as number),
    affine[8 + c] as number,
  ]
  const steps = [axis(0), axis(1), axis(2)]
  const extent = Math.max(...steps.map((v, n) => Math.hypot(...v) * (size[n] as number)))
  const unit = lengthUnit(file, extent, header.unit, asked, warnings)
  if (header.placedBy === 'nothing')
    warnings.push(
      `${file} does not say how it lies in the patient: its axes were taken to run to the right, forward and up. Check left and right.`,
    )
  const inMetres = (v: Vec3): Vec3 => [v[0] * unit, v[1] * unit, v[2] * unit]
  return { axes: steps.map(inMetres) as [Vec3, Vec3, Vec3], origin: inMetres(axis(3)) }
}
