import { mm } from '../../core/units'
import { scale, type Vec3 } from '../../core/vec3'
import type { Risk } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { RiskRule } from './rule'

interface Seam {
  readonly edit: string
  readonly pitch: number | null
  readonly place: Vec3 | null
  readonly text?: string
}

/** Stitches so far apart that the seam gapes, and rims that are not sewn at all. */
export const sutureSpacing: RiskRule = (input) =>
  input.edits.flatMap((edit) => seamOf(edit, input.edits)).flatMap(riskOf)

function seamOf(edit: Edit, edits: readonly Edit[]): Seam[] {
  const at = (p: Vec3 | undefined): Vec3 | null => (p ? scale(p, mm) : null)
  switch (edit.kind) {
    case 'patch':
    case 'baffle': {
      if (edit.sewn) return [{ edit: edit.id, pitch: edit.sewn.pitch_mm, place: at(edit.outline_mm[0]) }]
      const sewnLater = edits.some((e) => e.kind === 'suture' && e.patch === edit.id)
      return sewnLater ? [] : [{ edit: edit.id, pitch: null, place: at(edit.outline_mm[0]) }]
    }
    case 'release': {
      // A clamp that is taken off leaves no seam behind.
      if (edits.some((e) => e.kind === 'clamp' && e.id === edit.suture)) return []
      const sewnAgain = edits
        .slice(edits.indexOf(edit))
        .some((e) => e.kind === 'suture' || e.kind === 'close')
      if (sewnAgain) return []
      return [{ edit: edit.id, pitch: null, place: at(edit.places_mm?.[0]), text: 'Stitches were taken out' }]
    }
    case 'suture':
      return [{ edit: edit.id, pitch: edit.pitch_mm, place: at(edit.path_mm[0]) }]
    case 'close':
      return [{ edit: edit.id, pitch: edit.pitch_mm, place: null }]
    default:
      return []
  }
}

function riskOf({ edit, pitch, place, text: said }: Seam): Risk[] {
  if (pitch !== null && pitch <= 2.5) return []
  const text =
    pitch === null
      ? (said ?? 'The rim is not sewn')
      : `Stitches ${pitch} mm apart: the rim gapes between them and each carries more`
  return [
    {
      id: 'suture-spacing',
      label: 'Leaking or tearing seam',
      level: pitch === null || pitch > 4 ? 'high' : 'moderate',
      edit,
      place,
      text,
      rule: '≤ 2.5 mm low, 2.5–4 mm moderate, > 4 mm or unsewn high',
      source:
        'Gap of a stretched seam in this tissue model: closed at 2.5 mm, .33–.41 mm at 4 mm; own, to be confirmed by a clinical lead',
    },
  ]
}
