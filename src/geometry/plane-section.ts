import { type LatticeFrame, sampleField } from '../core/lattice'
import { add, scale, tangents, type Vec3 } from '../core/vec3'

/** The part of a plane that lies in the lumen and hangs together with a point of it. Metres. */
export interface PlaneSection {
  readonly area: number
  readonly centroid: Vec3
  /** Of the smallest disc round the centroid that covers the section. */
  readonly radius: number
}

/**
 * Measures the lumen (`field` negative) that a plane cuts, from the point `through` outward on a grid of
 * spacing / 3; each sample counts by the share of its own width that is inside. Null where the point is not in it.
 * @param reach farther than this from the point nothing is counted, metres
 */
export function planeSection(
  frame: LatticeFrame,
  field: Float32Array,
  through: Vec3,
  normal: Vec3,
  reach: number,
): PlaneSection | null {
  const [u, v] = tangents(normal)
  const step = frame.spacing / 3
  const n = Math.ceil(reach / step)
  const width = 2 * n + 1
  const seen = new Uint8Array(width * width)
  const place = (a: number, b: number): Vec3 => add(through, add(scale(u, a * step), scale(v, b * step)))
  if (sampleField(frame, field, through) >= 0) return null
  const stack: [number, number][] = [[0, 0]]
  seen[n + width * n] = 1
  const found: [number, number, number][] = []
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [a, b] = next
    const inside = Math.min(1, Math.max(0, 0.5 - sampleField(frame, field, place(a, b)) / step))
    if (inside <= 0) continue
    found.push([a, b, inside])
    for (const [da, db] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const [x, y] = [a + da, b + db]
      if (Math.abs(x) > n || Math.abs(y) > n || seen[x + n + width * (y + n)]) continue
      seen[x + n + width * (y + n)] = 1
      stack.push([x, y])
    }
  }
  const weight = found.reduce((s, f) => s + f[2], 0)
  const ca = found.reduce((s, f) => s + f[0] * f[2], 0) / weight
  const cb = found.reduce((s, f) => s + f[1] * f[2], 0) / weight
  const radius = step * Math.max(...found.map((f) => Math.hypot(f[0] - ca, f[1] - cb)))
  return { area: weight * step * step, centroid: place(ca, cb), radius: radius + step / 2 }
}
