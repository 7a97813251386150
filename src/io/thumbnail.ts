import { type Grid, gridToPatient, patientToGrid } from '../core/grid'
import type { Vec3 } from '../core/vec3'

/** A small grey picture: luminance, row by row, and its true width over height. */
export interface Thumbnail {
  readonly width: number
  readonly height: number
  readonly aspect: number
  readonly pixels: Uint8Array
}

const longestSide = 128

/**
 * The middle axial slice as a radiologist sees it: the patient’s right on the left, front at the top; nearest voxels.
 * @param grey luminance, 0–255, of a value
 */
export function axialThumbnail(
  grid: Grid,
  values: ArrayLike<number>,
  grey: (value: number) => number,
): Thumbnail {
  const { low, high } = boxOf(grid)
  const [dx, dy] = [high[0] - low[0], high[1] - low[1]]
  const step = Math.max(dx, dy) / longestSide
  const width = Math.max(1, Math.round(dx / step))
  const height = Math.max(1, Math.round(dy / step))
  const pixels = new Uint8Array(width * height)
  const [nx, ny, nz] = grid.size
  for (let v = 0, o = 0; v < height; v++)
    for (let u = 0; u < width; u++, o++) {
      const p: Vec3 = [low[0] + (u + 0.5) * step, low[1] + (v + 0.5) * step, (low[2] + high[2]) / 2]
      const [i, j, k] = patientToGrid(grid, p).map(Math.round) as [number, number, number]
      if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) continue
      pixels[o] = grey(values[i + nx * (j + ny * k)] as number)
    }
  return { width, height, aspect: width / height, pixels }
}

/** Luminance through a window of (centre, width). */
export const throughWindow =
  ([centre, width]: readonly [number, number]) =>
  (value: number): number =>
    Math.max(0, Math.min(255, Math.round(255 * ((value - centre) / width + 0.5))))

/** A grey of its own for every label, black where there is none. */
export const labelGrey = (label: number): number => (label === 0 ? 0 : 90 + ((label * 47) % 160))

function boxOf(grid: Grid): { low: Vec3; high: Vec3 } {
  const corners = Array.from({ length: 8 }, (_, c) =>
    gridToPatient(
      grid,
      [0, 1, 2].map((a) => (c & (1 << a) ? (grid.size[a] as number) - 0.5 : -0.5)) as unknown as Vec3,
    ),
  )
  const of = (pick: (...x: number[]) => number) =>
    [0, 1, 2].map((a) => pick(...corners.map((p) => p[a] as number))) as unknown as Vec3
  return { low: of(Math.min), high: of(Math.max) }
}
