import { mm, mm2 } from '../../core/units'
import type { Risk } from '../../engine/protocol'
import type { RiskRule } from './rule'

/** Twice what a rim that is not sewn is taken to stand off before tissue has shown it, m. */
const much = 1e-3

/** A patch or baffle whose rim stands off from the wall that it was laid on, as its tissue has shown. */
export const rimParted: RiskRule = ({ sheets }) =>
  (sheets ?? []).flatMap(({ edit, leaks = [] }): Risk[] => {
    const parted = leaks.flatMap(({ shown, centre, area }) => (shown ? [{ ...shown, centre, area }] : []))
    if (parted.length === 0) return []
    const worst = parted.reduce((a, b) => (b.height > a.height ? b : a))
    const area = parted.reduce((sum, gap) => sum + gap.area, 0)
    return [
      {
        id: `rim-parted-${edit}`,
        label: 'Rim stands off',
        level: worst.height > much ? 'high' : 'moderate',
        edit,
        place: worst.centre,
        text: `The rim stands off from its wall by up to ${(worst.height / mm).toFixed(1)} ± ${(worst.error / mm).toFixed(1)} mm where no stitch closes it: ${(area / mm2).toFixed(1)} mm² let blood past`,
        rule: 'stand-off over 1 mm high, else moderate; under what a stitch stretches before it tears it is not told',
        source:
          'Soft tissue at rest, or over a beat while the heart beats; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
