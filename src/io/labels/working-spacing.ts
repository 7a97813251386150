import { mL, mm } from '../../core/units'
import type { LabelMap } from '../label-map'
import type { StructureMatch } from './match-structures'
import { contentBox, isMoved } from './patient-lattice'

/** Cells along the cube root of the chambers’ volume: 1.3 mm for an adult’s 560 mL, .5 mm for a newborn’s 28 mL. */
const cellsAcross = 64
const finest = 0.3 * mm
const coarsest = 1.5 * mm
/** A lattice of more cells is made coarser. */
const mostCells = 12e6
/** What a body’s chambers hold where nothing says how large it is: an adult. */
const adultVolume = 560 * mL

/** Blood in the four chambers; where the map has none, in everything that is blood. m³ */
function chamberVolume(matches: readonly StructureMatch[]): number {
  const blood = matches.filter((m) => m.kind === 'blood')
  const chambers = blood.filter((m) => /^[LR][VA]$/.test(m.part))
  return (chambers.length > 0 ? chambers : blood).reduce((v, m) => v + m.volume, 0)
}

/**
 * Lengths of this heart over an adult’s. Only a heart with at least three chambers tells; from half an adult’s volume
 * on it counts as one.
 */
export function bodyScale(matches: readonly StructureMatch[]): number {
  const parts = new Set(matches.filter((m) => m.kind === 'blood' && m.cells > 0).map((m) => m.part))
  const chambers = (['LV', 'RV', 'LA', 'RA'] as const).filter((p) => parts.has(p)).length
  const volume = chamberVolume(matches)
  return chambers < 3 || volume > 0.45 * adultVolume ? 1 : Math.max(0.3, Math.cbrt(volume / adultVolume))
}

/**
 * Edge of the cells to work on, metres: what the user asks for; else the file’s own cubes where they are no finer than
 * the heart needs; else as many cells across as its size needs.
 */
export function workingSpacing(
  map: LabelMap,
  matches: readonly StructureMatch[],
  asked: number | undefined,
  keep: Uint8Array,
): number {
  if (asked !== undefined) return asked
  const wanted = Math.min(coarsest, Math.max(finest, Math.cbrt(chamberVolume(matches)) / cellsAcross))
  const box = contentBox(map, keep)
  const extents = map.spacing.map((s, a) => ((box.high[a] as number) - (box.low[a] as number) + 1) * s)
  const room = Math.cbrt(extents.reduce((a, b) => a * b) / mostCells)
  const own = Math.min(...map.spacing)
  if (isMoved(map, own) && own > 0.8 * wanted) return Math.max(own, room > own ? room : 0)
  return Math.max(own, wanted, room)
}
