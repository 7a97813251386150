import type { Risk } from '../../engine/protocol'
import type { RiskInput } from '../input'

/** Share of what tissue bears from which each level is told. */
const some = 0.5
const much = 0.8

/**
 * The stitch of an edit that pulls hardest in the soft tissue at rest, under the pressures at the end of filling: what
 * pressure and a patch that does not fit ask of it together (`suture-dehiscence` knows the pressure alone).
 */
export const stitchLoaded = ({ tissue }: Pick<RiskInput, 'tissue'>): Risk[] =>
  (tissue?.stitches ?? []).flatMap(({ edit, count, share, place }): Risk[] => {
    if (share <= some) return []
    return [
      {
        id: `stitch-loaded-${edit}`,
        label: 'Stitch pulls hard',
        level: share > much ? 'high' : 'moderate',
        edit,
        place,
        text: `The one of ${count} stitches that pulls hardest does so with ${(100 * share).toFixed(0)} % of what its bite bears while the heart is filled; it pulls harder while the heart contracts`,
        rule: 'pull over strength × bite²: > .5 moderate, > .8 high',
        source:
          'Soft tissue at rest under the patient’s pressures; limits own, to be confirmed by a clinical lead',
      },
    ]
  })
