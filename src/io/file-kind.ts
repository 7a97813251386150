import { isDicom } from './dicom/data-set'
import { type ImageFormat, imageFormats } from './image-formats'
import type { InputFile } from './input-file'
import { type SurfaceFormat, surfaceFormatOf } from './surfaces'

/** What a file is, by its content and, where that does not tell, by its name. */
export type FileKind =
  | { readonly kind: 'case' | 'dicom' | 'curve' }
  | { readonly kind: 'image'; readonly format: ImageFormat }
  | { readonly kind: 'surface'; readonly format: SurfaceFormat }
  | { readonly kind: 'none'; readonly wrong: string; readonly remedy: string }

const isZip = (b: Uint8Array) => b[0] === 0x50 && b[1] === 0x4b && b[2] === 3 && b[3] === 4
const caseName = /\.atrium$/i
const dicomName = /\.(dcm|dicom|ima)$/i
const curveName = /\.csv$/i

/** The formats in the order in which they are tried: what bytes tell surely comes first. */
export function fileKind({ name, bytes }: InputFile): FileKind {
  if (bytes.length === 0)
    return { kind: 'none', wrong: 'the file is empty', remedy: 'Copy or export it again' }
  if (caseName.test(name) || (isZip(bytes) && holdsManifest(bytes))) return { kind: 'case' }
  const image = imageFormats.find((f) => f.sniff(bytes))
  if (image) return { kind: 'image', format: image }
  if (isDicom({ name, bytes }) || dicomName.test(name)) return { kind: 'dicom' }
  if (curveName.test(name)) return { kind: 'curve' }
  const ignored = ignoredFiles.find(([pattern]) => pattern.test(name))
  if (ignored) return { kind: 'none', wrong: ignored[1], remedy: ignored[2] ?? 'It is left out' }
  const surface = surfaceFormatOf({ name, bytes })
  if (surface) return { kind: 'surface', format: surface }
  const named = imageFormats.find((f) => f.endings.test(name))
  if (named) return { kind: 'image', format: named }
  return {
    kind: 'none',
    wrong: 'its type is not known',
    remedy: 'Give DICOM, NIfTI, NRRD, MetaImage or surfaces',
  }
}

/** What lies beside scans in a folder and is no harm. */
const ignoredFiles: readonly (readonly [pattern: RegExp, wrong: string, remedy?: string])[] = [
  [
    /(^|[\\/])(licen[cs]e|readme|citation|source|copying|notice|changelog)(\.\w+)?$/i,
    'it is a note, not an image',
  ],
  [/(^|[\\/])(\.DS_Store|Thumbs\.db|desktop\.ini|DICOMDIR)$/i, 'it lists files and holds no image'],
  [/\.(txt|md|pdf|html?|log|docx?|rtf)$/i, 'its type is not known to hold a heart: it is a document'],
  [/\.(raw|zraw|img)$/i, 'it holds voxels without a header', 'Give its .mhd header with it'],
  [/\.(json|ya?ml|xml|cff|tsv|xlsx?)$/i, 'it is a table or a list of settings, not an image'],
  [/\.(zip|tar|tgz|7z|rar)$/i, 'it is an archive', 'Unpack it and give the folder'],
  [
    /\.(png|jpe?g|tiff?|bmp|gif|mp4|avi|mov)$/i,
    'it is a picture without a place in the patient',
    'Give the DICOM images it came from',
  ],
]

/** A zip’s first entry lies at its beginning. */
const holdsManifest = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(30, 43)) === 'manifest.json'
