import { Gunzip } from 'fflate'
import type { Image, ImageOptions } from './image'
import type { InputFile } from './input-file'
import { looksLikeMeta } from './meta-header'
import { looksLikeNifti } from './nifti-header'
import { metaVoxelFile, readMeta } from './read-meta'
import { readNifti } from './read-nifti'
import { readNrrdImage } from './read-nrrd'

export interface ImageFormat {
  readonly id: string
  readonly endings: RegExp
  /** Whether the bytes are of this format. */
  readonly sniff: (bytes: Uint8Array) => boolean
  /** @param others files given with it, where the voxels may lie */
  readonly read: (file: InputFile, options: ImageOptions, others: readonly InputFile[]) => Promise<Image>
  /** The file among others that holds its voxels, for formats that may keep them apart. */
  readonly voxelFile?: (file: InputFile, others: readonly InputFile[]) => InputFile | undefined
}

/** Every image format that is read, but for DICOM, whose images are many files; one more is one file and one line. */
export const imageFormats: readonly ImageFormat[] = [
  { id: 'NRRD', endings: /\.n(rr|hd)d$/i, sniff: isNrrd, read: readNrrdImage },
  { id: 'NIfTI', endings: /\.nii(\.gz)?$/i, sniff: isNifti, read: readNifti },
  { id: 'MetaImage', endings: /\.mh[ad]$/i, sniff: looksLikeMeta, read: readMeta, voxelFile: metaVoxelFile },
]

function isNrrd(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 7)) === 'NRRD000'
}

function isNifti(bytes: Uint8Array): boolean {
  return looksLikeNifti(bytes[0] === 0x1f && bytes[1] === 0x8b ? unpackedHead(bytes) : bytes)
}

/** The first bytes of what a gzip stream holds; none where it is none. */
function unpackedHead(bytes: Uint8Array): Uint8Array {
  let head = new Uint8Array(0)
  const stream = new Gunzip((chunk) => {
    if (head.length === 0) head = chunk.slice(0, 1024)
  })
  try {
    for (let at = 0; at < bytes.length && at < 1 << 18 && head.length === 0; at += 1 << 14)
      stream.push(bytes.slice(at, at + (1 << 14)), false)
  } catch {
    return head
  }
  return head
}
