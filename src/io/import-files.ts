import { Fault } from '../core/fault'
import { mm } from '../core/units'
import type { Heart } from '../heart/heart'
import { heartFromLabels } from './heart-from-labels'
import { heartFromSurfaces } from './heart-from-surfaces'
import type { InputFile } from './input-file'
import { readNrrd } from './read-nrrd'
import { readStl } from './read-stl'
import type { LabelTable } from './recognise-structures'

const lengthUnits = { mm: 1e-3, cm: 1e-2, m: 1 } as const

export interface ImportOptions {
  /** What each label value is; for files whose segments have no telling names. */
  readonly labels?: LabelTable
  /** Edge of a lattice cell, metres; left out, the file's own or one that suits the vessel. */
  readonly spacing?: number
  /** Unit of the file's lengths; left out, mm for label maps and a guess from the size for surfaces. */
  readonly units?: keyof typeof lengthUnits
  readonly name?: string
  readonly onProgress?: (label: string, fraction: number) => void
}

interface Format {
  readonly id: 'labels' | 'surfaces'
  readonly endings: RegExp
  readonly read: (files: readonly InputFile[], options: ImportOptions) => Promise<Heart>
}

/** Every format that can be imported; one more is one more line. */
const formats: readonly Format[] = [
  { id: 'labels', endings: /\.nrrd$/i, read: importLabels },
  { id: 'surfaces', endings: /\.stl$/i, read: importSurfaces },
]

/**
 * One heart from the files of one case: a label map (.seg.nrrd, .nrrd), or closed surfaces (.stl: a vessel's wall with
 * its inlets and outlets, or cavities).
 * @throws Fault naming the file, what is wrong and what to do
 */
export async function importFiles(files: readonly InputFile[], options: ImportOptions = {}): Promise<Heart> {
  if (files.length === 0) throw new Fault('Import', 'no file was given', 'Choose a label map or STL surfaces')
  const empty = files.find((f) => f.bytes.length === 0)
  if (empty) throw new Fault(empty.name, 'the file is empty', 'Copy or export the file again')
  if (options.spacing !== undefined && !(options.spacing > 0.1 * mm && options.spacing < 10 * mm))
    throw new Fault('Spacing', `${options.spacing / mm} mm is not usable`, 'Give a spacing of .1 to 10 mm')
  const kinds = new Set(files.map((f) => formatOf(f)))
  const [format] = kinds
  if (!format || kinds.size > 1)
    throw new Fault(
      files.map((f) => f.name).join(', '),
      'label maps and surfaces were given together',
      'Give one label map, or the surfaces of one case',
    )
  return format.read(files, options)
}

function formatOf(file: InputFile): Format {
  const format = formats.find((f) => f.endings.test(file.name))
  if (format) return format
  throw new Fault(file.name, 'its type is not known', 'Give .seg.nrrd, .nrrd or .stl files')
}

async function importLabels(files: readonly InputFile[], options: ImportOptions): Promise<Heart> {
  const [file, second] = files
  if (!file || second)
    throw new Fault(second?.name ?? 'Import', 'a second label map was given', 'Give one label map a case')
  options.onProgress?.('Reading labels', 0)
  const map = await readNrrd(file, options.units && lengthUnits[options.units])
  options.onProgress?.('Building the heart', 0.3)
  const heart = heartFromLabels(map, options)
  options.onProgress?.('Heart built', 1)
  return heart
}

async function importSurfaces(files: readonly InputFile[], options: ImportOptions): Promise<Heart> {
  const surfaces = []
  for (const [n, file] of files.entries()) {
    options.onProgress?.(`Reading ${file.name}`, (0.3 * n) / files.length)
    surfaces.push(await readStl(file))
  }
  options.onProgress?.('Building the vessel', 0.3)
  const heart = heartFromSurfaces(surfaces, options)
  options.onProgress?.('Vessel built', 1)
  return heart
}
