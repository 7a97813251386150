import { cellCount, type LatticeFrame } from '../../core/lattice'
import { signedDistance } from '../signed-distance'

/** Cells on either side of the surface that keep the modelled distance, in spacings. */
const band = 2.5

/**
 * The true signed distance, metres, from a modelled field in other units. The model's smooth shapes are nearly
 * distances already: where its slope is within a tenth of 1, the band about the surface keeps f / |∇f|, which is
 * smoother than any lattice distance; elsewhere (edges, thin walls) and farther off the lattice's own is used.
 */
export function distanceField(frame: LatticeFrame, field: Float32Array, unit: number): Float32Array {
  const [nx, ny, _nz] = frame.size
  const distance = signedDistance(frame, field)
  const layer = nx * ny
  const limit = band * frame.spacing
  const perStep = unit / (2 * frame.spacing)
  for (let c = layer + nx + 1; c < cellCount(frame) - layer - nx - 1; c++) {
    if (Math.abs(distance[c] as number) > limit) continue
    const gx = (field[c + 1] as number) - (field[c - 1] as number)
    const gy = (field[c + nx] as number) - (field[c - nx] as number)
    const gz = (field[c + layer] as number) - (field[c - layer] as number)
    const slope = perStep * Math.sqrt(gx * gx + gy * gy + gz * gz)
    if (Math.abs(slope - 1) < 0.1) distance[c] = ((field[c] as number) * unit) / slope
  }
  return distance
}
