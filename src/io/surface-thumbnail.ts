import type { NamedSurface } from './surfaces/named-surface'
import type { Thumbnail } from './thumbnail'

const longestSide = 128
const margin = 2

/**
 * The surfaces as seen from the patient’s front, the patient’s right on the left and the head at the top: nearest
 * faces first, brighter where they face the viewer.
 */
export function surfaceThumbnail(surfaces: readonly NamedSurface[]): Thumbnail {
  const { low, high } = boxOf(surfaces)
  const [dx, dz] = [high[0] - low[0], high[2] - low[2]]
  const step = Math.max(dx, dz, 1e-12) / (longestSide - 2 * margin)
  const width = Math.ceil(dx / step) + 2 * margin
  const height = Math.ceil(dz / step) + 2 * margin
  const picture = {
    width,
    height,
    pixels: new Uint8Array(width * height),
    depth: new Float32Array(width * height).fill(Infinity),
  }
  const corner = new Float64Array(9)
  for (const { positions, triangles } of surfaces)
    for (let t = 0; t < triangles.length; t += 3) {
      for (let c = 0; c < 3; c++) {
        const v = 3 * (triangles[t + c] as number)
        corner[3 * c] = ((positions[v] as number) - low[0]) / step + margin
        corner[3 * c + 1] = (high[2] - (positions[v + 2] as number)) / step + margin
        corner[3 * c + 2] = ((positions[v + 1] as number) - low[1]) / step
      }
      drawTriangle(picture, corner)
    }
  return { width, height, aspect: width / height, pixels: picture.pixels }
}

type Corner3 = [number, number, number]

function boxOf(surfaces: readonly NamedSurface[]): { low: Corner3; high: Corner3 } {
  const low: Corner3 = [Infinity, Infinity, Infinity]
  const high: Corner3 = [-Infinity, -Infinity, -Infinity]
  for (const { positions } of surfaces)
    for (let n = 0; n < positions.length; n++) {
      const a = (n % 3) as 0 | 1 | 2
      const x = positions[n] as number
      if (x < low[a]) low[a] = x
      if (x > high[a]) high[a] = x
    }
  return { low, high }
}

/** Every pixel whose middle lies in the triangle, and the pixel of its first corner, so that small ones are not lost. */
function drawTriangle(
  picture: { width: number; height: number; pixels: Uint8Array; depth: Float32Array },
  p: Float64Array,
): void {
  const [x0, y0, z0, x1, y1, z1, x2, y2, z2] = p as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const across = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  const tilt = Math.hypot(
    (y1 - y0) * (z2 - z0) - (y2 - y0) * (z1 - z0),
    (z1 - z0) * (x2 - x0) - (z2 - z0) * (x1 - x0),
    across,
  )
  const grey = tilt > 0 ? 60 + Math.round((195 * Math.abs(across)) / tilt) : 60
  const put = (x: number, y: number, z: number) => {
    const o = x + picture.width * y
    if (z >= (picture.depth[o] as number)) return
    picture.depth[o] = z
    picture.pixels[o] = grey
  }
  put(Math.floor(x0), Math.floor(y0), z0)
  if (across === 0) return
  const last = {
    x: Math.min(picture.width - 1, Math.floor(Math.max(x0, x1, x2))),
    y: Math.min(picture.height - 1, Math.floor(Math.max(y0, y1, y2))),
  }
  for (let y = Math.max(0, Math.floor(Math.min(y0, y1, y2))); y <= last.y; y++)
    for (let x = Math.max(0, Math.floor(Math.min(x0, x1, x2))); x <= last.x; x++) {
      const b = ((x + 0.5 - x0) * (y2 - y0) - (x2 - x0) * (y + 0.5 - y0)) / across
      const c = ((x1 - x0) * (y + 0.5 - y0) - (x + 0.5 - x0) * (y1 - y0)) / across
      if (b >= 0 && c >= 0 && b + c <= 1) put(x, y, z0 + b * (z1 - z0) + c * (z2 - z0))
    }
}
