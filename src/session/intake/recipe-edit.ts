import { add, cross, distance, dot, mix, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Growable } from '../../geometry/segmentation/parts'
import type { Recipe, RecipeStroke } from '../../geometry/segmentation/recipe'
import type { GateName } from '../../heart/heart'

/** A part to grow, or what is to be left out. */
export type SeedPart = Recipe['seeds'][number]['part']
export type DiscList = 'valves' | 'ends' | 'barriers'

/** A disc as a recipe holds it; millimetres, LPS. */
export interface RecipeDisc {
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

const tenth = (v: number): number => Math.round(v * 10) / 10
const tidy = (p: Vec3): [number, number, number] => [tenth(p[0]), tenth(p[1]), tenth(p[2])]
const tidyNormal = (n: Vec3): [number, number, number] => {
  const [x, y, z] = normalize(n).map((v) => Math.round(v * 1e4) / 1e4) as [number, number, number]
  return [x, y, z]
}

/** The recipe with all clicks of a part together: a file may hold them apart. */
export function gathered(r: Recipe): Recipe {
  const parts = [...new Set(r.seeds.map((s) => s.part))]
  const pointsOf = (part: SeedPart) => r.seeds.filter((s) => s.part === part).flatMap((s) => s.points)
  return { ...r, seeds: parts.map((part) => ({ part, points: pointsOf(part) })) }
}

/** One more click of a part. */
export function addSeed(r: Recipe, part: SeedPart, place_mm: Vec3): Recipe {
  const point = tidy(place_mm)
  if (!r.seeds.some((s) => s.part === part)) return { ...r, seeds: [...r.seeds, { part, points: [point] }] }
  return {
    ...r,
    seeds: r.seeds.map((s) => (s.part === part ? { ...s, points: [...s.points, point] } : s)),
  }
}

/** A click moved elsewhere, or taken away where `place_mm` is null; a part without clicks goes. */
export function changeSeed(r: Recipe, part: SeedPart, index: number, place_mm: Vec3 | null): Recipe {
  const seeds = r.seeds.map((s) =>
    s.part !== part
      ? s
      : {
          ...s,
          points: place_mm
            ? s.points.map((p, n) => (n === index ? tidy(place_mm) : p))
            : s.points.filter((_, n) => n !== index),
        },
  )
  return { ...r, seeds: seeds.filter((s) => s.points.length > 0) }
}

/** What a disc is for: a valve (one of each), a vessel's end, or a barrier. */
export type DiscUse =
  | { readonly list: 'valves'; readonly gate: GateName }
  | { readonly list: 'ends'; readonly part: Growable }
  | { readonly list: 'barriers' }

export function addDisc(r: Recipe, use: DiscUse, given: RecipeDisc): Recipe {
  const disc = tidyDisc(given)
  if (use.list === 'barriers') return { ...r, barriers: [...r.barriers, disc] }
  if (use.list === 'ends') return { ...r, ends: [...r.ends, { part: use.part, ...disc }] }
  const others = r.valves.filter((v) => v.gate !== use.gate)
  return { ...r, valves: [...others, { gate: use.gate, ...disc }] }
}

const tidyDisc = (d: RecipeDisc) => ({
  centre: tidy(d.centre),
  normal: tidyNormal(d.normal),
  radius: Math.max(0.5, Math.min(60, tenth(d.radius))),
})

/** A disc of a list changed, or taken away where `disc` is null. */
export function changeDisc(r: Recipe, list: DiscList, index: number, disc: RecipeDisc | null): Recipe {
  const edited = <T extends RecipeDisc>(discs: readonly T[]): T[] =>
    disc
      ? discs.map((d, n) => (n === index ? { ...d, ...tidyDisc(disc) } : d))
      : discs.filter((_, n) => n !== index)
  if (list === 'valves') return { ...r, valves: edited(r.valves) }
  if (list === 'ends') return { ...r, ends: edited(r.ends) }
  return { ...r, barriers: edited(r.barriers) }
}

export const flipped = (d: RecipeDisc): RecipeDisc => ({ ...d, normal: scale(d.normal, -1) })

/**
 * The disc across a neck from the two ends of a line drawn on a slice: round the line’s middle, as wide as the line,
 * upright on the slice. Which side it faces is told by the clicks of the parts on its two sides where there are any.
 * @param through unit vector through the slice
 */
export function discAcross(a: Vec3, b: Vec3, through: Vec3): RecipeDisc {
  const line = normalize(subtract(b, a))
  return { centre: mix(a, b, 0.5), normal: normalize(cross(through, line)), radius: distance(a, b) / 2 }
}

/** From which part into which the blood of each valve flows. */
const valveSides: Record<GateName, readonly [Growable, Growable]> = {
  mitral: ['LA', 'LV'],
  tricuspid: ['RA', 'RV'],
  aortic: ['LV', 'aorta'],
  pulmonary: ['RV', 'pulmonary-artery'],
}

/** The disc, turned so that a valve faces downstream and an end faces out of the heart, as far as the clicks tell. */
export function facing(r: Recipe, use: DiscUse, disc: RecipeDisc): RecipeDisc {
  if (use.list === 'barriers') return disc
  const seed = (part: Growable) => nearestSeed(r, part, disc.centre)
  const [behind, ahead] =
    use.list === 'ends' ? [seed(use.part), null] : valveSides[use.gate].map((part) => seed(part))
  const from = behind ?? disc.centre
  const to = ahead ?? disc.centre
  return dot(subtract(to, from), disc.normal) < 0 ? flipped(disc) : disc
}

function nearestSeed(r: Recipe, part: Growable, place: Vec3): Vec3 | null {
  const points = r.seeds.find((s) => s.part === part)?.points ?? []
  return points.reduce<Vec3 | null>(
    (best, p) => (best && distance(best, place) <= distance(p, place) ? best : p),
    null,
  )
}

export function addStroke(r: Recipe, stroke: RecipeStroke): Recipe {
  const points = stroke.points.map((p) => tidy(p))
  return { ...r, strokes: [...r.strokes, { ...stroke, points }] }
}

/** The two ends of the line in which a disc meets the slice through its middle; the disc’s own widest line there. */
export function discLine(disc: RecipeDisc, through: Vec3): readonly [Vec3, Vec3] {
  const along = normalize(cross(through, disc.normal))
  const arm = scale(along, disc.radius)
  return [subtract(disc.centre, arm), add(disc.centre, arm)]
}

/**
 * The line in which a disc meets a plane; null where it does not reach it or lies in it.
 * @param point any point of the plane
 * @param through the plane’s unit normal
 */
export function discCut(disc: RecipeDisc, point: Vec3, through: Vec3): readonly [Vec3, Vec3] | null {
  const n = normalize(disc.normal)
  const along = cross(n, through)
  const sine = Math.hypot(...along)
  if (sine < 0.02) return null
  // Within the disc’s plane, from its middle towards the slice’s plane.
  const steepest = normalize(cross(along, n))
  const reach = dot(subtract(point, disc.centre), through) / dot(steepest, through)
  if (Math.abs(reach) >= disc.radius) return null
  const half = Math.sqrt(disc.radius ** 2 - reach ** 2)
  const foot = add(disc.centre, scale(steepest, reach))
  const arm = scale(normalize(along), half)
  return [subtract(foot, arm), add(foot, arm)]
}

/** Two lumens said to open into each other without a valve. */
export const withOpening = (r: Recipe, [a, b]: readonly [Growable, Growable]): Recipe => ({
  ...withoutOpening(r, a, b),
  openings: [...withoutOpening(r, a, b).openings, [a, b]],
})

export const withoutOpening = (r: Recipe, a: Growable, b: Growable): Recipe => ({
  ...r,
  openings: r.openings.filter((pair) => !(pair.includes(a) && pair.includes(b))),
})
