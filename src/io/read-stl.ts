import { Fault } from '../core/fault'
import type { TriangleMesh } from '../geometry/triangle-mesh'
import type { InputFile } from './input-file'
import { runItkReader } from './itk-pipeline'

/** Bytes of a binary STL: a header of 80, a count of 4, then 50 a triangle. */
const headerBytes = 84
const triangleBytes = 50
const mostTriangles = 20e6

/** Reads an STL surface, binary or text, in the file's own unit. */
export async function readStl(file: InputFile): Promise<TriangleMesh> {
  checkLength(file)
  const mesh = await runItkReader('mesh-io', 'stl-read-mesh', file)
  const points = mesh.points as ArrayLike<number> | null
  const cells = mesh.cells as ArrayLike<number> | null
  if (!points || !cells || mesh.numberOfCells === 0)
    throw new Fault(file.name, 'it holds no triangles', 'Export the surface again')
  const positions = Float64Array.from(points)
  if (positions.some((x) => !Number.isFinite(x)))
    throw new Fault(file.name, 'it holds coordinates that are not numbers', 'Export the surface again')
  return { name: file.name, positions, triangles: trianglesOf(file.name, cells, positions.length / 3) }
}

/** itk's cells are [type, point count, point ids …] one after the other; type 2 is a triangle. */
function trianglesOf(file: string, cells: ArrayLike<number>, pointCount: number): Uint32Array {
  const triangles: number[] = []
  for (let c = 0; c < cells.length; c += 2 + (cells[c + 1] as number)) {
    if (cells[c + 1] !== 3) throw new Fault(file, 'it holds faces that are not triangles', 'Triangulate it')
    for (let n = 2; n < 5; n++) {
      const id = cells[c + n] as number
      if (id >= pointCount)
        throw new Fault(file, 'a triangle names a point that is not there', 'Export it again')
      triangles.push(id)
    }
  }
  return Uint32Array.from(triangles)
}

function checkLength(file: InputFile): void {
  const { bytes, name } = file
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512))
  const count =
    bytes.length >= headerBytes ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true) : -1
  if (count >= 0 && bytes.length === headerBytes + triangleBytes * count) {
    if (count === 0) throw new Fault(name, 'it holds no triangles', 'Export the surface again')
    if (count > mostTriangles)
      throw new Fault(name, `it holds ${count} triangles, more than can be opened`, 'Decimate the surface')
    return
  }
  if (/^\s*solid\b/.test(head) && /facet|endsolid/.test(head)) {
    const tail = new TextDecoder('latin1').decode(bytes.subarray(-200))
    if (!/endsolid/.test(tail)) throw new Fault(name, 'it is cut short', 'Copy or export the file again')
    return
  }
  if (count > 0 && count <= mostTriangles && bytes.length < headerBytes + triangleBytes * count)
    throw new Fault(
      name,
      `it is cut short: ${bytes.length} of ${headerBytes + triangleBytes * count} bytes`,
      'Copy or export the file again',
    )
  throw new Fault(name, 'it is not an STL surface', 'Give a binary or text .stl file')
}
