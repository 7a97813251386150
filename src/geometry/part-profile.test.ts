import { expect, it } from 'vitest'
import { add, scale, type Vec3 } from '../core/vec3'
import { editSchema } from '../heart/edit'
import { archShape, partProfile } from './part-profile'
import { applyEdits } from './resolve-anatomy'
import { heartFrom, twoChambers } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { sheetSides } from './sheet-sides'
import type { VesselSection } from './vessel-sections'

/** Sections of radius r every millimetre along limbs of height h joined by a half circle of radius R. */
function arch(R: number, h: number, r: number): VesselSection[] {
  const line: { centre: Vec3; normal: Vec3 }[] = []
  for (let z = 0; z < h; z += 1e-3) line.push({ centre: [-R, 0, z], normal: [0, 0, 1] })
  const turns = Math.round((Math.PI * R) / 1e-3)
  for (let n = 0; n <= turns; n++) {
    const a = (Math.PI * n) / turns
    line.push({ centre: [-R * Math.cos(a), 0, h + R * Math.sin(a)], normal: [Math.sin(a), 0, Math.cos(a)] })
  }
  for (let z = h - 1e-3; z >= 0; z -= 1e-3) line.push({ centre: [R, 0, z], normal: [0, 0, -1] })
  return line.map((p, n) => ({ ...p, s: n * 1e-3, area: Math.PI * r * r }))
}

// Reference: height over width (h - level + R) / 2R; within one diameter 2r a circle of radius R turns by 2r / R.
it('measures the height, width and sharpest turn of an arch', () => {
  const shape = archShape(arch(20e-3, 15e-3, 6e-3), 5e-3)!
  expect(shape.heightOverWidth).toBeCloseTo(30 / 40, 2)
  expect(shape.sharpestTurn / (12 / 20)).toBeGreaterThan(0.9)
  expect(shape.sharpestTurn / (12 / 20)).toBeLessThan(1.25)
  expect(archShape(arch(10e-3, 15e-3, 6e-3), 5e-3)!.sharpestTurn).toBeGreaterThan(shape.sharpestTurn)
})

// Reference: a straight tube of radius 6 mm that narrows to 4 mm in its middle: 113 and 50 mm².
it('follows the area along a part, the blood of other parts taken for wall', () => {
  const radius = (x: number) => 6e-3 - 2e-3 * Math.exp(-((x / 4e-3) ** 2))
  const lumen = (p: Vec3) => Math.hypot(p[1], p[2]) - radius(p[0])
  const frame = { size: [40, 16, 16], spacing: 1.2e-3, origin: [-23.4e-3, -9e-3, -9e-3] } as const
  const structures = [
    { id: 1, name: 'wall', kind: 'wall', part: 'none' },
    { id: 2, name: 'aorta', kind: 'blood', part: 'aorta' },
  ] as const
  const heart = heartFrom(
    frame,
    lumen,
    (p) => -lumen(p),
    (p) => (lumen(p) < 0 ? 2 : 1),
    structures,
  )
  const end = (x: number) => ({
    centre: [x, 0, 0] as Vec3,
    normal: [Math.sign(x), 0, 0] as Vec3,
    radius: 6e-3,
  })
  const sections = partProfile(baseDomain(heart), heart, ['aorta'], end(-18e-3), end(18e-3))
  const areas = sections.map((s) => s.area * 1e6)
  expect(Math.min(...areas) / (Math.PI * 16)).toBeCloseTo(1, 1)
  expect(Math.max(...areas) / (Math.PI * 36)).toBeCloseTo(1, 1)
  expect(partProfile(baseDomain(heart), heart, ['RV'], end(-18e-3), end(18e-3))).toEqual([])
})

// Reference: a patch over the hole between two chambers parts the two, and has the area of its outline.
it('sees what a patch parts, and how large it is', () => {
  const heart = twoChambers(1.5e-3)
  const ring = Array.from({ length: 24 }, (_, n) => {
    const a = (2 * Math.PI * n) / 24
    return add([3, 0, 0], scale([0, Math.cos(a), Math.sin(a)], 7))
  })
  const domain = applyEdits(baseDomain(heart), heart, [
    editSchema.parse({
      kind: 'lesion',
      id: 'h',
      type: 'hole',
      centre_mm: [0, 0, 0],
      diameter_mm: 9,
      normal: [1, 0, 0],
    }),
    editSchema.parse({
      kind: 'patch',
      id: 'patch',
      outline_mm: ring,
      material: 'pericardium',
      sewn: { technique: 'running', pitch_mm: 2, bite_mm: 2 },
    }),
  ])
  const found = sheetSides(domain, domain.sheets[0]!)
  expect(found.sides).toEqual([2, 3])
  expect(found.area / (Math.PI * 49e-6)).toBeGreaterThan(0.9)
  expect(found.area / (Math.PI * 49e-6)).toBeLessThan(1.3)
})
