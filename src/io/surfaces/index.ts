import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import type { NamedSurface } from './named-surface'
import { isGlb, isGltf, readGlb } from './read-glb'
import { isObj, readObj } from './read-obj'
import { isPly, readPly } from './read-ply'
import { isStl, readStl } from './read-stl'
import { isVtk, readVtk } from './read-vtk'
import { isVtp, readVtp } from './read-vtp'

export interface SurfaceFormat {
  readonly id: string
  readonly endings: RegExp
  /** Whether the bytes (and, where they do not tell, the name) are of this format. */
  readonly sniff: (bytes: Uint8Array, name: string) => boolean
  readonly read: (file: InputFile) => NamedSurface[] | Promise<NamedSurface[]>
}

/** Every surface format that is read; one more is one file and one line. Those that bytes tell surely come first. */
const surfaceFormats: readonly SurfaceFormat[] = [
  { id: 'GLB', endings: /\.glb$/i, sniff: isGlb, read: readGlb },
  { id: 'PLY', endings: /\.ply$/i, sniff: isPly, read: readPly },
  { id: 'VTK', endings: /\.vtk$/i, sniff: isVtk, read: readVtk },
  { id: 'VTP', endings: /\.vtp$/i, sniff: isVtp, read: readVtp },
  { id: 'glTF', endings: /\.gltf$/i, sniff: isGltf, read: readGlb },
  { id: 'STL', endings: /\.stl$/i, sniff: isStl, read: readStl },
  { id: 'OBJ', endings: /\.obj$/i, sniff: (b, name) => /\.obj$/i.test(name) && isObj(b), read: readObj },
]

/** The format of a file by its bytes, else by its name; undefined where it is no surface. */
export const surfaceFormatOf = ({ name, bytes }: InputFile): SurfaceFormat | undefined =>
  surfaceFormats.find((f) => f.sniff(bytes, name)) ?? surfaceFormats.find((f) => f.endings.test(name))

/**
 * The named parts of a surface file, in its own unit, in patient space.
 * @throws Fault for bytes that are cut short, contradict themselves or are of no known format
 */
export async function readSurfaceFile(file: InputFile): Promise<NamedSurface[]> {
  if (file.bytes.length === 0)
    throw new Fault(file.name, 'the file is empty', 'Copy or export the file again')
  const format = surfaceFormatOf(file)
  if (!format)
    throw new Fault(
      file.name,
      'its type of surface is not known',
      `Give ${surfaceFormats.map((f) => f.id).join(', ')}`,
    )
  return format.read(file)
}
