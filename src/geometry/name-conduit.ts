import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, distance, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { CellBox } from './resolve-anatomy-lumen'

/** What a conduit's two ends lie in: structures, 0 for no blood. Asked before the bore is opened. */
export const conduitEnds = (
  frame: LatticeFrame,
  structure: Uint8Array,
  edit: EditOf<'conduit'>,
): [number, number] => {
  const path = edit.path_mm.map((p) => scale(p, 1e-3))
  return [nameAlong(frame, structure, path), nameAlong(frame, structure, [...path].reverse())]
}

/**
 * The blood in a conduit belongs to what its nearer end lies in, whatever it passes on its way: half of its length to the
 * one and half to the other. Left as it is where an end lies in no blood.
 */
export function nameConduit(
  frame: LatticeFrame,
  structure: Uint8Array,
  box: CellBox,
  edit: EditOf<'conduit'>,
  ends: readonly [number, number],
): void {
  if (!ends[0] || !ends[1]) return
  const path = edit.path_mm.map((p) => scale(p, 1e-3))
  const radius = (edit.diameter_mm * 1e-3) / 2
  const half = lengthOf(path) / 2
  const parts = partsOf(path)
  const [nx, ny] = frame.size
  for (let k = box.low[2]; k < box.high[2]; k++)
    for (let j = box.low[1]; j < box.high[1]; j++)
      for (let i = box.low[0]; i < box.high[0]; i++) {
        const cell = i + nx * (j + ny * k)
        if (!structure[cell]) continue
        const along = nearestAlong(parts, cellCentre(frame, i, j, k), radius)
        if (along !== null) structure[cell] = along < half ? ends[0] : ends[1]
      }
}

const lengthOf = (path: readonly Vec3[]): number =>
  path.slice(1).reduce((sum, p, i) => sum + distance(p, path[i] as Vec3), 0)

/** The first blood on the way along a path: what its end was put into. */
function nameAlong(frame: LatticeFrame, structure: Uint8Array, path: readonly Vec3[]): number {
  const [a, b] = path as [Vec3, Vec3]
  const steps = Math.ceil((2 * distance(a, b)) / frame.spacing)
  for (let i = 0; i <= steps; i++) {
    const p = add(a, scale(subtract(b, a), i / Math.max(steps, 1)))
    const [x, y, z] = p.map((v, n) => Math.round((v - (frame.origin[n] as number)) / frame.spacing)) as [
      number,
      number,
      number,
    ]
    const [nx, ny, nz] = frame.size
    if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue
    const id = structure[x + nx * (y + ny * z)] as number
    if (id) return id
  }
  return 0
}

interface PathPart {
  readonly from: Vec3
  readonly along: Vec3
  readonly length: number
  /** Length of the path before it. */
  readonly before: number
}

function partsOf(path: readonly Vec3[]): PathPart[] {
  let before = 0
  return path.slice(1).map((to, n) => {
    const from = path[n] as Vec3
    const length = distance(from, to)
    before += length
    return { from, along: subtract(to, from), length, before: before - length }
  })
}

/** How far along a path the place nearest to a point lies; null where that is `radius` away or more. Metres. */
function nearestAlong(parts: readonly PathPart[], p: Vec3, radius: number): number | null {
  let [least, found] = [radius * radius, null as number | null]
  for (const { from, along: d, length, before } of parts) {
    let x = p[0] - from[0]
    let y = p[1] - from[1]
    let z = p[2] - from[2]
    const t = Math.min(Math.max((x * d[0] + y * d[1] + z * d[2]) / Math.max(length * length, 1e-18), 0), 1)
    x -= t * d[0]
    y -= t * d[1]
    z -= t * d[2]
    const square = x * x + y * y + z * z
    if (square >= least) continue
    least = square
    found = before + t * length
  }
  return found
}
