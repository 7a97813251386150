import { mm } from '../../core/units'
import { distance, dot, subtract, type Vec3 } from '../../core/vec3'
import type { Risk } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import type { Gate } from '../../heart/heart'
import type { RiskInput } from '../input'
import { editPath, editReach, editSurface } from './edit-path'
import type { RiskRule } from './rule'

const margin = 2 * mm

/** A ring that has less of its open area than this is crossed. */
const ringLost = 0.1

/** A cut, stitch or patch that crosses a valve's orifice, or comes within 2 mm of its ring. */
export const annulusCrossed: RiskRule = (input) =>
  input.edits
    .filter((e) => e.kind !== 'lesion' && e.kind !== 'clamp')
    .flatMap((edit) => {
      const surface = surfaceOf(edit, input)
      return input.gates
        .filter((gate) => !sewsLeak(edit, gate))
        .flatMap((gate) => riskOf(edit, surface, gate, input))
    })

/** Stitches along a gap of the valve's own (a cleft) mend it: they lie in its orifice because it does. */
const sewsLeak = (edit: Edit, { leaks = [] }: Gate): boolean =>
  edit.kind === 'suture' &&
  edit.path_mm.length > 0 &&
  editPath(edit).every((p) => leaks.some(({ place }) => place.some((q) => distance(p, q) < 3 * mm)))

/** The sheet as it lies where it is known; else the fan between its rim and its middle. */
function surfaceOf(edit: Edit, { sheets = [] }: RiskInput): readonly Vec3[] {
  const sheet = sheets.find((s) => s.edit === edit.id)
  return sheet ? [...editPath(edit), ...sheet.places] : editSurface(edit)
}

function riskOf(edit: Edit, surface: readonly Vec3[], gate: Gate, { rings = [] }: RiskInput): Risk[] {
  const reach = editReach(edit)
  let least = Number.POSITIVE_INFINITY
  let place: Vec3 | null = null
  for (const p of surface) {
    const d = distanceToValve(p, gate) - reach
    if (d >= least) continue
    least = d
    place = p
  }
  if (least > margin) return []
  const ring = rings.find((r) => r.gate === gate.id)
  const lost = ring && ring.before > 0 ? 1 - ring.now / ring.before : null
  // A sheet beside the plane of the valve closes none of it.
  const crossed = lost === null ? least <= 0.5 * mm : lost > ringLost || (least <= 0.5 * mm && !isSheet(edit))
  const what = crossed
    ? 'crosses'
    : least <= 0.5 * mm
      ? 'lies on the ring of'
      : `comes within ${(Math.max(least, 0) / mm).toFixed(1)} mm of`
  return [
    {
      id: `annulus-crossed-${gate.id}`,
      label: 'Valve distortion',
      level: crossed ? 'high' : 'moderate',
      edit: edit.id,
      place,
      text: `This ${edit.kind} ${what} the ${gate.id} valve${lost !== null && lost > 0.02 ? `; ${(100 * lost).toFixed(0)} % of its ring is lost` : ''}`,
      rule: 'through the valve, or a tenth of its ring lost: high; within 2 mm: moderate',
      source: 'Geometry of the annulus; distances own, to be confirmed by a clinical lead',
    },
  ]
}

const isSheet = (edit: Edit): boolean => edit.kind === 'patch' || edit.kind === 'baffle'

/** Distance to the disc that the annulus spans: inside the ring to its plane, outside to the ring. */
function distanceToValve(p: Vec3, { centre, normal, radius }: Gate): number {
  const d = subtract(p, centre)
  const height = dot(d, normal)
  const radial = Math.sqrt(Math.max(dot(d, d) - height * height, 0))
  return Math.hypot(height, Math.max(radial - radius, 0))
}
