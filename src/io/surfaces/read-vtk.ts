import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { checkCount, cutShort, type NamedSurface, namedSurfaces, stemOf } from './named-surface'
import { conventionOf, toLps } from './patient-space'
import { latin1 } from './text-tokens'
import { VtkBody } from './vtk-body'
import { pushPolygons, pushStrips } from './vtk-cells'

export const isVtk = (bytes: Uint8Array): boolean => /^# vtk DataFile/i.test(latin1(bytes.subarray(0, 20)))

/**
 * Reads legacy VTK polydata, text or binary (big-endian), of versions 1 to 5.1: polygons and triangle strips; lines,
 * vertices and all data at points and cells are left out.
 */
export function readVtk({ name, bytes }: InputFile): NamedSurface[] {
  if (!isVtk(bytes)) throw new Fault(name, 'it is not a VTK file', 'Give a legacy .vtk or a .vtp file')
  const body = new VtkBody(name, bytes)
  const title = body.header()
  let positions: Float64Array = new Float64Array(0)
  const triangles: number[] = []
  let fields = ''
  for (let key = body.word(); key; key = body.word()) {
    if (key === 'POINT_DATA' || key === 'CELL_DATA') break
    if (key === 'POINTS') positions = readPoints(name, body)
    else if (key === 'POLYGONS') readCells(name, body, triangles, pushPolygons)
    else if (key === 'TRIANGLE_STRIPS') readCells(name, body, triangles, pushStrips)
    else if (key === 'LINES' || key === 'VERTICES') readCells(name, body, [], () => {})
    else if (key === 'FIELD') fields += body.fields()
    else if (key === 'METADATA') body.skipParagraph()
    else
      throw new Fault(name, `its section “${key.slice(0, 30)}” is not known`, 'Copy or export the file again')
  }
  const convention = conventionOf(`${title}\n${fields}`)
  return namedSurfaces(name, {
    ...convention,
    positions: toLps(positions, convention.space),
    parts: [{ name: stemOf(name), triangles }],
  })
}

function readPoints(file: string, body: VtkBody): Float64Array {
  const count = Number(body.word())
  checkCount(file, count, 'points')
  return body.numbers(body.word(), 3 * count)
}

/** Cells as counts and ids in one list, or (from version 5) as offsets and connectivity. */
function readCells(
  file: string,
  body: VtkBody,
  triangles: number[],
  push: (file: string, connectivity: ArrayLike<number>, ends: ArrayLike<number>, out: number[]) => void,
): void {
  const [count, size] = [Number(body.word()), Number(body.word())]
  checkCount(file, count, 'cells')
  checkCount(file, size, 'cells’ points')
  if (body.version < 5) {
    const { connectivity, ends } = unpacked(file, body.numbers('int', size), count)
    push(file, connectivity, ends, triangles)
    return
  }
  if (count === 0) return
  if (body.word() !== 'OFFSETS') throw cutShort(file, 'its cells have no offsets')
  const offsets = body.numbers(body.word(), count)
  if (body.word() !== 'CONNECTIVITY') throw cutShort(file, 'its cells have no points')
  push(file, body.numbers(body.word(), size), offsets.subarray(1), triangles)
}

function unpacked(file: string, list: Float64Array, count: number) {
  const connectivity: number[] = []
  const ends: number[] = []
  let at = 0
  for (let c = 0; c < count; c++) {
    const n = list[at] as number
    if (!(n >= 0 && at + n < list.length)) throw cutShort(file, 'a cell runs past the end of its list')
    for (let k = 1; k <= n; k++) connectivity.push(list[at + k] as number)
    at += n + 1
    ends.push(connectivity.length)
  }
  return { connectivity, ends }
}
