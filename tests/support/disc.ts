import type { Vec3 } from '../../src/core/vec3'

/** A flat disc of three rings of twelve nodes round its centre. */
export function disc(edit: string, radius: number, centre: Vec3) {
  const [rings, around] = [3, 12]
  const positions: number[] = [...centre]
  const triangles: number[] = []
  const node = (ring: number, n: number): number => 1 + (ring - 1) * around + (n % around)
  for (let ring = 1; ring <= rings; ring++)
    for (let n = 0; n < around; n++) {
      const angle = (2 * Math.PI * (n + ring / 2)) / around
      const r = (radius * ring) / rings
      positions.push(centre[0] + r * Math.cos(angle), centre[1] + r * Math.sin(angle), centre[2])
      if (ring === 1) triangles.push(0, node(1, n), node(1, n + 1))
      else {
        triangles.push(node(ring - 1, n), node(ring, n), node(ring - 1, n + 1))
        triangles.push(node(ring, n), node(ring, n + 1), node(ring - 1, n + 1))
      }
    }
  return { edit, positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}
