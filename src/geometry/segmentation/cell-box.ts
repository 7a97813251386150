import type { LatticeFrame } from '../../core/lattice'

/** A box of cells of a lattice, as a small lattice of its own. */
export class CellBox {
  constructor(
    readonly low: readonly [number, number, number],
    readonly size: readonly [number, number, number],
  ) {}

  /** The cells of the whole lattice in the box, in the box’s order. */
  cells(frame: LatticeFrame): Int32Array {
    const [mx, my, mz] = this.size
    const out = new Int32Array(mx * my * mz)
    for (let k = 0, n = 0; k < mz; k++)
      for (let j = 0; j < my; j++) {
        const row = this.low[0] + frame.size[0] * (this.low[1] + j + frame.size[1] * (this.low[2] + k))
        for (let i = 0; i < mx; i++, n++) out[n] = row + i
      }
    return out
  }
}

/** The box round the cells of a label with a margin of cells, within the lattice; null when there are none. */
export function boxOf(
  frame: LatticeFrame,
  labels: Uint8Array,
  label: number,
  margin: number,
): CellBox | null {
  const [nx, ny, nz] = frame.size
  const low = [nx, ny, nz]
  const high = [-1, -1, -1]
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = nx * (j + ny * k)
      const first = labels.subarray(row, row + nx).indexOf(label)
      if (first < 0) continue
      const last = labels.subarray(row, row + nx).lastIndexOf(label)
      low[0] = Math.min(low[0] as number, first)
      high[0] = Math.max(high[0] as number, last)
      low[1] = Math.min(low[1] as number, j)
      high[1] = Math.max(high[1] as number, j)
      low[2] = Math.min(low[2] as number, k)
      high[2] = Math.max(high[2] as number, k)
    }
  if ((high[0] as number) < 0) return null
  const from = low.map((x) => Math.max(0, x - margin)) as [number, number, number]
  const size = high.map(
    (x, a) => Math.min((frame.size[a] as number) - 1, x + margin) - (from[a] as number) + 1,
  )
  return new CellBox(from, size as [number, number, number])
}
