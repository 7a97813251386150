import { cellCount, type LatticeFrame } from '../../core/lattice'

/** The correction fades out at this many spacings from the surface. */
const band = 2.5
/** Differences ahead and behind that part by more than this, as a fraction of the spacing, mean an edge. */
const bend = 0.45
const leastSlope = 0.6

/**
 * Signed distance, metres, from a modelled field in other units. Shapes joined by minimum and maximum never rise
 * faster than distance; where fillets make them rise slower, f / |∇f| is the distance to first order. At edges and
 * in the middle of thin walls the slope means nothing and the field, a lower bound of the distance, is kept.
 */
export function distanceField(frame: LatticeFrame, field: Float32Array, unit: number): Float32Array {
  const [nx, ny] = frame.size
  const steps = [1, nx, nx * ny]
  const step = frame.spacing / unit
  const border = nx * ny + nx + 1
  const distance = field.map((v) => v * unit)
  for (let c = border; c < cellCount(frame) - border; c++) {
    const here = field[c] as number
    const fade = 1 - Math.abs(here) / (band * step)
    if (fade <= 0) continue
    let square = 0
    let edge = 0
    for (const s of steps) {
      const ahead = (field[c + s] as number) - here
      const behind = here - (field[c - s] as number)
      square += ((ahead + behind) / 2) ** 2
      edge = Math.max(edge, Math.abs(ahead - behind))
    }
    const slope = Math.sqrt(square) / step
    if (edge < bend * step && slope > leastSlope) distance[c] = here * unit * (1 + fade * (1 / slope - 1))
  }
  return distance
}
