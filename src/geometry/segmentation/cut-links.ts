import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { normalize, type Vec3 } from '../../core/vec3'
import { type Growable, lumenLabel, openByNature, outsideLabel, partsAtValve } from './parts'
import { growable, type Recipe } from './recipe'

/** A disc on the lattice, in cells. */
export interface LatticeDisc {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/**
 * The links (faces between cells) that discs close, and for whom: bit n of `closed[3 · cell + axis]` is set where the
 * part with label n cannot pass from the cell to the next one along that axis. `cut` counts, for each disc in the
 * order valves, ends, barriers, the links between two cells of blood.
 */
export interface CutLinks {
  readonly closed: Uint16Array
  readonly cut: readonly number[]
}

/** What a barrier sets on a link: nobody passes. */
export const everyone = 0xffff

/** An end stops its vessel, the chamber that the vessel opens into, and what grows from beyond. */
const bitsAtEnd = (part: Growable): number =>
  growable
    .filter((p) => p === part || openByNature(p, part))
    .reduce((bits, p) => bits | (1 << lumenLabel(p)), 1 << outsideLabel)

/** The recipe's discs as closed links. A valve stops only the parts at it, an end only its vessel and chamber. */
export function cutLinks(
  frame: LatticeFrame,
  mask: Uint8Array,
  recipe: Pick<Recipe, 'valves' | 'ends' | 'barriers'>,
): CutLinks {
  const closed = new Uint16Array(3 * mask.length)
  const discs = [
    ...recipe.valves.map((v) => ({
      disc: v,
      bits: partsAtValve[v.gate].reduce((b, p) => b | (1 << lumenLabel(p)), 0),
    })),
    ...recipe.ends.map((e) => ({ disc: e, bits: bitsAtEnd(e.part) })),
    ...recipe.barriers.map((disc) => ({ disc, bits: everyone })),
  ]
  const cut = discs.map(({ disc, bits }) => {
    let count = 0
    eachLinkThrough(frame, onLattice(frame, disc), (cell, axis, next) => {
      closed[3 * cell + axis] = (closed[3 * cell + axis] as number) | bits
      if (mask[cell] && mask[next]) count++
    })
    return count
  })
  return { closed, cut }
}

interface RecipeDisc {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** A disc of a recipe (mm, patient space) in cells. */
export const onLattice = (frame: LatticeFrame, disc: RecipeDisc): LatticeDisc => ({
  centre: disc.centre.map(
    (x, a) => (x * mm - (frame.origin[a] as number)) / frame.spacing,
  ) as unknown as Vec3,
  normal: normalize(disc.normal),
  radius: (disc.radius * mm) / frame.spacing,
})

/**
 * Visits every link that passes through a disc: its lower cell, its axis, its upper cell, and the sign of the lower
 * cell's side (-1: behind the disc). A centre on the plane counts as behind it.
 */
export function eachLinkThrough(
  frame: LatticeFrame,
  { centre: c, normal: n, radius }: LatticeDisc,
  visit: (cell: number, axis: number, next: number, side: number) => void,
): void {
  const [nx, ny] = frame.size
  const steps = [1, nx, nx * ny] as const
  const low = c.map((x) => Math.max(0, Math.floor(x - radius - 1)))
  const high = c.map((x, a) => Math.min((frame.size[a] as number) - 1, Math.ceil(x + radius + 1)))
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++) {
        const d = [i - c[0], j - c[1], k - c[2]] as [number, number, number]
        const height = d[0] * n[0] + d[1] * n[1] + d[2] * n[2]
        const square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
        for (let axis = 0; axis < 3; axis++) {
          const rise = n[axis] as number
          if (height > 0 === height + rise > 0) continue
          if ([i, j, k][axis] === (frame.size[axis] as number) - 1) continue
          const t = -height / rise
          if (square + 2 * t * (d[axis] as number) + t * t > radius * radius) continue
          const cell = i + nx * (j + ny * k)
          visit(cell, axis, cell + steps[axis as 0 | 1 | 2], height > 0 ? 1 : -1)
        }
      }
}
