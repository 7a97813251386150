import { cellCount, type LatticeFrame } from '../../core/lattice'
import { isLumen } from './parts'
import { hasNeighbour, rimCells, sideSteps } from './rim-cells'

interface Pieces {
  readonly frame: LatticeFrame
  readonly labels: Uint8Array
  /** The cells of the last piece collected. */
  readonly stack: Int32Array
  readonly rim: Uint8Array
  readonly steps: Int32Array
}

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
  const pieces: Pieces = { frame, labels, stack, rim: rimCells(frame), steps: sideSteps(frame) }
  const largest = new Map<number, { start: number; size: number }>()
  const small: number[] = []
  for (let start = 0; start < out.length; start++) {
    if (seen[start]) continue
    const label = labels[start] as number
    const size = fill(pieces, start, seen)
    if (!isLumen(label)) {
      if (label === 0 && size < cells) enclose(pieces, out, size)
      continue
    }
    const best = largest.get(label)
    if (!best || size > best.size) {
      if (best && best.size < cells) small.push(best.start)
      largest.set(label, { start, size })
    } else if (size < cells) small.push(start)
  }
  if (small.length > 0) erase(pieces, out, small)
  return out
}

/** Collects the piece that a cell belongs to into `stack`; returns its size. */
function fill(pieces: Pieces, start: number, seen: Uint8Array): number {
  const { frame, labels, stack, rim, steps } = pieces
  const label = labels[start]
  let count = 1
  stack[0] = start
  seen[start] = 1
  for (let n = 0; n < count; n++) {
    const cell = stack[n] as number
    const atRim = rim[cell] === 1
    for (let side = 0; side < 6; side++) {
      if (atRim && !hasNeighbour(frame, cell, side)) continue
      const next = cell + (steps[side] as number)
      if (seen[next] || labels[next] !== label) continue
      seen[next] = 1
      stack[count++] = next
    }
  }
  return count
}

/** A piece whose every neighbour is one and the same lumen becomes that lumen. */
function enclose({ labels, stack, rim, steps }: Pieces, out: Uint8Array, size: number): void {
  let label = 0
  for (let n = 0; n < size; n++) {
    const cell = stack[n] as number
    if (rim[cell]) return
    for (let side = 0; side < 6; side++) {
      const b = labels[cell + (steps[side] as number)] as number
      if (b === 0) continue
      // Between two lumens it is a part of their wall.
      if (!isLumen(b) || (label !== 0 && b !== label)) return
      label = b
    }
  }
  for (let n = 0; n < size; n++) out[stack[n] as number] = label
}

function erase(pieces: Pieces, out: Uint8Array, starts: readonly number[]): void {
  const seen = new Uint8Array(out.length)
  for (const start of starts) {
    const size = fill(pieces, start, seen)
    for (let n = 0; n < size; n++) out[pieces.stack[n] as number] = 0
  }
}
