import { cellCount, type LatticeFrame } from '../../core/lattice'
import type { LabelMap } from '../label-map'

/** Index box of a map, both ends included. */
interface IndexBox {
  readonly low: readonly [number, number, number]
  readonly high: readonly [number, number, number]
}

/**
 * The map on cubic cells along the patient's axes, cropped to what it holds. Where the file's axes are a permutation
 * of the patient's and its cells are cubes of the asked size, the labels are moved, not changed; else each new cell
 * takes the label that fills most of it (by samples no further apart than the file's cells, between them by
 * trilinear weight where the file is coarser).
 * @param spacing metres; left out, the file's least
 * @param keep 1 for each value that counts; others become 0. Left out, all
 */
export function toPatientLattice(
  map: LabelMap,
  spacing = Math.min(...map.spacing),
  keep: Uint8Array = new Uint8Array(256).fill(1),
): { readonly frame: LatticeFrame; readonly labels: Uint8Array; readonly resampled: boolean } {
  const moved = isMoved(map, spacing)
  const frame = frameRound(map, contentBox(map, keep), spacing)
  const labels = new Uint8Array(cellCount(frame))
  fill(map, frame, labels, keep, moved)
  return { frame, labels, resampled: !moved }
}

/** Whether the map's cells are cubes of this edge along the patient's axes. */
export function isMoved(map: LabelMap, spacing: number): boolean {
  return (
    map.spacing.every((s) => Math.abs(s / spacing - 1) < 1e-3) &&
    map.direction.every((d) => Math.abs(d - Math.round(d)) < 1e-4)
  )
}

/** The box of the cells whose values count; of the whole map where there are none. */
export function contentBox({ size, values }: LabelMap, keep: Uint8Array): IndexBox {
  const [nx, ny, nz] = size
  const low: [number, number, number] = [nx, ny, nz]
  const high: [number, number, number] = [-1, -1, -1]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++, o += nx) {
      let first = 0
      while (first < nx && (values[o + first] === 0 || keep[values[o + first] as number] !== 1)) first++
      if (first === nx) continue
      let last = nx - 1
      while (values[o + last] === 0 || keep[values[o + last] as number] !== 1) last--
      if (first < low[0]) low[0] = first
      if (last > high[0]) high[0] = last
      if (j < low[1]) low[1] = j
      if (j > high[1]) high[1] = j
      if (k < low[2]) low[2] = k
      high[2] = k
    }
  return high[0] < 0 ? { low: [0, 0, 0], high: [nx - 1, ny - 1, nz - 1] } : { low, high }
}

/** The box of cell centres in patient space, with cells of edge h. */
function frameRound(map: LabelMap, box: IndexBox, h: number): LatticeFrame {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++)
    for (let a = 0; a < 3; a++) {
      let x = map.origin[a] as number
      for (let b = 0; b < 3; b++) {
        const n = corner & (1 << b) ? box.high[b] : box.low[b]
        x += (map.direction[3 * a + b] as number) * (n as number) * (map.spacing[b] as number)
      }
      low[a] = Math.min(low[a] as number, x)
      high[a] = Math.max(high[a] as number, x)
    }
  const size = low.map((l, a) => Math.round(((high[a] as number) - l) / h) + 1)
  return {
    size: size as unknown as [number, number, number],
    spacing: h,
    origin: low as unknown as [number, number, number],
  }
}

/** Most samples along an edge of a new cell. */
const mostSamples = 6

function fill(
  map: LabelMap,
  frame: LatticeFrame,
  labels: Uint8Array,
  keep: Uint8Array,
  moved: boolean,
): void {
  const { size, spacing, direction: d, origin, values } = map
  const [nx, ny, nz] = size
  const h = frame.spacing
  const finest = Math.min(...spacing)
  const count = moved ? 1 : Math.max(1, Math.min(mostSamples, Math.ceil(h / finest - 1e-6)))
  const between = !moved && spacing.some((s) => s > (1.01 * h) / count)
  // Continuous index = base + i·ex + j·ey + k·ez: the direction is orthonormal, so its inverse is its transpose.
  const step = new Float64Array(9)
  const base = new Float64Array(3)
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < 3; b++) {
      const along = (d[3 * b + a] as number) / (spacing[a] as number)
      step[3 * b + a] = along * h
      base[a] = (base[a] as number) + along * ((frame.origin[b] as number) - (origin[b] as number))
    }
  const offsets = new Float64Array(3 * count ** 3)
  for (let n = 0; n < count ** 3; n++)
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        const t = (Math.floor(n / count ** b) % count) + 0.5
        offsets[3 * n + a] = (offsets[3 * n + a] as number) + (t / count - 0.5) * (step[3 * b + a] as number)
      }
  const weights = new Float64Array(256)
  const seen = new Uint8Array(256)
  for (let k = 0, o = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++, o++) {
        const x =
          (base[0] as number) + i * (step[0] as number) + j * (step[3] as number) + k * (step[6] as number)
        const y =
          (base[1] as number) + i * (step[1] as number) + j * (step[4] as number) + k * (step[7] as number)
        const z =
          (base[2] as number) + i * (step[2] as number) + j * (step[5] as number) + k * (step[8] as number)
        let kinds = 0
        for (let n = 0; n < offsets.length; n += 3) {
          const u = x + (offsets[n] as number)
          const v = y + (offsets[n + 1] as number)
          const w = z + (offsets[n + 2] as number)
          const corners = between ? 8 : 1
          const i0 = between ? Math.floor(u) : Math.round(u)
          const j0 = between ? Math.floor(v) : Math.round(v)
          const k0 = between ? Math.floor(w) : Math.round(w)
          for (let c = 0; c < corners; c++) {
            const p = i0 + (c & 1)
            const q = j0 + ((c >> 1) & 1)
            const r = k0 + (c >> 2)
            let label = 0
            if (p >= 0 && q >= 0 && r >= 0 && p < nx && q < ny && r < nz)
              label = values[p + nx * (q + ny * r)] as number
            if (keep[label] !== 1) label = 0
            const weight = between ? (1 - Math.abs(u - p)) * (1 - Math.abs(v - q)) * (1 - Math.abs(w - r)) : 1
            if ((weights[label] as number) === 0) {
              if (weight === 0) continue
              seen[kinds++] = label
            }
            weights[label] = (weights[label] as number) + weight
          }
        }
        let best = 0
        let most = 0
        for (let n = 0; n < kinds; n++) {
          const label = seen[n] as number
          if ((weights[label] as number) > most + 1e-9) {
            most = weights[label] as number
            best = label
          }
          weights[label] = 0
        }
        labels[o] = best
      }
}
