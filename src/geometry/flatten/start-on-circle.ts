import { type SparseRows, weightedRows } from './cotangent-rows'
import type { Disc } from './disc'

const sweeps = 2000
const tolerance = 1e-5
const overrelaxation = 1.8

/**
 * A first flat layout without folds: the rim on a circle of the disc's own area, by arc length, and each vertex inside
 * in the middle of its neighbours (Tutte 1963: with positive weights no triangle turns over).
 */
export function startOnCircle(disc: Disc): Float64Array {
  const places = new Float64Array(2 * disc.vertexCount)
  const radius = Math.sqrt(disc.area / Math.PI)
  const total = disc.rimLengths.reduce((a, b) => a + b, 0)
  const onRim = new Uint8Array(disc.vertexCount)
  let along = 0
  disc.rim.forEach((n, k) => {
    const angle = (2 * Math.PI * along) / total
    places.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * n)
    onRim[n] = 1
    along += disc.rimLengths[k]!
  })
  const rows = weightedRows(disc, () => 1)
  for (let sweep = 0; sweep < sweeps; sweep++)
    if (settleInside(rows, onRim, places) < tolerance * radius) break
  return places
}

/** One sweep of overrelaxed averaging; returns the furthest move. */
function settleInside(rows: SparseRows, onRim: Uint8Array, places: Float64Array): number {
  let furthest = 0
  for (let i = 0; i < onRim.length; i++) {
    if (onRim[i]) continue
    for (const d of [0, 1]) {
      let sum = 0
      for (let e = rows.start[i]!; e < rows.start[i + 1]!; e++)
        sum += rows.value[e]! * places[2 * rows.column[e]! + d]!
      const move = overrelaxation * (sum / rows.diagonal[i]! - places[2 * i + d]!)
      places[2 * i + d]! += move
      furthest = Math.max(furthest, Math.abs(move))
    }
  }
  return furthest
}
