import { toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { LumenShape } from '../geometry/resolve-anatomy-lumen'
import type { Heart } from '../heart/heart'

/**
 * The heart with the lumen's changes (holes, resections, widenings) worked into both distance fields, so that the
 * tissue is built without what is gone: where blood came to be there is no tissue.
 * Ports, gates and labels stay as they were.
 */
export function carveHeart(heart: Heart, shapes: readonly LumenShape[]): Heart {
  if (shapes.length === 0) return heart
  const lumen = heart.lumen.slice()
  const tissue = heart.tissue.slice()
  const { frame } = heart
  const [nx, ny, nz] = frame.size
  for (const shape of shapes) {
    const low = toLattice(frame, shape.low).map((v) => Math.max(0, Math.ceil(v)))
    const high = toLattice(frame, shape.high).map((v, a) => Math.min(frame.size[a]! - 1, Math.floor(v)))
    for (let k = low[2]!; k <= Math.min(high[2]!, nz - 1); k++)
      for (let j = low[1]!; j <= Math.min(high[1]!, ny - 1); j++)
        for (let i = low[0]!; i <= Math.min(high[0]!, nx - 1); i++) {
          const cell = i + nx * (j + ny * k)
          const p: Vec3 = [
            frame.origin[0] + i * frame.spacing,
            frame.origin[1] + j * frame.spacing,
            frame.origin[2] + k * frame.spacing,
          ]
          const before = lumen[cell]!
          const after = shape.apply(p, before)
          if (after === before) continue
          lumen[cell] = after
          // Tissue ends where the new lumen begins; lumen that was pinched off becomes wall.
          tissue[cell] = after < before ? Math.max(tissue[cell]!, -after) : Math.min(tissue[cell]!, -after)
        }
  }
  return { ...heart, lumen, tissue }
}
