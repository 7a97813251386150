import { buildTissueModel, type TissueModel } from '../model'
import { boxHeart } from '../solids'

/** A bar 20 × 20 × 60 mm along z. */
export const bar = (): TissueModel =>
  buildTissueModel(boxHeart([0.01, 0.01, 0.03], 1e-3), { edge: 4e-3, anchored: false })

/** Marks the nodes beyond a height. */
export const beyond = (m: TissueModel, holds: (z: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: m.nodeCount }, (_, n) => (holds(m.rest[3 * n + 2]!) ? 1 : 0))

/** Mean of z over the nodes within half an edge of a height. */
export function heightAt(m: TissueModel, positions: Float32Array, z: number): { rest: number; now: number } {
  let [rest, now, count] = [0, 0, 0]
  for (let n = 0; n < m.nodeCount; n++) {
    if (Math.abs(m.rest[3 * n + 2]! - z) > m.lattice.edge / 2) continue
    if (Math.abs(m.rest[3 * n]!) > 0.0101 || Math.abs(m.rest[3 * n + 1]!) > 0.0101) continue
    rest += m.rest[3 * n + 2]!
    now += positions[3 * n + 2]!
    count++
  }
  return { rest: rest / count, now: now / count }
}
