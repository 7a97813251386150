import { describe, expect, it } from 'vitest'
import { sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { editSchema } from '../heart/edit'
import { planeSection } from './openings-plane'
import { applyEdit } from './resolve-anatomy'
import { heartFrom } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const spacing = 1e-3

/** Two vessels along z, 12 and 14 mm wide, with a wall of 2 mm between them. */
function twoVessels() {
  const tube = (x: number, r: number) => (p: Vec3) =>
    Math.max(Math.hypot(p[0] - x, p[1]) - r, Math.abs(p[2]) - 24e-3)
  const [first, second] = [tube(-7e-3, 6e-3), tube(8e-3, 7e-3)]
  const lumen = (p: Vec3) => Math.min(first(p), second(p))
  const label = (p: Vec3) => (first(p) < 0 ? 2 : second(p) < 0 ? 3 : 1)
  return heartFrom(
    { size: [38, 24, 56], spacing, origin: [-17.3e-3, -11.6e-3, -27.7e-3] },
    lumen,
    (p) => Math.max(lumen(p) - 2e-3, -lumen(p)),
    label,
    [
      { id: 1, name: 'wall', kind: 'wall', part: 'none' },
      { id: 2, name: 'lung artery', kind: 'blood', part: 'pulmonary-artery' },
      { id: 3, name: 'aorta', kind: 'blood', part: 'aorta' },
    ],
  )
}

// Reference: the vessel beside the one that is narrowed is the same vessel, and the other's section is π r².
describe('a narrowing beside another vessel', () => {
  const heart = twoVessels()
  const base = baseDomain(heart)
  const domain = applyEdit(
    base,
    heart,
    editSchema.parse({
      kind: 'lesion',
      id: 'stenosis',
      type: 'narrowing',
      centre_mm: [-7, 0, 0],
      diameter_mm: 6,
      length_mm: 12,
    }),
  )
  const sectionAt = (x: number) =>
    planeSection((p) => sampleField(domain.frame, domain.phi, p), [x, 0, 0], [0, 0, 1], 0.02, 2e-4)!.area

  it('narrows its own', () => {
    expect(Math.abs(sectionAt(-7e-3) / (Math.PI * 9e-6) - 1)).toBeLessThan(0.06)
  })

  it('leaves every cell and link of the other as it was', () => {
    const other = [...base.structure.keys()].filter((n) => base.structure[n] === 3)
    const changed = other.filter(
      (n) =>
        domain.structure[n] !== 3 ||
        domain.fill[n] !== base.fill[n] ||
        domain.open.some((open, axis) => open[n] !== base.open[axis as 0 | 1 | 2][n]),
    )
    expect(other.length).toBeGreaterThan(5000)
    expect(changed).toEqual([])
  })
})
