import { Fault } from '../../core/fault'
import type { InputFile } from '../input-file'
import { checkCount, type NamedSurface, namedSurfaces, stemOf } from './named-surface'
import { conventionOf, toLps } from './patient-space'
import { latin1 } from './text-tokens'
import { pushPolygons, pushStrips } from './vtk-cells'
import { VtpDocument, type VtpNode } from './vtp-document'

export const isVtp = (bytes: Uint8Array): boolean => /<VTKFile\b/.test(latin1(bytes.subarray(0, 1024)))

/**
 * Reads VTK XML polydata (.vtp): text, base64 or appended (base64 or raw) arrays, plain or zlib-compressed, either
 * byte order. Each piece adds its polygons and strips.
 */
export function readVtp({ name, bytes }: InputFile): NamedSurface[] {
  if (!isVtp(bytes)) throw new Fault(name, 'it is not a VTK XML file', 'Give a .vtp file')
  const document = new VtpDocument(name, bytes)
  const positions: number[] = []
  const triangles: number[] = []
  for (const piece of document.pieces()) {
    const first = positions.length / 3
    const points = pointsOf(name, document, piece)
    for (const x of points) positions.push(x)
    const own: number[] = []
    for (const [section, push] of [
      ['Polys', pushPolygons],
      ['Strips', pushStrips],
    ] as const) {
      const cells = piece[section] as VtpNode | undefined
      const connectivity = cells && document.array(cells, 'connectivity')
      const ends = cells && document.array(cells, 'offsets')
      if (connectivity && ends) push(name, connectivity, ends, own)
    }
    for (const id of own) triangles.push(id >= 0 && id < points.length / 3 ? first + id : -1)
  }
  const convention = conventionOf(document.conventionText())
  return namedSurfaces(name, {
    ...convention,
    positions: toLps(Float64Array.from(positions), convention.space),
    parts: [{ name: stemOf(name), triangles }],
  })
}

function pointsOf(file: string, document: VtpDocument, piece: VtpNode): Float64Array {
  const count = Number(piece['@NumberOfPoints'] ?? 0)
  checkCount(file, count, 'points')
  const held = piece['Points'] as VtpNode | undefined
  const points = (held && document.array(held)) ?? new Float64Array(0)
  if (points.length === 3 * count) return points
  throw new Fault(
    file,
    `it announces ${count} points and holds ${points.length / 3}`,
    'Copy or export the file again',
  )
}
