import { cellCount, type LatticeFrame } from '../../core/lattice'
import type { Vec3 } from '../../core/vec3'
import { type Anatomy, lumenOf } from './anatomy'
import { bodies, type Piece } from './plans'
import { type Solid, smoothMin } from './solids'

/** Farther than this from a cavity nothing is asked of its shape, mm of the drawn heart. */
export const reach = 13

/** A lattice in millimetres of the drawn heart, and ways to ask shapes of it. */
export class Sampling {
  readonly count: number

  constructor(readonly frame: LatticeFrame) {
    this.count = cellCount(frame)
  }

  centreOf(cell: number): Vec3 {
    const { size, origin, spacing } = this.frame
    const i = cell % size[0]
    const j = Math.floor(cell / size[0]) % size[1]
    const k = Math.floor(cell / (size[0] * size[1]))
    return [origin[0] + i * spacing, origin[1] + j * spacing, origin[2] + k * spacing]
  }

  /** Visits the cells of a solid's box, grown by a margin, whose distance is below the margin. */
  within(solid: Solid, margin: number, visit: (cell: number, distance: number) => void): void {
    const { size, origin, spacing } = this.frame
    const first = solid.low.map((v, x) =>
      Math.max(0, Math.ceil((v - margin - (origin[x] as number)) / spacing)),
    ) as [number, number, number]
    const last = solid.high.map((v, x) =>
      Math.min((size[x] as number) - 1, Math.floor((v + margin - (origin[x] as number)) / spacing)),
    ) as [number, number, number]
    for (let k = first[2]; k <= last[2]; k++)
      for (let j = first[1]; j <= last[1]; j++) {
        let cell = first[0] + size[0] * (j + size[1] * k)
        const y = origin[1] + j * spacing
        const z = origin[2] + k * spacing
        for (let i = first[0]; i <= last[0]; i++, cell++) {
          const d = solid.distance(origin[0] + i * spacing, y, z)
          if (d < margin) visit(cell, d)
        }
      }
  }

  /**
   * Signed distance to pieces joined by fillets; `far` where they are farther than that.
   * @param far drawn mm; less is faster
   */
  union(pieces: readonly Piece[], far = reach): Float32Array {
    const field = new Float32Array(this.count).fill(far)
    for (const { solids, blend } of pieces) {
      if (blend === 0) for (const solid of solids) this.lower(field, solid, far)
      else if (solids.length === 1) this.blend(field, solids[0] as Solid, blend, far)
      else this.blendAll(field, solids, blend, far)
    }
    return field
  }

  private lower(field: Float32Array, solid: Solid, far: number): void {
    this.within(solid, far, (c, d) => {
      if (d < (field[c] as number)) field[c] = d
    })
  }

  private blend(field: Float32Array, solid: Solid, blend: number, far: number): void {
    this.within(solid, far, (c, d) => {
      field[c] = smoothMin(field[c] as number, d, blend)
    })
  }

  private blendAll(field: Float32Array, solids: readonly Solid[], blend: number, far: number): void {
    const own = new Float32Array(this.count).fill(far)
    for (const solid of solids) this.lower(own, solid, far)
    for (let c = 0; c < own.length; c++)
      if ((own[c] as number) < far) field[c] = smoothMin(field[c] as number, own[c] as number, blend)
  }
}

/** The box of all cavities with a margin for their walls; vessel ends stay inside of it. */
export function frameAround(shape: Anatomy, spacing: number, margin: number): LatticeFrame {
  const solids = bodies.flatMap((b) => lumenOf(shape, b).flatMap((piece) => piece.solids))
  const low = [0, 1, 2].map((x) => Math.min(...solids.map((s) => s.low[x] as number)) - margin)
  const high = [0, 1, 2].map((x) => Math.max(...solids.map((s) => s.high[x] as number)) + margin)
  const size = low.map((v, x) => Math.ceil(((high[x] as number) - v) / spacing) + 1)
  return {
    size: size as unknown as LatticeFrame['size'],
    spacing,
    origin: low as unknown as Vec3,
  }
}
