/** How a DICOM file writes its elements and its pixels (DICOM PS3.5 annex A, PS3.6 annex A). */
export interface TransferSyntax {
  readonly uid: string
  readonly words: string
  readonly explicit: boolean
  readonly bigEndian: boolean
  /** Everything after the meta header is one deflate stream. */
  readonly deflated: boolean
  /** Each frame is compressed on its own. */
  readonly encapsulated: boolean
  /** Values come back as they were only within the compression's loss. */
  readonly lossy: boolean
}

export const implicitLittleEndian = '1.2.840.10008.1.2'
export const explicitLittleEndian = '1.2.840.10008.1.2.1'
export const explicitBigEndian = '1.2.840.10008.1.2.2'
/** Each frame of a segmentation is a deflate stream of its own (supplement 244). */
export const deflatedFrames = '1.2.840.10008.1.2.8.1'
const deflatedFile = '1.2.840.10008.1.2.1.99'

const compressed: Readonly<Record<string, string>> = {
  [deflatedFrames]: 'deflated image frames',
  '1.2.840.10008.1.2.4.50': 'JPEG baseline (lossy)',
  '1.2.840.10008.1.2.4.51': 'JPEG extended (lossy)',
  '1.2.840.10008.1.2.4.57': 'JPEG lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS lossless',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS (lossy)',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000 (lossy)',
  '1.2.840.10008.1.2.4.92': 'JPEG 2000 multi-component lossless',
  '1.2.840.10008.1.2.4.93': 'JPEG 2000 multi-component (lossy)',
  '1.2.840.10008.1.2.4.100': 'MPEG-2 video (lossy)',
  '1.2.840.10008.1.2.4.101': 'MPEG-2 video (lossy)',
  '1.2.840.10008.1.2.4.102': 'MPEG-4 video (lossy)',
  '1.2.840.10008.1.2.4.103': 'MPEG-4 video (lossy)',
  '1.2.840.10008.1.2.4.107': 'HEVC video (lossy)',
  '1.2.840.10008.1.2.4.108': 'HEVC video (lossy)',
  '1.2.840.10008.1.2.4.110': 'JPEG XL lossless',
  '1.2.840.10008.1.2.4.111': 'JPEG XL recompressed JPEG (lossy)',
  '1.2.840.10008.1.2.4.112': 'JPEG XL (lossy)',
  '1.2.840.10008.1.2.4.201': 'high-throughput JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.202': 'high-throughput JPEG 2000 lossless',
  '1.2.840.10008.1.2.4.203': 'high-throughput JPEG 2000 (lossy)',
  '1.2.840.10008.1.2.5': 'run lengths (RLE)',
}
const native: Readonly<Record<string, string>> = {
  [implicitLittleEndian]: 'uncompressed, implicit little endian',
  [explicitLittleEndian]: 'uncompressed, explicit little endian',
  [explicitBigEndian]: 'uncompressed, explicit big endian',
  [deflatedFile]: 'deflated',
}

/** What is known of a transfer syntax; one that is not listed is taken as compressed, as the standard asks. */
export function transferSyntax(uid: string): TransferSyntax {
  const words = native[uid] ?? compressed[uid] ?? `transfer syntax ${uid}`
  return {
    uid,
    words,
    explicit: uid !== implicitLittleEndian,
    bigEndian: uid === explicitBigEndian,
    deflated: uid === deflatedFile,
    encapsulated: !(uid in native),
    lossy: words.includes('lossy'),
  }
}
