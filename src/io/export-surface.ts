import { mm } from '../core/units'

/** Positions in metres, xyz per vertex; triangles counter-clockwise seen from outside. */
export interface ExportMesh {
  readonly positions: Float32Array
  readonly triangles: Uint32Array
}

/** Binary STL in millimetres (50 bytes a triangle after a header of 84; normals from the corners), patient space. */
export function exportStl(mesh: ExportMesh, title = 'Atrium'): Uint8Array {
  const count = mesh.triangles.length / 3
  const bytes = new Uint8Array(84 + 50 * count)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(`SPACE=LPS UNIT=mm ${title}`).subarray(0, 80))
  view.setUint32(80, count, true)
  for (let t = 0; t < count; t++) {
    const corners = [0, 1, 2].map((n) => pointAt(mesh, mesh.triangles[3 * t + n] as number))
    const numbers = [normalOf(corners), ...corners].flat()
    numbers.forEach((x, n) => {
      view.setFloat32(84 + 50 * t + 4 * n, x, true)
    })
  }
  return bytes
}

/** VTK PolyData (text XML) in millimetres; reads in ParaView and 3D Slicer. */
export function exportVtp(
  mesh: ExportMesh,
  pointData: Readonly<Record<string, ArrayLike<number>>> = {},
): Uint8Array {
  const points = mesh.positions.length / 3
  const count = mesh.triangles.length / 3
  const list = (values: ArrayLike<number>, digits = 6) =>
    Array.from(values, (v) => String(Number(v.toPrecision(digits)))).join(' ')
  const array = (type: string, attributes: string, body: string) =>
    `<DataArray type="${type}" ${attributes} format="ascii">${body}</DataArray>`
  const data = Object.entries(pointData).map(([name, values]) =>
    array(
      'Float32',
      `Name="${name.replace(/[<>&"]/g, '_')}" NumberOfComponents="${values.length / points}"`,
      list(values),
    ),
  )
  const offsets = Array.from({ length: count }, (_, t) => 3 * t + 3).join(' ')
  return new TextEncoder().encode(
    `<?xml version="1.0"?>
<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian">
<PolyData><Piece NumberOfPoints="${points}" NumberOfVerts="0" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="${count}">
<PointData>${data.join('\n')}</PointData>
<Points>${array('Float32', 'Name="Points" NumberOfComponents="3"', list(mesh.positions.map((x) => x / mm)))}</Points>
<Polys>${array('Int32', 'Name="connectivity"', mesh.triangles.join(' '))}
${array('Int32', 'Name="offsets"', offsets)}</Polys>
</Piece></PolyData>
</VTKFile>
`,
  )
}

const pointAt = (mesh: ExportMesh, v: number): number[] =>
  [0, 1, 2].map((a) => (mesh.positions[3 * v + a] as number) / mm)

function normalOf(corners: readonly number[][]): number[] {
  const [a, b, c] = corners as [number[], number[], number[]]
  const at = (p: number[], n: number) => (p[n] as number) - (a[n] as number)
  const n = [
    at(b, 1) * at(c, 2) - at(b, 2) * at(c, 1),
    at(b, 2) * at(c, 0) - at(b, 0) * at(c, 2),
    at(b, 0) * at(c, 1) - at(b, 1) * at(c, 0),
  ]
  const l = Math.hypot(...n) || 1
  return n.map((x) => x / l)
}
