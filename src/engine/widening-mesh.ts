import { cellCount, type LatticeFrame, sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { LumenShape } from '../geometry/resolve-anatomy-lumen'
import { surfaceOfField } from '../geometry/surface-of-field'
import { cropHeart } from '../geometry/window-domain'
import type { Heart } from '../heart/heart'

/** New wall closer than this to the old lumen is the vessel's own, metres. */
const ownWall = 0.5e-3

/**
 * The strip that a widening lets into a vessel, to be drawn: the surface of the new lumen where the old one did not
 * reach. Metres; it does not move with the tissue.
 */
export function wideningMesh(
  heart: Heart,
  shape: LumenShape,
): { positions: Float32Array; triangles: Uint32Array } {
  const centre = shape.low.map((v, a) => (v + shape.high[a]!) / 2) as unknown as Vec3
  const halfWidth = Math.max(...shape.low.map((v, a) => (shape.high[a]! - v) / 2))
  const cropped = cropHeart(heart, centre, halfWidth)
  const mesh = surfaceOfField(cropped.frame, widened(cropped.frame, cropped.lumen, shape))
  const isNew = (v: number) => {
    const p: Vec3 = [mesh.positions[3 * v]!, mesh.positions[3 * v + 1]!, mesh.positions[3 * v + 2]!]
    return sampleField(cropped.frame, cropped.lumen, p) > ownWall
  }
  const kept: number[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const corners = [mesh.triangles[t]!, mesh.triangles[t + 1]!, mesh.triangles[t + 2]!]
    if (corners.every(isNew)) kept.push(...corners)
  }
  return compact(mesh.positions, kept)
}

function widened(frame: LatticeFrame, lumen: Float32Array, shape: LumenShape): Float32Array {
  const out = lumen.slice()
  const [nx, ny] = frame.size
  for (let cell = 0; cell < cellCount(frame); cell++) {
    const index = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
    const p = index.map((i, a) => frame.origin[a]! + i * frame.spacing) as unknown as Vec3
    if (p.every((v, a) => v >= shape.low[a]! && v <= shape.high[a]!)) out[cell] = shape.apply(p, lumen[cell]!)
  }
  return out
}

/** Only the vertices that triangles use. */
function compact(positions: Float32Array, triangles: readonly number[]) {
  const renumbered = new Map<number, number>()
  const kept: number[] = []
  const out = triangles.map((v) => {
    const known = renumbered.get(v)
    if (known !== undefined) return known
    renumbered.set(v, renumbered.size)
    kept.push(positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!)
    return renumbered.size - 1
  })
  return { positions: Float32Array.from(kept), triangles: Uint32Array.from(out) }
}
