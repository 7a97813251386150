import { cellCount, type LatticeFrame } from '../../core/lattice'
import { isLumen } from './parts'

/**
 * Takes away small pieces: of each lumen all but its largest piece and those of at least `least` m³, and, within
 * lumens, enclosed pieces of no lumen smaller than that (noise and streaks of contrast; papillary muscles hang
 * on the wall and are no pieces), which become the lumen round them. Pieces are joined through faces.
 */
export function removeIslands(frame: LatticeFrame, labels: Uint8Array, least: number): Uint8Array {
  const out = labels.slice()
  const cells = least / frame.spacing ** 3
  const seen = new Uint8Array(cellCount(frame))
  const stack = new Int32Array(cellCount(frame))
  const largest = new Map<number, { start: number; size: number }>()
  const small: number[] = []
  for (let start = 0; start < out.length; start++) {
    if (seen[start]) continue
    const label = labels[start] as number
    const size = fill(frame, labels, start, seen, stack)
    if (!isLumen(label)) {
      if (label === 0 && size < cells) enclose(frame, labels, out, stack, size)
      continue
    }
    const best = largest.get(label)
    if (!best || size > best.size) {
      if (best && best.size < cells) small.push(best.start)
      largest.set(label, { start, size })
    } else if (size < cells) small.push(start)
  }
  if (small.length > 0) erase(frame, labels, out, small, stack)
  return out
}

/** Collects the piece that a cell belongs to into `stack`; returns its size. */
function fill(
  frame: LatticeFrame,
  labels: Uint8Array,
  start: number,
  seen: Uint8Array,
  stack: Int32Array,
): number {
  const [nx, ny, nz] = frame.size
  const layer = nx * ny
  const label = labels[start]
  let count = 1
  stack[0] = start
  seen[start] = 1
  for (let n = 0; n < count; n++) {
    const cell = stack[n] as number
    const i = cell % nx
    const j = Math.floor(cell / nx) % ny
    const k = Math.floor(cell / layer)
    for (let side = 0; side < 6; side++) {
      const axis = side >> 1
      const up = (side & 1) === 1
      const at = axis === 0 ? i : axis === 1 ? j : k
      const m = axis === 0 ? nx : axis === 1 ? ny : nz
      if (up ? at === m - 1 : at === 0) continue
      const step = axis === 0 ? 1 : axis === 1 ? nx : layer
      const next = up ? cell + step : cell - step
      if (seen[next] || labels[next] !== label) continue
      seen[next] = 1
      stack[count++] = next
    }
  }
  return count
}

/** A piece whose every neighbour is one and the same lumen becomes that lumen. */
function enclose(
  frame: LatticeFrame,
  labels: Uint8Array,
  out: Uint8Array,
  piece: Int32Array,
  size: number,
): void {
  const [nx, ny, nz] = frame.size
  let label = 0
  for (let n = 0; n < size; n++) {
    const cell = piece[n] as number
    const i = cell % nx
    const j = Math.floor(cell / nx) % ny
    const k = Math.floor(cell / (nx * ny))
    if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) return
    for (const d of [1, -1, nx, -nx, nx * ny, -nx * ny]) {
      const b = labels[cell + d] as number
      if (b === 0) continue
      // Between two lumens it is a part of their wall.
      if (!isLumen(b) || (label !== 0 && b !== label)) return
      label = b
    }
  }
  for (let n = 0; n < size; n++) out[piece[n] as number] = label
}

function erase(
  frame: LatticeFrame,
  labels: Uint8Array,
  out: Uint8Array,
  starts: readonly number[],
  stack: Int32Array,
): void {
  const seen = new Uint8Array(out.length)
  for (const start of starts) {
    const size = fill(frame, labels, start, seen, stack)
    for (let n = 0; n < size; n++) out[stack[n] as number] = 0
  }
}
