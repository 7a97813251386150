import { mm } from '../../core/units'
import type { Risk } from '../../engine/protocol'
import type { RiskInput } from '../input'
import { nearestEdit } from './nearest-edit'

const some = 2 * mm
const much = 4 * mm

/** The mouth of a coronary artery that the sewing pulls away: its artery is stretched or kinked beyond it. */
export const coronaryMoved = ({
  tissue,
  landmarks,
  edits,
}: Pick<RiskInput, 'tissue' | 'landmarks' | 'edits'>): Risk[] =>
  (tissue?.mouths ?? []).flatMap(({ id, moved }): Risk[] => {
    const place = landmarks.find((l) => l.id === id)?.points[0]
    const edit = place && nearestEdit(edits, place, 30 * mm)
    if (!edit || moved <= some) return []
    return [
      {
        id: `coronary-moved-${id}`,
        label: 'Coronary artery pulled',
        level: moved > much ? 'high' : 'moderate',
        edit: edit.id,
        place,
        text: `The mouth of the ${id.split('-').at(-1)} coronary artery has moved by ${(moved / mm).toFixed(1)} mm against its valve; the artery beyond is not seen`,
        rule: 'moved by 2 mm moderate, by 4 mm high',
        source: 'Soft tissue at rest; limits own, need clinical review',
      },
    ]
  })
