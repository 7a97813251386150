import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { normalize, scale } from '../../core/vec3'
import type { CutLinks } from './cut-links'
import { atMm, inCm2, type Notice } from './notice'
import { lumenLabel, lumenName, partsAtValve } from './parts'
import type { Recipe } from './recipe'

/** A way round a valve's disc that is smaller than this is its staircase, m². */
const smallWay = 30e-6

/** Discs that lie in no blood. */
export function idleDiscNotices(
  recipe: Pick<Recipe, 'valves' | 'ends' | 'barriers'>,
  { cut }: CutLinks,
): Notice[] {
  const discs = [
    ...recipe.valves.map((v) => ({ ...v, name: `The disc of the ${v.gate} valve` })),
    ...recipe.ends.map((e) => ({ ...e, name: `The disc that ends the ${lumenName[e.part].toLowerCase()}` })),
    ...recipe.barriers.map((b) => ({ ...b, name: `The barrier at ${atMm(scale(b.centre, mm))}` })),
  ]
  return discs
    .filter((_, n) => cut[n] === 0)
    .map(({ name, centre }) => ({
      text: `${name} cuts no blood: move it into the lumen.`,
      place: scale(centre, mm),
    }))
}

/** Valves whose parts still meet beside the disc: it is too small or lies askew. */
export function bypassNotices(
  frame: LatticeFrame,
  labels: Uint8Array,
  recipe: Pick<Recipe, 'valves'>,
): Notice[] {
  return recipe.valves.flatMap((valve) => {
    const { on, off, centre } = meetings(frame, labels, valve)
    if (off <= 0.25 * (on + off) || off * frame.spacing ** 2 < smallWay) return []
    const area = (off * frame.spacing ** 2) / 1.5
    return [
      {
        text: `The disc of the ${valve.gate} valve leaves a way round it of ${inCm2(area)} at ${atMm(centre)}: make it larger or turn it.`,
        place: centre,
      },
    ]
  })
}

/** Faces at which the parts of a valve meet, on its disc and off it. */
function meetings(frame: LatticeFrame, labels: Uint8Array, valve: Recipe['valves'][number]) {
  const [vessel, ...ventricles] = partsAtValve[valve.gate].map(lumenLabel)
  const normal = normalize(valve.normal)
  const [nx, ny] = frame.size
  const after = [1, nx, nx * ny]
  const tally = { on: 0, off: 0, sum: [0, 0, 0] as [number, number, number] }
  for (let o = 0; o < labels.length; o++) {
    const a = labels[o] as number
    if (a !== vessel && !ventricles.includes(a)) continue
    for (const d of after) {
      const b = labels[o + d] as number
      if (!(a === vessel ? ventricles.includes(b) : b === vessel)) continue
      const p = [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))].map(
        (x, axis) => (frame.origin[axis] as number) + x * frame.spacing,
      ) as [number, number, number]
      const d3 = p.map((x, axis) => x - (valve.centre[axis] as number) * mm) as [number, number, number]
      const height = d3[0] * normal[0] + d3[1] * normal[1] + d3[2] * normal[2]
      const lateral = Math.sqrt(Math.max(0, d3[0] ** 2 + d3[1] ** 2 + d3[2] ** 2 - height ** 2))
      if (Math.abs(height) < 1.5 * frame.spacing && lateral < valve.radius * mm + frame.spacing) tally.on++
      else {
        tally.off++
        for (let axis = 0; axis < 3; axis++) tally.sum[axis as 0] += p[axis as 0]
      }
    }
  }
  const centre = tally.sum.map((x) => x / Math.max(1, tally.off)) as [number, number, number]
  return { on: tally.on, off: tally.off, centre }
}
