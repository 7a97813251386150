import { cellCount, type LatticeFrame, sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { LumenShape } from '../geometry/resolve-anatomy-lumen'
import { surfaceOfField } from '../geometry/surface-of-field'
import { cropHeart } from '../geometry/window-domain'
import type { Heart } from '../heart/heart'

/** New wall nearer to the old one's outer face than this is the vessel's own, metres. */
const ownWall = 0.2e-3
/** Where it runs deeper than this into other tissue, it is left out: metres. */
const deepest = 1e-3
/** A wall thicker than this is another vessel's or a heart chamber's too, metres. */
const thickest = 5e-3

/**
 * The strip that a widening lets into a vessel, to be drawn: the outer face of the new wall, as thick as the old one,
 * where the old one does not reach: its rim lies on the vessel, so that no gap is seen round it. Metres; it does not move
 * with the tissue.
 */
export function wideningMesh(
  heart: Heart,
  shape: LumenShape,
): { positions: Float32Array; triangles: Uint32Array } {
  const centre = shape.low.map((v, a) => (v + shape.high[a]!) / 2) as unknown as Vec3
  const halfWidth = Math.max(...shape.low.map((v, a) => (shape.high[a]! - v) / 2)) + thickest
  const { frame, lumen, tissue } = cropHeart(heart, centre, halfWidth)
  const widened = cellValues(frame, (p, cell) => shape.apply(p, lumen[cell]!))
  const wall = wallBeside(frame, lumen, tissue, widened)
  const mesh = surfaceOfField(
    frame,
    widened.map((d) => d - wall),
  )
  const at = (field: Float32Array, v: number) =>
    sampleField(frame, field, [
      mesh.positions[3 * v]!,
      mesh.positions[3 * v + 1]!,
      mesh.positions[3 * v + 2]!,
    ])
  const kept: number[] = []
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    const corners = [mesh.triangles[t]!, mesh.triangles[t + 1]!, mesh.triangles[t + 2]!]
    // Other walls are thicker or thinner than this one: new is only what the widening has moved.
    const isNew = corners.some(
      (v) => at(lumen, v) > wall + ownWall && at(lumen, v) - at(widened, v) > ownWall,
    )
    if (isNew && corners.every((v) => at(tissue, v) > -deepest)) kept.push(...corners)
  }
  return compact(mesh.positions, kept)
}

/**
 * Thickness of the wall beside a widening, metres: the median distance from blood of the wall's outer face, where the
 * new lumen comes near it.
 */
function wallBeside(
  frame: LatticeFrame,
  lumen: Float32Array,
  tissue: Float32Array,
  widened: Float32Array,
): number {
  const found: number[] = []
  lumen.forEach((d, cell) => {
    const onFace = Math.abs(tissue[cell]!) < frame.spacing / 2 && d > frame.spacing / 2 && d < thickest
    if (onFace && widened[cell]! < d) found.push(d - tissue[cell]!)
  })
  return found.sort((a, b) => a - b)[found.length >> 1] ?? frame.spacing
}

function cellValues(frame: LatticeFrame, value: (p: Vec3, cell: number) => number): Float32Array {
  const [nx, ny] = frame.size
  return Float32Array.from({ length: cellCount(frame) }, (_, cell) => {
    const index = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
    return value(index.map((i, a) => frame.origin[a]! + i * frame.spacing) as unknown as Vec3, cell)
  })
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
