import type { Risk } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { RiskInput, SheetLook } from '../input'
import { type Stitches, stitchCount } from '../stitch-count'
import type { RiskRule } from './rule'

/** What a stitch of a given bite bears, Pa: the strength of muscle in this program's tissue. */
const strength = 1e5

/**
 * Load of each stitch of a patch or baffle: the greatest pressure difference across it over the beat, times its area, over
 * the number of stitches, against what tissue bears over a square of the bite. A least value: a patch that bulges little
 * pulls harder along its surface.
 */
export const sutureDehiscence: RiskRule = (input) =>
  (input.sheets ?? []).flatMap((sheet): Risk[] => {
    const pressure = pressureAcross(input, sheet)
    const stitches = stitchesOf(sheet.edit, input.edits)
    if (pressure === null || !stitches) return []
    const load = (pressure * sheet.area) / stitches.count
    const share = load / (strength * stitches.bite ** 2)
    if (share < 0.5) return []
    return [
      {
        id: 'suture-dehiscence',
        label: 'Stitches tear out',
        level: share > 1 ? 'high' : 'moderate',
        edit: sheet.edit,
        place: sheet.places[0] ?? null,
        text: `Each of ${stitches.count} stitches carries at least ${load.toFixed(2)} N, ${(100 * share).toFixed(0)} % of what a bite of ${(stitches.bite * 1e3).toFixed(1)} mm bears`,
        rule: 'pressure × area / stitches over strength × bite²: > .5 moderate, > 1 high',
        source: `Strength of muscle ${strength / 1e3} kPa as in the tissue model (own), to be confirmed by a clinical lead`,
      },
    ]
  })

function pressureAcross({ waveforms }: RiskInput, { parts }: SheetLook): number | null {
  const [a, b] = (parts ?? []).map((part) => waveforms?.series[`${part}.pressure`])
  if (!a || !b) return null
  return a.reduce((most, p, i) => Math.max(most, Math.abs(p - (b[i] as number))), 0)
}

/** The stitches that hold a sheet: its own, or those of the sutures of its rim together. */
function stitchesOf(sheet: string, edits: readonly Edit[]): Stitches | null {
  const own = edits.filter((e) => e.id === sheet || (e.kind === 'suture' && e.patch === sheet))
  const sewn = own.flatMap((e) => stitchCount(e, edits) ?? [])
  const [first] = sewn
  return first ? { ...first, count: sewn.reduce((sum, s) => sum + s.count, 0) } : null
}
