import { Fault } from '../../core/fault'
import { runItkReader } from '../itk-pipeline'
import type { DicomFile } from './data-set'
import type { PixelFormat } from './pixel-format'
import { element, header, joined, text, u16 } from './write-element'

/** One compressed frame as the file holds it. */
export type Frame = Uint8Array

/**
 * Decodes compressed frames of one format by GDCM. It is given a file of our own with nothing in it but the pixels
 * and their format, so that no other element of the patient's file (odd, broken or private) can change or stop the
 * decoding, no rescaling is applied, and no identity reaches the library.
 * @returns the stored values of all frames, one after the other
 * @throws Fault naming the transfer syntax where GDCM does not decode it
 */
export async function decodeFrames(
  file: DicomFile,
  format: PixelFormat,
  frames: readonly Frame[],
): Promise<ArrayLike<number>> {
  const bytes = codecFile(file.syntax.uid, format, frames)
  const image = await runItkReader('gdcm-read-image', { name: 'frames.dcm', bytes }).catch(() => {
    throw undecoded(file)
  })
  const values = image.data as ArrayLike<number> | null
  const expected = format.columns * format.rows * frames.length
  if (!values || image.imageType.components !== 1 || values.length !== expected) throw undecoded(file)
  return values
}

const undecoded = (file: DicomFile) =>
  new Fault(
    file.name,
    `its pixels cannot be decoded (${file.syntax.words})`,
    'Copy it again, or export the series uncompressed (explicit little endian) from the viewer or archive',
  )

/** A DICOM file of the frames (PS3.10 and PS3.5 annex A.4): each in one fragment, no offset table. */
function codecFile(syntax: string, format: PixelFormat, frames: readonly Frame[]): Uint8Array {
  const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7'
  const meta = [
    element(2, 1, 'OB', new Uint8Array([0, 1])),
    element(2, 2, 'UI', text(secondaryCapture)),
    element(2, 3, 'UI', text('2.25.1')),
    element(2, 0x10, 'UI', text(syntax)),
  ]
  const length = meta.reduce((n, part) => n + part.length, 0)
  const body = [
    element(8, 0x16, 'UI', text(secondaryCapture)),
    element(8, 0x18, 'UI', text('2.25.1')),
    element(0x28, 2, 'US', u16(1)),
    element(0x28, 4, 'CS', text('MONOCHROME2 ')),
    element(0x28, 8, 'IS', text(String(frames.length))),
    element(0x28, 0x10, 'US', u16(format.rows)),
    element(0x28, 0x11, 'US', u16(format.columns)),
    element(0x28, 0x100, 'US', u16(format.allocated)),
    element(0x28, 0x101, 'US', u16(format.stored)),
    element(0x28, 0x102, 'US', u16(format.stored - 1)),
    element(0x28, 0x103, 'US', u16(format.signed ? 1 : 0)),
  ]
  const pixels = [
    header(0x7fe0, 0x10, [...text('OB'), 0, 0], 0xffffffff),
    header(0xfffe, 0xe000, [], 0),
    ...frames.flatMap((frame) => [
      header(0xfffe, 0xe000, [], frame.length + (frame.length & 1)),
      frame,
      new Uint8Array(frame.length & 1),
    ]),
    header(0xfffe, 0xe0dd, [], 0),
  ]
  const groupLength = new Uint8Array(new Uint32Array([length]).buffer)
  return joined([
    new Uint8Array(128),
    text('DICM'),
    element(2, 0, 'UL', groupLength),
    ...meta,
    ...body,
    ...pixels,
  ])
}
