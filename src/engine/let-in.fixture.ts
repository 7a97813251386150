import type { Vec3 } from '../core/vec3'
import { heartFrom } from '../geometry/resolve-anatomy.fixture'
import { type EditOf, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'

/** Of the blood at z, metres: 6 mm, 3 mm in the narrow middle. */
const radius = (z: number): number =>
  Math.abs(z) < 8e-3 ? 6e-3 - 1.5e-3 * (1 + Math.cos((Math.PI * z) / 8e-3)) : 6e-3

/** An aorta along z, 12 mm wide with a wall of 2 mm, narrowed to 6 mm at z = 0 over ±8 mm. */
export function narrowAorta(spacing: number): Heart {
  const across = (p: Vec3) => Math.hypot(p[0], p[1]) - radius(p[2])
  const lumen = (p: Vec3) => Math.max(across(p), Math.abs(p[2]) - 25e-3)
  const tissue = (p: Vec3) => Math.max(across(p) - 2e-3, -lumen(p), Math.abs(p[2]) - 27e-3)
  const size = [Math.ceil(28e-3 / spacing), Math.ceil(28e-3 / spacing), Math.ceil(58e-3 / spacing)] as const
  const label = (p: Vec3) => (lumen(p) < 0 ? 2 : tissue(p) < 0 ? 1 : 0)
  return {
    ...heartFrom({ size, spacing, origin: [-13.7e-3, -13.8e-3, -28.9e-3] }, lumen, tissue, label, [
      { id: 1, name: 'wall', kind: 'wall', part: 'aorta' },
      { id: 2, name: 'aorta', kind: 'blood', part: 'vessel' },
    ]),
    kind: 'vessel',
    ports: [-1, 1].map((side) => ({
      id: side < 0 ? 'from' : 'to',
      name: side < 0 ? 'from' : 'to',
      structure: 2,
      centre: [0, 0, 25e-3 * side] as const,
      normal: [0, 0, side] as const,
      radius: 6e-3,
      area: Math.PI * 6e-3 ** 2,
      part: 'aorta' as const,
    })),
  }
}

/** A strip along the narrow part that brings it back to about 10 mm. */
export const narrowPatch = editSchema.parse({
  kind: 'patch',
  id: 'patch',
  outline_mm: Array.from({ length: 24 }, (_, n) => {
    const a = (2 * Math.PI * n) / 24
    const z = 13 * Math.cos(a)
    const r = 1e3 * radius(1e-3 * z)
    const t = (2 * Math.sin(a)) / Math.max(r, 1)
    return [r * Math.cos(t), r * Math.sin(t), z]
  }),
  material: 'pericardium',
  mode: 'widen',
  width_mm: 12,
  sewn: { technique: 'running', pitch_mm: 2, bite_mm: 2 },
}) as EditOf<'patch'>
