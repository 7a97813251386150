import { mm } from '../core/units'
import type { LumenSurface } from '../geometry/lumen-surface'
import { vtkDataArray, vtkFile, vtkStrings } from './vtk-xml'

/**
 * The surface of the blood as VTP, millimetres, patient space, with `ModelFaceID` a triangle as mesh tools for blood flow
 * read it: 1 the wall, 2 and on the ports, whose names are in the field data `FaceNames` in that order.
 * @param names of the ports, in the order of the surface's faces
 */
export function exportLumen(
  { positions, triangles, face }: LumenSurface,
  names: readonly string[],
): Uint8Array {
  const points = positions.length / 3
  const count = face.length
  const offsets = Int32Array.from({ length: count }, (_, t) => 3 * t + 3)
  const ids = Int32Array.from(face, (f) => f + 1)
  return vtkFile(
    'PolyData',
    `<PolyData><FieldData>${vtkStrings('FaceNames', ['wall', ...names])}</FieldData>
<Piece NumberOfPoints="${points}" NumberOfVerts="0" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="${count}">
<CellData Scalars="ModelFaceID">${vtkDataArray({ name: 'ModelFaceID', components: 1, data: ids })}</CellData>
<Points>${vtkDataArray({ name: 'Points', components: 3, data: positions.map((x) => x / mm) })}</Points>
<Polys>${vtkDataArray({ name: 'connectivity', components: 1, data: Int32Array.from(triangles) })}
${vtkDataArray({ name: 'offsets', components: 1, data: offsets })}</Polys>
</Piece></PolyData>`,
  )
}
