import type { LengthUnit } from './named-surface'

/**
 * Which way a file's axes point. 3D Slicer writes `SPACE=LPS` or `SPACE=RAS` into the header, title or comments of
 * STL, OBJ, PLY and VTK files; Atrium does the same and adds `UNIT=mm`. Without the word LPS is assumed, and said.
 */
export interface Convention {
  readonly space: 'LPS' | 'RAS'
  readonly unit?: LengthUnit
  readonly notes: readonly string[]
}

/** @param text header, title or comments of the file */
export function conventionOf(text: string): Convention {
  const space = /SPACE\s*[=:]\s*(LPS|RAS)/i.exec(text)?.[1]?.toUpperCase() as 'LPS' | 'RAS' | undefined
  const unit = /UNITS?\s*[=:]\s*(mm|cm|m)\b/.exec(text)?.[1] as LengthUnit | undefined
  const notes = space
    ? space === 'RAS'
      ? ['The file says SPACE=RAS: it was turned to LPS.']
      : []
    : ['The file does not say which way its axes point: patient space (LPS) was assumed.']
  return { space: space ?? 'LPS', notes, ...(unit ? { unit } : {}) }
}

/** RAS to LPS in place: x and y change sign (half a turn about z, so that triangles keep their side). */
export function toLps(positions: Float64Array, space: Convention['space']): Float64Array {
  if (space === 'RAS')
    for (let n = 0; n < positions.length; n += 3) {
      positions[n] = -(positions[n] as number)
      positions[n + 1] = -(positions[n + 1] as number)
    }
  return positions
}

/**
 * glTF to LPS in place: glTF's +Y is up, +Z the front, +X the left (glTF 2.0, 3.4), so (x, y, z) becomes (x, -z, y).
 */
export function gltfToLps(positions: Float64Array): Float64Array {
  for (let n = 0; n < positions.length; n += 3) {
    const y = positions[n + 1] as number
    positions[n + 1] = -(positions[n + 2] as number)
    positions[n + 2] = y
  }
  return positions
}
