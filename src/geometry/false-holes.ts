import { toLattice } from '../core/lattice'
import type { Heart } from '../heart/heart'
import type { LumenPieces } from './domain-from-distance'
import { middleOfFace, strides } from './resolve-anatomy-flood'

/** From a face to a place where the labels of its two structures touch: so many cells of the heart and of the lattice. */
const near = { heart: 1.5, lattice: 1 } as const

/**
 * Closes open faces between structures that neither share a gate nor touch in the labels thereabouts: a wall thinner
 * than a cell, which sampling would open. A cell in the middle of such a wall holds a little blood of either side, which
 * its one name would join. That the two are joined elsewhere (by a hole in their septum) says nothing of this wall.
 * @returns how many were closed, by pair, for the warnings
 */
export function closeFalseHoles(heart: Heart, pieces: LumenPieces): Map<string, number> {
  const { frame, open, structure } = pieces
  const gated = gatedPairs(heart)
  const step = strides(frame)
  const closed = new Map<string, number>()
  for (let a = 0; a < 3; a++) {
    const faces = open[a] as Float32Array
    for (let n = 0; n < faces.length; n++) {
      if (!faces[n]) continue
      const low = structure[n] as number
      const high = structure[n + (step[a] as number)] as number
      if (low === high || !low || !high || gated[low * 256 + high]) continue
      if (touchNear(heart, pieces, a, n, low, high)) continue
      faces[n] = 0
      const pair = `${Math.min(low, high)}-${Math.max(low, high)}`
      closed.set(pair, (closed.get(pair) ?? 0) + 1)
    }
  }
  return closed
}

/** 1 at [a · 256 + b] where a gate joins two structures. */
function gatedPairs({ gates }: Heart): Uint8Array {
  const out = new Uint8Array(65536)
  for (const g of gates) {
    out[g.from * 256 + g.to] = 1
    out[g.to * 256 + g.from] = 1
  }
  return out
}

/** Whether cells of two structures share a face in the labels near a face of the lattice. */
function touchNear(
  heart: Heart,
  { frame }: LumenPieces,
  axis: number,
  cell: number,
  one: number,
  other: number,
): boolean {
  const { labels, frame: own } = heart
  const [nx, ny, nz] = own.size
  const reach = near.heart + (near.lattice * frame.spacing) / own.spacing
  const middle = toLattice(own, middleOfFace(frame, axis, cell))
  const low = middle.map((v) => Math.max(0, Math.ceil(v - reach)))
  const high = middle.map((v, a) => Math.min((own.size[a] as number) - 1, Math.floor(v + reach)))
  const isOther = (n: number) => labels[n] === other
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++) {
        const n = i + nx * (j + ny * k)
        if (labels[n] !== one) continue
        if ((i > 0 && isOther(n - 1)) || (i + 1 < nx && isOther(n + 1))) return true
        if ((j > 0 && isOther(n - nx)) || (j + 1 < ny && isOther(n + nx))) return true
        if ((k > 0 && isOther(n - nx * ny)) || (k + 1 < nz && isOther(n + nx * ny))) return true
      }
  return false
}
