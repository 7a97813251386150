import { type LatticeFrame, toLattice } from '../../core/lattice'
import { mm } from '../../core/units'
import { distance, scale, type Vec3 } from '../../core/vec3'
import { joinedTo } from '../label-components'
import { claimDepths, type Seed } from './claim-depths'
import { eachLinkThrough, onLattice } from './cut-links'
import { atMm, type Notice } from './notice'
import { lumenLabel, outsideLabel } from './parts'
import type { Recipe } from './recipe'

/** How far from a click blood is looked for, metres. */
const reach = 3 * mm

export interface PlacedSeeds {
  readonly seeds: readonly Seed[]
  readonly notices: readonly Notice[]
}

/** The cells that the recipe's clicks stand for; a click beside blood takes the nearest blood, a far one is named. */
export function placeSeeds(
  frame: LatticeFrame,
  mask: Uint8Array,
  depth: Float32Array,
  closed: Uint16Array,
  recipe: Pick<Recipe, 'seeds' | 'ends'>,
): PlacedSeeds {
  const clicks: Seed[] = []
  const notices: Notice[] = []
  for (const { part, points } of recipe.seeds)
    for (const point of points) {
      const cell = nearestBlood(frame, mask, scale(point, mm))
      if (cell < 0)
        notices.push({
          text: `The seed of ${part} at ${atMm(scale(point, mm))} lies outside of blood.`,
          place: scale(point, mm),
        })
      else clicks.push({ label: part === 'outside' ? outsideLabel : lumenLabel(part), cell })
    }
  for (const end of recipe.ends)
    for (const cell of beyondEnd(frame, mask, end)) clicks.push({ label: outsideLabel, cell })
  return { seeds: claimDepths(frame, depth, closed, clicks), notices }
}

function nearestBlood(frame: LatticeFrame, mask: Uint8Array, point: Vec3): number {
  const at = toLattice(frame, point)
  const cells = reach / frame.spacing
  const [nx, ny, nz] = frame.size
  let best = -1
  let least = cells
  for (let k = Math.ceil(at[2] - cells); k <= at[2] + cells; k++)
    for (let j = Math.ceil(at[1] - cells); j <= at[1] + cells; j++)
      for (let i = Math.ceil(at[0] - cells); i <= at[0] + cells; i++) {
        if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) continue
        const o = i + nx * (j + ny * k)
        const d = distance([i, j, k], at)
        if (!mask[o] || d > least) continue
        least = d
        best = o
      }
  return best
}

/**
 * Blood just past the middle of an end's disc, in the one section that holds its centre: another vessel may touch the
 * disc or the vessel beside its rim.
 */
function beyondEnd(frame: LatticeFrame, mask: Uint8Array, end: Recipe['ends'][number]): number[] {
  const disc = onLattice(frame, end)
  const waiting = new Set<number>()
  let first = -1
  let least = Number.POSITIVE_INFINITY
  const [nx, ny] = frame.size
  eachLinkThrough(frame, disc, (cell, _axis, next, side) => {
    const outer = side < 0 ? next : cell
    const inner = side < 0 ? cell : next
    if (!mask[outer] || !mask[inner]) return
    const d = distance([outer % nx, Math.floor(outer / nx) % ny, Math.floor(outer / (nx * ny))], disc.centre)
    if (d < Math.max(disc.radius / 2, 1.5)) waiting.add(outer)
    if (d >= least) return
    least = d
    first = outer
  })
  return first < 0 ? [] : joinedTo(frame, first, waiting)
}
