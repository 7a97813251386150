import type { ScanValues } from '../scan'
import { makeRest } from './rest'
import type { Resampling } from './stack-layout'

/**
 * Brings slices that lie unevenly or lean onto the planes of a grid: linear between the two slices round a plane,
 * bilinear within each. What no slice covers takes `outside`.
 * @param values slices one after the other, each `from[0]` × `from[1]`
 * @param size of the grid
 */
export async function resampleStack(
  values: ScanValues,
  from: readonly [number, number],
  size: readonly [number, number, number],
  { planes, shifts }: Resampling,
  outside: number,
  onProgress?: (fraction: number) => void,
): Promise<ScanValues> {
  const [nx, ny, nz] = size
  const out = new (values.constructor as Float32ArrayConstructor)(nx * ny * nz) as unknown as ScanValues
  const whole = !(values instanceof Float32Array || values instanceof Float64Array)
  const below = new Float32Array(nx * ny)
  const above = new Float32Array(nx * ny)
  const rest = makeRest()
  let loaded = [-1, -1]
  for (let k = 0; k < nz; k++) {
    let s = 0
    while (s < planes.length - 2 && (planes[s + 1] as number) <= k) s++
    const next = Math.min(s + 1, planes.length - 1)
    const gap = (planes[next] as number) - (planes[s] as number)
    const t = gap > 0 ? Math.min(1, Math.max(0, (k - (planes[s] as number)) / gap)) : 0
    if (loaded[0] !== s)
      shiftSlice(values, s, from, nx, ny, shifts[s] as readonly [number, number], outside, below)
    if (loaded[1] !== next)
      shiftSlice(values, next, from, nx, ny, shifts[next] as readonly [number, number], outside, above)
    loaded = [s, next]
    onProgress?.(k / nz)
    await rest()
    const base = k * nx * ny
    for (let n = 0; n < nx * ny; n++) {
      const a = below[n] as number
      const v = a + t * ((above[n] as number) - a)
      out[base + n] = whole ? Math.round(v) : v
    }
  }
  return out
}

/** One slice moved by a part of a pixel within a larger raster. */
function shiftSlice(
  values: ScanValues,
  slice: number,
  [mx, my]: readonly [number, number],
  nx: number,
  ny: number,
  [u, v]: readonly [number, number],
  outside: number,
  out: Float32Array,
): void {
  const base = slice * mx * my
  const [lastX, lastY] = [mx - 1, my - 1]
  const edge = 1e-6
  for (let j = 0, n = 0; j < ny; j++) {
    const y = j - v
    const off = y < -edge || y > lastY + edge
    const y0 = Math.floor(Math.min(Math.max(y, 0), lastY))
    const b = Math.max(0, y - y0)
    const south = y0 < lastY ? mx : 0
    for (let i = 0; i < nx; i++, n++) {
      const x = i - u
      if (off || x < -edge || x > lastX + edge) {
        out[n] = outside
        continue
      }
      const x0 = Math.floor(Math.min(Math.max(x, 0), lastX))
      const a = Math.max(0, x - x0)
      const east = x0 < lastX ? 1 : 0
      const at = base + x0 + mx * y0
      const top = (values[at] as number) * (1 - a) + (values[at + east] as number) * a
      const bottom = (values[at + south] as number) * (1 - a) + (values[at + south + east] as number) * a
      out[n] = top + b * (bottom - top)
    }
  }
}
