import type { LatticeFrame } from '../core/lattice'
import type { Segment } from './nrrd-header'

/** Labels as a file holds them: any spacing, any direction. Metres, LPS. */
export interface LabelMap {
  readonly file: string
  readonly size: readonly [number, number, number]
  readonly spacing: readonly [number, number, number]
  readonly origin: readonly [number, number, number]
  /** Row-major 3 × 3; column a is the unit vector of index axis a. */
  readonly direction: readonly number[]
  readonly values: ArrayLike<number>
  readonly segments: readonly Segment[]
}

/**
 * The map on cubic cells along the patient's axes. Where the file's axes are a permutation of the patient's and its
 * cells are cubes of the asked size, the labels are moved, not changed; else each new cell takes the label with the
 * greatest trilinear weight.
 */
export function toPatientLattice(
  map: LabelMap,
  spacing?: number,
): { readonly frame: LatticeFrame; readonly labels: Uint8Array; readonly resampled: boolean } {
  const h = spacing ?? Math.min(...map.spacing)
  const cubic = map.spacing.every((s) => Math.abs(s / h - 1) < 1e-3)
  const aligned = map.direction.every((d) => Math.abs(d - Math.round(d)) < 1e-4)
  const frame = frameRound(map, h)
  const labels = new Uint8Array(frame.size[0] * frame.size[1] * frame.size[2])
  const vote = cubic && aligned ? nearest(map) : heaviest(map)
  const index = indexOf(map)
  const at: [number, number, number] = [0, 0, 0]
  for (let k = 0, o = 0; k < frame.size[2]; k++)
    for (let j = 0; j < frame.size[1]; j++)
      for (let i = 0; i < frame.size[0]; i++, o++) {
        index(frame.origin[0] + i * h, frame.origin[1] + j * h, frame.origin[2] + k * h, at)
        labels[o] = vote(at[0], at[1], at[2])
      }
  return { frame, labels, resampled: !(cubic && aligned) }
}

/** The box of all cell centres in patient space, with cells of edge h. */
function frameRound(map: LabelMap, h: number): LatticeFrame {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let corner = 0; corner < 8; corner++)
    for (let a = 0; a < 3; a++) {
      let x = map.origin[a] as number
      for (let b = 0; b < 3; b++) {
        const n = corner & (1 << b) ? (map.size[b] as number) - 1 : 0
        x += (map.direction[3 * a + b] as number) * n * (map.spacing[b] as number)
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

/** Patient space to continuous index; the direction is orthonormal, so that its inverse is its transpose. */
function indexOf(map: LabelMap): (x: number, y: number, z: number, out: [number, number, number]) => void {
  const { direction: d, spacing: s, origin: o } = map
  return (x, y, z, out) => {
    for (let a = 0; a < 3; a++)
      out[a] =
        ((d[a] as number) * (x - o[0]) +
          (d[3 + a] as number) * (y - o[1]) +
          (d[6 + a] as number) * (z - o[2])) /
        (s[a] as number)
  }
}

function nearest(map: LabelMap): (x: number, y: number, z: number) => number {
  const [nx, ny, nz] = map.size
  return (x, y, z) => {
    const [i, j, k] = [Math.round(x), Math.round(y), Math.round(z)]
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
    return map.values[i + nx * (j + ny * k)] as number
  }
}

function heaviest(map: LabelMap): (x: number, y: number, z: number) => number {
  const at = nearest(map)
  const weights = new Float64Array(256)
  return (x, y, z) => {
    const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)]
    const seen: number[] = []
    for (let c = 0; c < 8; c++) {
      const [a, b, d] = [c & 1, (c >> 1) & 1, c >> 2]
      const w = (a ? x - i : 1 - x + i) * (b ? y - j : 1 - y + j) * (d ? z - k : 1 - z + k)
      const label = at(i + a, j + b, k + d)
      if (!seen.includes(label)) seen.push(label)
      weights[label] = (weights[label] as number) + w
    }
    let best = seen[0] as number
    for (const label of seen) if ((weights[label] as number) > (weights[best] as number) + 1e-9) best = label
    for (const label of seen) weights[label] = 0
    return best
  }
}
