import type { LatticeFrame } from '../../core/lattice'
import { mL, mm } from '../../core/units'
import { normalize, type Vec3 } from '../../core/vec3'
import type { CutLinks } from './cut-links'
import {
  type Growable,
  isLumen,
  lumenLabel,
  lumenName,
  nameOfLabel,
  onOtherSide,
  partOfLabel,
  partsAtValve,
} from './parts'
import type { Recipe } from './recipe'
import type { Contact } from './wall-off'

/** More than this is not plausible for a part, even of a large dilated heart, m³. */
const mostVolume: Readonly<Record<Growable, number>> = {
  LV: 450 * mL,
  RV: 500 * mL,
  LA: 400 * mL,
  RA: 400 * mL,
  aorta: 450 * mL,
  'pulmonary-artery': 200 * mL,
  SVC: 60 * mL,
  IVC: 150 * mL,
  'pulmonary-vein': 100 * mL,
  vessel: 450 * mL,
}

/** Contacts between parts of the same side that are smaller than this go without saying, m². */
const smallContact = 30e-6

const atMm = (p: Vec3) => `(${p.map((x) => (x / mm).toFixed(0)).join(', ')}) mm`
const cm2 = (area: number) => `${(area * 1e4).toFixed(1)} cm²`

/** Lumens that touched and had a wall put between them. */
export const contactWarnings = (contacts: readonly Contact[]): string[] =>
  contacts
    .filter((c) => c.area >= smallContact || onOtherSide(partOfLabel(c.a), partOfLabel(c.b)))
    .map((c) => {
      const [a, b] = [nameOfLabel(c.a), nameOfLabel(c.b)]
      const leak = onOtherSide(partOfLabel(c.a), partOfLabel(c.b))
      return `${leak ? 'Leak between left and right: ' : ''}${a} and ${b} touched over ${cm2(c.area)} at ${atMm(c.centre)}; a wall of one cell was put between them. If they truly open into each other, say so under “openings”.`
    })

/** Discs that lie in no blood. */
export function discWarnings(
  recipe: Pick<Recipe, 'valves' | 'ends' | 'barriers'>,
  { cut }: CutLinks,
): string[] {
  const names = [
    ...recipe.valves.map((v) => `The disc of the ${v.gate} valve`),
    ...recipe.ends.map((e) => `The disc that ends the ${lumenName[e.part].toLowerCase()}`),
    ...recipe.barriers.map((b) => `The barrier at (${b.centre.map((x) => x.toFixed(0)).join(', ')}) mm`),
  ]
  return names.filter((_, n) => cut[n] === 0).map((name) => `${name} cuts no blood: move it into the lumen.`)
}

/** Parts that did not grow, grew too far, or lack a way in or out. */
export function partWarnings(
  frame: LatticeFrame,
  labels: Uint8Array,
  recipe: Pick<Recipe, 'seeds'>,
): string[] {
  const cells = new Uint32Array(256)
  for (let o = 0; o < labels.length; o++)
    cells[labels[o] as number] = (cells[labels[o] as number] as number) + 1
  const volume = (part: Growable) => (cells[lumenLabel(part)] as number) * frame.spacing ** 3
  const seeded = [...new Set(recipe.seeds.map((s) => s.part))].filter((p) => p !== 'outside')
  const warnings: string[] = []
  for (const part of seeded) {
    if (volume(part) < 27 * frame.spacing ** 3)
      warnings.push(
        `${lumenName[part]} did not grow from its seed: another part took its blood, or the seed lies in a speck.`,
      )
    else if (volume(part) > mostVolume[part])
      warnings.push(
        `${lumenName[part]} has ${(volume(part) / mL).toFixed(0)} mL, more than is plausible: it grew into something else. Put a seed there or a barrier between.`,
      )
  }
  return [...warnings, ...wayWarnings(touching(frame, labels), seeded)]
}

/** What a part takes its blood from and gives it to; one of each list is enough. */
const ways: readonly { part: Growable; from: readonly Growable[]; to: readonly Growable[] }[] = [
  { part: 'LV', from: ['LA', 'RA'], to: ['aorta', 'pulmonary-artery', 'RV'] },
  { part: 'RV', from: ['RA', 'LA'], to: ['pulmonary-artery', 'aorta', 'LV'] },
  { part: 'LA', from: [], to: ['LV', 'RV', 'RA'] },
  { part: 'RA', from: [], to: ['RV', 'LV', 'LA'] },
]

function wayWarnings(touch: (a: Growable, b: Growable) => boolean, seeded: readonly Growable[]): string[] {
  const missing = (part: Growable, others: readonly Growable[]) =>
    others.some((o) => seeded.includes(o)) && !others.some((o) => touch(part, o))
  return ways
    .filter((w) => seeded.includes(w.part))
    .flatMap(({ part, from, to }) => [
      ...(missing(part, from) ? [`${lumenName[part]} has no way in: no atrium opens into it.`] : []),
      ...(missing(part, to)
        ? [`${lumenName[part]} has no way out: it opens into no ventricle or artery.`]
        : []),
    ])
}

function touching(frame: LatticeFrame, labels: Uint8Array): (a: Growable, b: Growable) => boolean {
  const pairs = new Uint8Array(256 * 256)
  const [nx, ny] = frame.size
  for (let o = 0; o < labels.length; o++) {
    const a = labels[o] as number
    if (!isLumen(a)) continue
    for (const d of [1, nx, nx * ny]) {
      const b = labels[o + d]
      if (b === undefined || b === a || !isLumen(b)) continue
      pairs[256 * a + b] = 1
      pairs[256 * b + a] = 1
    }
  }
  return (a, b) => pairs[256 * lumenLabel(a) + lumenLabel(b)] === 1
}

/** Valves whose parts still meet beside the disc: it is too small or lies askew. */
export function bypassWarnings(
  frame: LatticeFrame,
  labels: Uint8Array,
  recipe: Pick<Recipe, 'valves'>,
): string[] {
  return recipe.valves.flatMap((valve) => {
    const { on, off, centre } = meetings(frame, labels, valve)
    if (off <= 0.25 * (on + off) || off * frame.spacing ** 2 < smallContact) return []
    const area = (off * frame.spacing ** 2) / 1.5
    return [
      `The disc of the ${valve.gate} valve leaves a way round it of ${cm2(area)} at ${atMm(centre)}: make it larger or turn it.`,
    ]
  })
}

/** Faces at which the parts of a valve meet, on its disc and off it. */
function meetings(frame: LatticeFrame, labels: Uint8Array, valve: Recipe['valves'][number]) {
  const [vessel, ...ventricles] = partsAtValve[valve.gate].map(lumenLabel)
  const normal = normalize(valve.normal)
  const [nx, ny] = frame.size
  const tally = { on: 0, off: 0, sum: [0, 0, 0] as [number, number, number] }
  for (let o = 0; o < labels.length; o++) {
    const a = labels[o] as number
    if (a !== vessel && !ventricles.includes(a)) continue
    for (const d of [1, nx, nx * ny]) {
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
