import type { Vec3 } from '../core/vec3'
import { heartFrom } from '../geometry/resolve-anatomy.fixture'
import { type EditOf, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'

/** Between the axes of the two vessels, metres. */
const apart = 30e-3
const [radius, thick, half] = [6e-3, 2e-3, 18e-3]

/** Two vessels along z, 12 mm wide with walls of 2 mm, side by side. */
export function twoVessels(spacing: number): Heart {
  const across = (p: Vec3, x: number) => Math.hypot(p[0] - x, p[1]) - radius
  const from = (p: Vec3) => Math.min(across(p, -apart / 2), across(p, apart / 2))
  const lumen = (p: Vec3) => Math.max(from(p), Math.abs(p[2]) - half)
  const tissue = (p: Vec3) => Math.max(from(p) - thick, -from(p), Math.abs(p[2]) - half)
  const side = (p: Vec3) => +(p[0] > 0)
  const size = [54, 24, 44].map((mm) => Math.ceil((mm * 1e-3) / spacing)) as unknown as Vec3
  const label = (p: Vec3) => (lumen(p) < 0 ? 3 + side(p) : tissue(p) < 0 ? 1 + side(p) : 0)
  return {
    ...heartFrom({ size, spacing, origin: [-26.8e-3, -11.9e-3, -21.7e-3] }, lumen, tissue, label, [
      { id: 1, name: 'wall of the left', kind: 'wall', part: 'aorta' },
      { id: 2, name: 'wall of the right', kind: 'wall', part: 'pulmonary-artery' },
      { id: 3, name: 'left', kind: 'blood', part: 'vessel' },
      { id: 4, name: 'right', kind: 'blood', part: 'vessel' },
    ]),
    kind: 'vessel',
    ports: [-1, 1].flatMap((x) =>
      [-1, 1].map((z) => ({
        id: `${x} ${z}`,
        name: `${x} ${z}`,
        structure: x < 0 ? 3 : 4,
        centre: [(x * apart) / 2, 0, half * z] as const,
        normal: [0, 0, z] as const,
        radius,
        area: Math.PI * radius ** 2,
        part: 'aorta' as const,
      })),
    ),
  }
}

/** A tube of 8 mm from the one vessel in an arch to the other. */
export const archTube = editSchema.parse({
  kind: 'conduit',
  id: 'tube',
  path_mm: [
    [-15, 0, 0],
    [-8, 0, 2],
    [0, 0, 5],
    [8, 0, 2],
    [15, 0, 0],
  ],
  diameter_mm: 8,
  material: 'ePTFE',
}) as EditOf<'conduit'>
