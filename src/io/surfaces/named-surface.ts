import { Fault } from '../../core/fault'
import type { TriangleMesh } from '../../geometry/triangle-mesh'

export type LengthUnit = 'mm' | 'cm' | 'm'

/** One named part of a surface file: in the file's own unit of length, in patient space (LPS). */
export interface NamedSurface extends TriangleMesh {
  /** The file that it came from. */
  readonly file: string
  /** Unit that the format or the file fixes; left out, it has to be guessed from the size. */
  readonly unit?: LengthUnit
  /** What the reader assumed, mended or left out. */
  readonly notes: readonly string[]
}

/** What a reader finds: points of the whole file, and its parts as triangles of them. */
export interface RawSurfaces {
  readonly positions: Float64Array
  readonly parts: readonly { readonly name: string; readonly triangles: ArrayLike<number> }[]
  readonly unit?: LengthUnit
  readonly notes: readonly string[]
}

const mostTriangles = 20e6

/** Refuses what no machine should try to open, before anything is reserved for it. */
export function checkCount(file: string, count: number, what: string): void {
  if (!Number.isInteger(count) || count < 0)
    throw new Fault(file, `its number of ${what} is not a count`, 'Export the surface again')
  if (count > 3 * mostTriangles)
    throw new Fault(file, `it names ${count} ${what}, more than can be opened`, 'Decimate the surface')
}

export const cutShort = (file: string, where: string): Fault =>
  new Fault(file, `it is cut short: ${where}`, 'Copy or export the file again')

/**
 * The parts of a file, each with the points it uses.
 * @throws Fault for no triangles, points that are not there, coordinates that are not numbers
 */
export function namedSurfaces(file: string, raw: RawSurfaces): NamedSurface[] {
  const count = raw.parts.reduce((sum, p) => sum + p.triangles.length / 3, 0)
  if (count === 0) throw new Fault(file, 'it holds no triangles', 'Export the surface again')
  if (count > mostTriangles)
    throw new Fault(file, `it holds ${count} triangles, more than can be opened`, 'Decimate the surface')
  const { notes, unit } = raw
  return raw.parts
    .filter((p) => p.triangles.length > 0)
    .map(({ name, triangles }) => ({
      ...used(file, raw.positions, triangles),
      name,
      file,
      notes,
      ...(unit ? { unit } : {}),
    }))
}

/** The triangles over only those points that they use. */
function used(file: string, positions: Float64Array, triangles: ArrayLike<number>) {
  const count = positions.length / 3
  const ids = new Int32Array(count).fill(-1)
  const kept = new Float64Array(3 * Math.min(count, triangles.length))
  const renamed = new Uint32Array(triangles.length)
  let next = 0
  for (let t = 0; t < triangles.length; t++) {
    const v = triangles[t] as number
    if (!(v >= 0 && v < count))
      throw new Fault(file, 'a triangle names a point that is not there', 'Export the surface again')
    if (ids[v] === -1) {
      ids[v] = next
      for (let a = 0; a < 3; a++) kept[3 * next + a] = positions[3 * v + a] as number
      next++
    }
    renamed[t] = ids[v] as number
  }
  const own = kept.slice(0, 3 * next)
  for (let n = 0; n < own.length; n++)
    if (!Number.isFinite(own[n]) || Math.abs(own[n] as number) > 1e6)
      throw new Fault(
        file,
        'it holds coordinates that are no lengths of a body',
        'Check the file, export it again',
      )
  return { positions: own, triangles: renamed }
}

/** A face of any number of corners as a fan of triangles. */
export function pushFan(triangles: number[], corners: readonly number[]): void {
  for (let n = 2; n < corners.length; n++)
    triangles.push(corners[0] as number, corners[n - 1] as number, corners[n] as number)
}

/** `folder/heart.vtp` → `heart`. */
export const stemOf = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(stl|obj|ply|vtk|vtp|glb|gltf)$/i, '')
