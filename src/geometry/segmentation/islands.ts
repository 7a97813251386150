import type { LatticeFrame } from '../../core/lattice'
import { type LabelRuns, labelRuns } from './label-runs'
import { isLumen } from './parts'
import { rimCells, sideSteps } from './rim-cells'

/**
 * Takes away small pieces: of each lumen all but its largest piece and those of at least `least` m³, and, within
 * lumens, enclosed pieces of no lumen smaller than that (noise and streaks of contrast; papillary muscles hang on the
 * wall and are no pieces), which become the lumen round them. Pieces are joined through faces.
 */
export function removeIslands(frame: LatticeFrame, labels: Uint8Array, least: number): Uint8Array {
  const out = labels.slice()
  const cells = least / frame.spacing ** 3
  const runs = labelRuns(frame, labels)
  const becomes = enclosedIn(frame, labels, runs, cells)
  const largest = largestPieces(labels, runs)
  for (let n = 0; n < runs.start.length; n++) {
    const piece = runs.piece[n] as number
    const from = runs.start[n] as number
    const label = labels[from] as number
    const isSmall = (runs.size[piece] as number) < cells
    if (!isSmall) continue
    if (label === 0 && becomes.has(piece)) out.fill(becomes.get(piece) as number, from, runs.end[n])
    if (isLumen(label) && largest[label] !== piece) out.fill(0, from, runs.end[n])
  }
  return out
}

function largestPieces(labels: Uint8Array, { start, piece, size }: LabelRuns): Int32Array {
  const largest = new Int32Array(256).fill(-1)
  for (let n = 0; n < start.length; n++) {
    if (piece[n] !== n) continue
    const label = labels[start[n] as number] as number
    const best = largest[label] as number
    if (best < 0 || (size[n] as number) > (size[best] as number)) largest[label] = n
  }
  return largest
}

/** The small pieces of nothing whose every neighbour is one and the same lumen, and that lumen. */
function enclosedIn(
  frame: LatticeFrame,
  labels: Uint8Array,
  { start, end, piece, size }: LabelRuns,
  cells: number,
): Map<number, number> {
  const rim = rimCells(frame)
  const steps = sideSteps(frame)
  /** 0: seen to be open, or part of the wall between two lumens. */
  const round = new Map<number, number>()
  for (let n = 0; n < start.length; n++) {
    const id = piece[n] as number
    if (labels[start[n] as number] !== 0 || (size[id] as number) >= cells || round.get(id) === 0) continue
    for (let o = start[n] as number; o < (end[n] as number); o++)
      for (let side = 0; side < 6; side++) {
        const b = rim[o] ? 255 : (labels[o + (steps[side] as number)] as number)
        if (b === 0) continue
        const before = round.get(id) ?? b
        round.set(id, isLumen(b) && before === b ? b : 0)
      }
  }
  for (const [id, label] of round) if (label === 0) round.delete(id)
  return round
}
