import { distance, type Vec3 } from '../core/vec3'
import { hasStitches } from '../geometry/release'
import type { Edit, EditOf } from '../heart/edit'

/** Standard deviation of each place of an outline, mm. */
const jitter_mm = 1
/** Waves round an outline that a hand's error is made of, beside a shift of the whole. */
const waves = [1, 2] as const

/** How far a hand is off, mm, at a share of the way round an outline. */
type Drift = (round: number) => Vec3

interface Drawn {
  readonly outline_mm: readonly Vec3[]
  readonly drift: Drift
}

export const hasOutline = (edit: Edit): edit is EditOf<'patch'> | EditOf<'baffle'> =>
  edit.kind === 'patch' || edit.kind === 'baffle'

/**
 * The same strategy by a hand that draws every outline a little elsewhere. The stitches that hold it are set along it, and
 * go with it; so do the places where some were taken out.
 * @param random 0–1
 */
export function redrawnOutlines(edits: readonly Edit[], random: () => number): Edit[] {
  const drawn = new Map<string, Drawn>()
  for (const edit of edits)
    if (hasOutline(edit)) drawn.set(edit.id, { outline_mm: edit.outline_mm, drift: driftOf(random) })
  const sheetOf = (stitches: string): string | undefined => {
    const sewn = edits.find((e) => e.id === stitches && hasStitches(e))
    return sewn?.kind === 'suture' ? sewn.patch : sewn?.id
  }
  return edits.map((edit): Edit => {
    if (hasOutline(edit)) return redrawn(edit, drawn.get(edit.id)!)
    if (edit.kind === 'suture') return { ...edit, path_mm: along(edit.path_mm, drawn.get(edit.patch ?? '')) }
    if (edit.kind === 'release' && edit.places_mm)
      return { ...edit, places_mm: along(edit.places_mm, drawn.get(sheetOf(edit.suture) ?? '')) }
    return edit
  })
}

type Places = [number, number, number][]

const redrawn = <E extends EditOf<'patch'> | EditOf<'baffle'>>(edit: E, { drift }: Drawn): E => ({
  ...edit,
  outline_mm: edit.outline_mm.map((p, n) => moved(p, drift(n / edit.outline_mm.length))),
})

/** Places beside an outline, moved as the nearest of its own. */
function along(places: Places, drawn: Drawn | undefined): Places {
  if (!drawn) return places
  const { outline_mm, drift } = drawn
  return places.map((p) => {
    const away = outline_mm.map((q) => distance(p, q))
    return moved(p, drift(away.indexOf(Math.min(...away)) / outline_mm.length))
  })
}

const moved = (p: Vec3, by: Vec3): [number, number, number] => [p[0] + by[0], p[1] + by[1], p[2] + by[2]]

/**
 * Each place is off by `jitter_mm` along each axis as a standard deviation, and smoothly, since a hand drifts along a line
 * and does not jump from point to point.
 */
function driftOf(random: () => number): Drift {
  const axes = [driftAlong(random), driftAlong(random), driftAlong(random)] as const
  return (round) => [axes[0](round), axes[1](round), axes[2](round)]
}

function driftAlong(random: () => number): (round: number) => number {
  const size = jitter_mm / Math.sqrt(1 + waves.length)
  const shift = gaussian(random)
  const sides = waves.map((k) => ({ k, c: gaussian(random), s: gaussian(random) }))
  return (round) => {
    const at = (k: number) => 2 * Math.PI * k * round
    return size * sides.reduce((sum, { k, c, s }) => sum + c * Math.cos(at(k)) + s * Math.sin(at(k)), shift)
  }
}

/** Box and Muller 1958. */
const gaussian = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
