import { cellCount, type LatticeFrame } from '../../core/lattice'
import { paintStroke } from './paint-stroke'
import { bareWall, lumenLabel } from './parts'
import type { Recipe } from './recipe'

/** Marks cells painted as outside, so that they differ from cells not painted at all. */
export const paintedOutside = 255

/**
 * What the strokes of parts, wall and outside paint, the last stroke on top: 0 where nothing is painted, else a
 * lumen's label, `bareWall` or `paintedOutside`.
 */
export function paintedCells(frame: LatticeFrame, strokes: Recipe['strokes']): Uint8Array {
  const painted = new Uint8Array(cellCount(frame))
  for (const stroke of strokes) {
    const { paint } = stroke
    if (paint === 'blood' || paint === 'not-blood') continue
    const value = paint === 'wall' ? bareWall : paint === 'outside' ? paintedOutside : lumenLabel(paint)
    paintStroke(frame, stroke, painted, value)
  }
  return painted
}

/** The labels with what was painted over them. */
export const paintedOver = (labels: Uint8Array, painted: Uint8Array): Uint8Array =>
  labels.map((l, o) => {
    const p = painted[o] as number
    return p === 0 ? l : p === paintedOutside ? 0 : p
  })
