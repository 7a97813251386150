import type { LatticeFrame } from '../core/lattice'
import { mm } from '../core/units'
import { type BloodField, floatsPerCell } from '../geometry/blood-field'
import { type VtkArray, vtkDataArray, vtkFile } from './vtk-xml'

/**
 * A field of the blood as VTK image data (.vti): points are cell centres, in millimetres of patient space (LPS); velocity
 * [m/s], pressure [Pa], saturation, age [s] and the share of the cell that is blood, 0 where there is none.
 */
export function exportVti({ lattice, time, values }: BloodField): Uint8Array {
  const { frame, entryOf } = lattice
  const cells = entryOf.length
  const velocity = new Float32Array(3 * cells)
  const scalars = ['pressure', 'saturation', 'age', 'blood'].map((name) => ({
    name,
    components: 1,
    data: new Float32Array(cells),
  }))
  for (let cell = 0; cell < cells; cell++) {
    const at = floatsPerCell * entryOf[cell]!
    if (at === 0 || at >= values.length) continue
    velocity.set(values.subarray(at, at + 3), 3 * cell)
    scalars.forEach(({ data }, n) => {
      data[cell] = values[at + 3 + n]!
    })
  }
  return imageData(frame, time, [{ name: 'velocity', components: 3, data: velocity }, ...scalars])
}

function imageData(frame: LatticeFrame, time: number, arrays: readonly VtkArray[]): Uint8Array {
  const [nx, ny, nz] = frame.size
  const extent = `0 ${nx - 1} 0 ${ny - 1} 0 ${nz - 1}`
  const origin = frame.origin.map((o) => Number((o / mm).toFixed(6))).join(' ')
  const spacing = Array(3)
    .fill(Number((frame.spacing / mm).toFixed(6)))
    .join(' ')
  const moment = vtkDataArray({ name: 'TimeValue', components: 1, data: Float32Array.of(time) }).replace(
    '<DataArray',
    '<DataArray NumberOfTuples="1"',
  )
  return vtkFile(
    'ImageData',
    `<ImageData WholeExtent="${extent}" Origin="${origin}" Spacing="${spacing}">
<FieldData>${moment}</FieldData>
<Piece Extent="${extent}">
<PointData Vectors="velocity" Scalars="pressure">
${arrays.map(vtkDataArray).join('\n')}
</PointData>
</Piece>
</ImageData>`,
  )
}
