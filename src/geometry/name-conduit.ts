import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, distance, dot, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { CellBox } from './resolve-anatomy-lumen'
import { capsuleChain } from './resolve-anatomy-resect'

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
  const bore = capsuleChain(edit.path_mm, edit.diameter_mm / 2)
  const [nx, ny] = frame.size
  for (let k = box.low[2]; k < box.high[2]; k++)
    for (let j = box.low[1]; j < box.high[1]; j++)
      for (let i = box.low[0]; i < box.high[0]; i++) {
        const cell = i + nx * (j + ny * k)
        if (!structure[cell] || bore(cellCentre(frame, i, j, k)) > 1e-9) continue
        const { away, along } = nearest(path, cellCentre(frame, i, j, k))
        if (away < radius) structure[cell] = along < half ? ends[0] : ends[1]
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

/** Distance of a point to a path, and how far along it the nearest place lies. */
function nearest(path: readonly Vec3[], p: Vec3): { away: number; along: number } {
  let found = { away: Number.POSITIVE_INFINITY, along: 0 }
  let before = 0
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1] as Vec3
    const ab = subtract(path[i] as Vec3, a)
    const t = Math.min(Math.max(dot(subtract(p, a), ab) / Math.max(dot(ab, ab), 1e-18), 0), 1)
    const away = distance(p, add(a, scale(ab, t)))
    const long = distance(a, path[i] as Vec3)
    if (away < found.away) found = { away, along: before + t * long }
    before += long
  }
  return found
}
