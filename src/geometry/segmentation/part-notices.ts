import type { LatticeFrame } from '../../core/lattice'
import { mL } from '../../core/units'
import type { Notice } from './notice'
import { type Growable, isLumen, lumenLabel, lumenName } from './parts'
import type { Recipe } from './recipe'

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

/** Parts that did not grow, grew too far, or lack a way in or out. */
export function partNotices(
  frame: LatticeFrame,
  labels: Uint8Array,
  recipe: Pick<Recipe, 'seeds'>,
): Notice[] {
  const cells = new Uint32Array(256)
  for (let o = 0; o < labels.length; o++)
    cells[labels[o] as number] = (cells[labels[o] as number] as number) + 1
  const volume = (part: Growable) => (cells[lumenLabel(part)] as number) * frame.spacing ** 3
  const seeded = [...new Set(recipe.seeds.map((s) => s.part))].filter((p) => p !== 'outside')
  const texts: string[] = []
  for (const part of seeded) {
    if (volume(part) < 27 * frame.spacing ** 3)
      texts.push(
        `${lumenName[part]} did not grow from its seed: another part took its blood, or the seed lies in a speck.`,
      )
    else if (volume(part) > mostVolume[part])
      texts.push(
        `${lumenName[part]} has ${(volume(part) / mL).toFixed(0)} mL, more than is plausible: it grew into something else. Put a seed there or a barrier between.`,
      )
  }
  return [...texts, ...missingWays(touching(frame, labels), seeded)].map((text) => ({ text, place: null }))
}

/** What a part takes its blood from and gives it to; one of each list is enough. */
const ways: readonly { part: Growable; from: readonly Growable[]; to: readonly Growable[] }[] = [
  { part: 'LV', from: ['LA', 'RA'], to: ['aorta', 'pulmonary-artery', 'RV'] },
  { part: 'RV', from: ['RA', 'LA'], to: ['pulmonary-artery', 'aorta', 'LV'] },
  { part: 'LA', from: [], to: ['LV', 'RV', 'RA'] },
  { part: 'RA', from: [], to: ['RV', 'LV', 'LA'] },
]

function missingWays(touch: (a: Growable, b: Growable) => boolean, seeded: readonly Growable[]): string[] {
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
  const after = [1, nx, nx * ny]
  for (let o = 0; o < labels.length; o++) {
    const a = labels[o] as number
    if (!isLumen(a)) continue
    for (const d of after) {
      const b = labels[o + d]
      if (b === undefined || b === a || !isLumen(b)) continue
      pairs[256 * a + b] = 1
      pairs[256 * b + a] = 1
    }
  }
  return (a, b) => pairs[256 * lumenLabel(a) + lumenLabel(b)] === 1
}
