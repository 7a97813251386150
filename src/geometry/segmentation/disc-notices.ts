import { cellCentre, type LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
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
  const [vessel, ...ventricles] = partsAtValve[valve.gate].map(lumenLabel) as [number, ...number[]]
  /** 1: the artery or atrium, 2: a ventricle. */
  const side = new Uint8Array(256)
  side[vessel] = 1
  for (const v of ventricles) side[v] = 2
  const [nx, ny] = frame.size
  const after = Int32Array.of(1, nx, nx * ny)
  const met = { on: 0, off: 0, sum: [0, 0, 0] as Vec3 }
  for (let o = 0; o < labels.length; o++) {
    const a = side[labels[o] as number] as number
    if (a === 0) continue
    for (let n = 0; n < 3; n++)
      if (a + (side[labels[o + (after[n] as number)] as number] ?? 0) === 3) {
        const p = cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
        if (isOnDisc(frame, valve, p)) met.on++
        else {
          met.off++
          met.sum = add(met.sum, p)
        }
      }
  }
  return { on: met.on, off: met.off, centre: scale(met.sum, 1 / Math.max(1, met.off)) }
}

function isOnDisc(frame: LatticeFrame, valve: Recipe['valves'][number], p: Vec3): boolean {
  const d = subtract(p, scale(valve.centre, mm))
  const height = dot(d, normalize(valve.normal))
  const lateral = Math.sqrt(Math.max(0, dot(d, d) - height ** 2))
  return Math.abs(height) < 1.5 * frame.spacing && lateral < valve.radius * mm + frame.spacing
}
