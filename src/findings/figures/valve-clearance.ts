import { mm } from '../../core/units'
import type { Vec3 } from '../../core/vec3'
import { toBeConfirmed } from '../band'
import { type Figure, makeFinding } from '../make-finding'
import { toRing } from '../rim-position'
import { editPath } from '../risks/edit-path'

/** Beyond this a ring is out of the way. */
const near = 10 * mm
/** How far a rim may lie from where it was drawn: half a stitch's bite. */
const drawn = 1

/** Least distance of the rims of patches and baffles to the ring of the aortic and of the tricuspid valve. */
export const valveClearance: Figure = (input) => {
  const rims = (input.edits ?? []).flatMap((e) =>
    e.kind === 'patch' || e.kind === 'baffle' ? editPath(e) : [],
  )
  if (rims.length === 0) return []
  return (input.gates ?? []).flatMap((gate) => {
    if (gate.id !== 'aortic' && gate.id !== 'tricuspid') return []
    const least = rims.reduce<{ away: number; place: Vec3 | null }>(
      (best, place) => {
        const away = toRing(place, gate)
        return away < best.away ? { away, place } : best
      },
      { away: Number.POSITIVE_INFINITY, place: null },
    )
    if (!least.place || least.away > near) return []
    return [
      makeFinding(input, {
        id: `clearance-${gate.id}`,
        label: `Sewn rim to the ring of the ${gate.id} valve`,
        value: least.away / mm,
        unit: 'mm',
        basis: `Geometry at rest; no band; ${toBeConfirmed}`,
        formula: 'least distance of a patch’s or baffle’s rim to the ring, taken as a circle',
        uncertainty: Math.hypot(drawn, input.spacing / mm),
        place: least.place,
        geometric: true,
      }),
    ]
  })
}
