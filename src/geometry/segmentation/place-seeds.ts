import { type LatticeFrame, toLattice } from '../../core/lattice'
import { mm } from '../../core/units'
import { distance, scale, type Vec3 } from '../../core/vec3'
import { allNeighbours } from '../label-components'
import { eachLinkThrough, onLattice } from './cut-links'
import { lumenLabel, outsideLabel } from './parts'
import type { Recipe } from './recipe'

/** How far from a click blood is looked for, metres. */
const reach = 3 * mm

export interface Seed {
  readonly label: number
  readonly cell: number
}

export interface PlacedSeeds {
  readonly seeds: readonly Seed[]
  readonly warnings: readonly string[]
}

/** The cells that the recipe's clicks stand for; a click beside blood takes the nearest blood, a far one is named. */
export function placeSeeds(
  frame: LatticeFrame,
  mask: Uint8Array,
  depth: Float32Array,
  recipe: Pick<Recipe, 'seeds' | 'ends'>,
): PlacedSeeds {
  const clicks: Seed[] = []
  const warnings: string[] = []
  for (const { part, points } of recipe.seeds)
    for (const point of points) {
      const cell = nearestBlood(frame, mask, scale(point, mm))
      if (cell < 0)
        warnings.push(
          `The seed of ${part} at (${point.map((x) => x.toFixed(0)).join(', ')}) mm lies outside of blood.`,
        )
      else clicks.push({ label: part === 'outside' ? outsideLabel : lumenLabel(part), cell })
    }
  const seeds = claimDepths(frame, depth, clicks)
  for (const end of recipe.ends)
    for (const cell of beyondEnd(frame, mask, end)) seeds.push({ label: outsideLabel, cell })
  return { seeds, warnings }
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

/** The way up the depth from a cell to the deepest place that a steepest climb reaches. */
function climb(frame: LatticeFrame, depth: Float32Array, start: number): number[] {
  const way = [start]
  for (;;) {
    const cell = way.at(-1) as number
    let best = cell
    allNeighbours(frame, cell, (n) => {
      if ((depth[n] as number) > (depth[best] as number)) best = n
    })
    if (best === cell) return way
    way.push(best)
  }
}

/**
 * A click anywhere in a chamber claims its deepest place. Where clicks of several parts climb to the same place (a
 * vein's mouth widens into the atrium without a neck) the deepest click's part has it, and the others start where
 * they are.
 */
function claimDepths(frame: LatticeFrame, depth: Float32Array, clicks: readonly Seed[]): Seed[] {
  const ways = clicks.map((c) => climb(frame, depth, c.cell))
  const owners = new Map<number, Seed>()
  clicks.forEach((click, n) => {
    const summit = ways[n]?.at(-1) as number
    const owner = owners.get(summit)
    if (!owner || (depth[click.cell] as number) > (depth[owner.cell] as number)) owners.set(summit, click)
  })
  return clicks.flatMap((click, n) => {
    const way = ways[n] as number[]
    const owner = owners.get(way.at(-1) as number)
    return (owner?.label === click.label ? way : [click.cell]).map((cell) => ({ label: click.label, cell }))
  })
}

/** Blood just past an end's disc, in the one section that holds its centre: another vessel may touch the disc. */
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
    waiting.add(outer)
    const place: Vec3 = [outer % nx, Math.floor(outer / nx) % ny, Math.floor(outer / (nx * ny))]
    const d = distance(place, disc.centre)
    if (d >= least) return
    least = d
    first = outer
  })
  const found = first < 0 ? [] : [first]
  waiting.delete(first)
  for (let n = 0; n < found.length; n++)
    allNeighbours(frame, found[n] as number, (m) => {
      if (waiting.delete(m)) found.push(m)
    })
  return found
}
