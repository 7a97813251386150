import { Fault } from '../../core/fault'
import type { DicomFile } from './data-set'
import { binaryOf, numberOf, textOf } from './data-values'

/** No scan has more frames in a file, nor more pixels in a frame. */
const mostFrames = 2 ** 16
const mostPixels = 2 ** 26

/** The pixel format that all frames of a file share. */
export interface PixelFormat {
  readonly columns: number
  readonly rows: number
  readonly frames: number
  readonly samples: number
  readonly photometric: string
  readonly allocated: number
  readonly stored: number
  readonly highBit: number
  readonly signed: boolean
}

/**
 * Rows, columns, bits and frames.
 * @throws Fault where they are missing or no image has them
 */
export function pixelFormat(file: DicomFile): PixelFormat {
  const u16 = (tag: string) => binaryOf(file.data, tag, 'uint16')
  const rows = u16('x00280010') ?? 0
  const columns = u16('x00280011') ?? 0
  const allocated = u16('x00280100') ?? 0
  if (rows < 1 || columns < 1 || ![1, 8, 16, 32, 64].includes(allocated))
    throw new Fault(
      file.name,
      `its header gives no image that can be opened (${columns} × ${rows} pixels of ${allocated} bits)`,
      'Export the series again',
    )
  const frames = Math.max(1, Math.floor(numberOf(file.data, 'x00280008') ?? 1))
  if (frames > mostFrames || rows * columns > mostPixels)
    throw new Fault(
      file.name,
      `it claims ${frames} frames of ${columns} × ${rows} pixels, more than can be opened`,
      'Export the part of it that shows the heart',
    )
  const stored = u16('x00280101') ?? allocated
  return {
    columns,
    rows,
    frames,
    samples: u16('x00280002') ?? 1,
    photometric: textOf(file.data, 'x00280004') ?? 'MONOCHROME2',
    allocated,
    stored: stored >= 1 && stored <= allocated ? stored : allocated,
    highBit: Math.min(u16('x00280102') ?? stored - 1, allocated - 1),
    signed: u16('x00280103') === 1,
  }
}
