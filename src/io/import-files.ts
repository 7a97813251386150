import { Fault } from '../core/fault'
import { mm } from '../core/units'
import type { Heart } from '../heart/heart'
import { openDicomSeg, surveyDicom } from './dicom'
import { type FileKind, fileKind } from './file-kind'
import { heartFromSurfaces } from './heart-from-surfaces'
import type { Image } from './image'
import { imageRole } from './image-role'
import type { InputFile } from './input-file'
import type { LabelHeartOptions } from './labels/label-heart-options'
import { heartFromMap, oneLabelMap } from './read-labels'
import { readSurfaceFile } from './surfaces'
import type { NamedSurface } from './surfaces/named-surface'

export const lengthUnits = { mm: 1e-3, cm: 1e-2, m: 1 } as const

/** `labels`: what each label value of the file is, for files whose segments have no telling names. */
export interface ImportOptions extends LabelHeartOptions {
  /** Unit of the file's lengths; left out, the file's own or a guess from the size. */
  readonly units?: keyof typeof lengthUnits
  /** Which moment of a cine, from 0; left out, the first. */
  readonly frame?: number
}

type Given = { readonly file: InputFile } & FileKind

/**
 * One heart from the files of one case: a label map, masks of one label each, a DICOM segmentation, or the surfaces of
 * a heart or a vessel. Files that are none of these (notes, tables, a scan beside its labels) are left out and named in
 * the heart's warnings.
 * @throws Fault naming the file, what is wrong and what to do; for a scan without labels, how to segment it
 */
export async function importFiles(files: readonly InputFile[], options: ImportOptions = {}): Promise<Heart> {
  if (files.length === 0) throw new Fault('Import', 'no file was given', 'Choose a label map or surfaces')
  const empty = files.find((f) => f.bytes.length === 0)
  if (empty) throw new Fault(empty.name, 'the file is empty', 'Copy or export the file again')
  checkSpacing(options.spacing)
  const given = files.map((file): Given => ({ file, ...fileKind(file) }))
  const of = (kind: FileKind['kind']) => given.filter((g) => g.kind === kind)
  const [wrong] = of('case')
  if (wrong) throw new Fault(wrong.file.name, 'it is a case already', 'Open it as it is')
  const [images, surfaces, dicom] = [of('image'), of('surface'), of('dicom')]
  if (surfaces.length > 0 && images.length + dicom.length > 0)
    throw new Fault(
      files.map((f) => f.name).join(', '),
      'label maps and surfaces were given together',
      'Give one label map, or the surfaces of one case',
    )
  const heart = await heartOf({ images, surfaces, dicom, all: given }, options)
  const left = given.filter((g) => g.kind === 'none' || g.kind === 'curve').map((g) => g.file.name)
  return left.length === 0
    ? heart
    : { ...heart, warnings: [...heart.warnings, `Left out: ${left.join(', ')}.`] }
}

function checkSpacing(spacing: number | undefined): void {
  if (spacing === undefined || (spacing > 0.1 * mm && spacing < 10 * mm)) return
  throw new Fault('Spacing', `${spacing / mm} mm is not usable`, 'Give a spacing of .1 to 10 mm')
}

async function heartOf(
  found: Record<'images' | 'surfaces' | 'dicom' | 'all', readonly Given[]>,
  options: ImportOptions,
): Promise<Heart> {
  if (found.surfaces.length > 0)
    return fromSurfaces(
      found.surfaces.map((g) => g.file),
      options,
    )
  if (found.images.length > 0) return fromImages(found, options)
  if (found.dicom.length > 0)
    return fromDicom(
      found.dicom.map((g) => g.file),
      options,
    )
  const [first] = found.all
  throw new Fault(
    first?.file.name ?? 'Import',
    first?.kind === 'none' ? first.wrong : 'it holds no heart',
    first?.kind === 'none' && first.remedy !== 'It is left out'
      ? first.remedy
      : 'Give a label map (.seg.nrrd, .nii.gz, .mha), DICOM, or surfaces (.stl, .vtp, .obj, .ply, .glb)',
  )
}

async function fromImages(
  { images, all }: { images: readonly Given[]; all: readonly Given[] },
  options: ImportOptions,
): Promise<Heart> {
  const labels: Image[] = []
  const scans: string[] = []
  const unit = options.units && lengthUnits[options.units]
  for (const [n, g] of images.entries()) {
    if (g.kind !== 'image') continue
    options.onProgress?.(`Reading ${g.file.name}`, (0.3 * n) / images.length)
    const reading = { ...(unit && { unit }), ...(options.frame !== undefined && { frame: options.frame }) }
    const image = await g.format.read(
      g.file,
      reading,
      all.map((o) => o.file),
    )
    if (imageRole(image).role === 'labels') labels.push(image)
    else scans.push(g.file.name)
  }
  if (labels.length === 0) throw scanOnly(scans[0] ?? 'Import')
  options.onProgress?.('Building the heart', 0.3)
  const heart = heartFromMap(oneLabelMap(labels), options)
  options.onProgress?.('Heart built', 1)
  if (scans.length === 0) return heart
  return {
    ...heart,
    warnings: [...heart.warnings, `The labels were taken, not the scan: ${scans.join(', ')}.`],
  }
}

/** The segmentation among DICOM files; a series alone is a scan without labels. */
async function fromDicom(files: readonly InputFile[], options: ImportOptions): Promise<Heart> {
  options.onProgress?.('Looking at the DICOM files', 0)
  const { offers, refused } = await surveyDicom(files)
  const labels = offers.find((o) => o.kind === 'labels')
  if (labels) {
    const map = await openDicomSeg(labels, files)
    options.onProgress?.('Building the heart', 0.3)
    return heartFromMap(map, options)
  }
  if (offers[0]) throw scanOnly(offers[0].name)
  const [first] = refused
  throw new Fault(
    first?.file ?? 'Import',
    first?.fault.replace(`${first.file}: `, '').replace(/\.$/, '') ?? 'it holds no heart',
    'Give all slices of a series, or a segmentation',
  )
}

/** What a scan without labels needs. */
const scanOnly = (name: string): Fault =>
  new Fault(
    name,
    'it is a scan without labels',
    `Segment it: \`atrium segment ${name} --seeds SEEDS.json\`, or open it on the page`,
  )

async function fromSurfaces(files: readonly InputFile[], options: ImportOptions): Promise<Heart> {
  const surfaces: NamedSurface[] = []
  for (const [n, file] of files.entries()) {
    options.onProgress?.(`Reading ${file.name}`, (0.3 * n) / files.length)
    surfaces.push(...(await readSurfaceFile(file)))
  }
  options.onProgress?.('Building the heart from surfaces', 0.3)
  const heart = heartFromSurfaces(surfaces, options)
  options.onProgress?.('Heart built', 1)
  return heart
}
