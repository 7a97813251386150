import type { Vec3 } from '../core/vec3'

type Triangle = readonly [Vec3, Vec3, Vec3]

/** A binary STL. */
function stlOf(triangles: readonly Triangle[]): Uint8Array {
  const bytes = new Uint8Array(84 + 50 * triangles.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(80, triangles.length, true)
  triangles.forEach((t, n) => {
    t.flat().forEach((x, k) => {
      view.setFloat32(84 + 50 * n + 12 + 4 * k, x, true)
    })
  })
  return bytes
}

/** A round vessel along z through rings of [z, radius] (mm): wall and both caps, sharing their rims. */
export function turnedVessel(rings: readonly (readonly [number, number])[], sides = 96) {
  const at = ([z, r]: readonly [number, number], k: number): Vec3 => {
    const angle = (2 * Math.PI * (k % sides)) / sides
    return [r * Math.cos(angle), r * Math.sin(angle), z]
  }
  const wall: Triangle[] = []
  for (let i = 0; i + 1 < rings.length; i++)
    for (let k = 0; k < sides; k++) {
      const [low, high] = [rings[i] as readonly [number, number], rings[i + 1] as readonly [number, number]]
      wall.push([at(low, k), at(low, k + 1), at(high, k)], [at(low, k + 1), at(high, k + 1), at(high, k)])
    }
  const cap = (ring: readonly [number, number]): Triangle[] =>
    Array.from({ length: sides }, (_, k) => [[0, 0, ring[0]], at(ring, k), at(ring, k + 1)] as const)
  return {
    wall: stlOf(wall),
    inlet: stlOf(cap(rings[0] as readonly [number, number])),
    outlet: stlOf(cap(rings.at(-1) as readonly [number, number])),
  }
}
