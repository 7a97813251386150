import { expect, test } from 'vitest'
import { cellCentre, sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { inVessel } from '../geometry/let-in'
import { applyEdits } from '../geometry/resolve-anatomy'
import { heartFrom } from '../geometry/resolve-anatomy.fixture'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { editSchema } from '../heart/edit'
import { carveHeart, vesselOf, wallBeside } from './carve'
import { narrowAorta, narrowPatch } from './let-in.fixture'

const heart = narrowAorta(0.75e-3)
const { trace } = applyEdits(baseDomain(heart), heart, [narrowPatch])
const [shape] = trace.shapes
const carved = carveHeart(heart, trace)
const h = heart.frame.spacing
const [nx, ny] = heart.frame.size

/** Tissue along a ray across the vessel, metres, at a place of the strip's course and an angle from its middle. */
function wallAt(n: number, angle: number): number {
  const { centre, axis, toward, radius } = shape!.letIn![n]!
  const side: Vec3 = [
    axis[1] * toward[2] - axis[2] * toward[1],
    axis[2] * toward[0] - axis[0] * toward[2],
    axis[0] * toward[1] - axis[1] * toward[0],
  ]
  let met = 0
  const step = 0.05e-3
  for (let r = radius - 1e-3; r < radius + 5e-3; r += step) {
    const p = [0, 1, 2].map(
      (d) => centre[d]! + r * (Math.cos(angle) * toward[d]! + Math.sin(angle) * side[d]!),
    ) as unknown as Vec3
    if (sampleField(heart.frame, carved.tissue, p) < 0) met += step
  }
  return met
}

test('a vessel that is widened keeps its wall all round, but where the strip is let in', () => {
  const wall = wallBeside(heart, shape!)
  expect(wall).toBeGreaterThan(1.7e-3)
  expect(wall).toBeLessThan(2.3e-3)
  const middle = shape!.letIn!.length >> 1
  const { width, radius } = shape!.letIn![middle]!
  const half = width / 2 / (radius + wall / 2)
  for (const way of [-1, 1]) {
    for (const share of [0, 0.5, 0.8]) expect(wallAt(middle, way * share * half)).toBe(0)
    for (let angle = half + h / radius; angle < Math.PI; angle += 0.2)
      expect(wallAt(middle, way * angle)).toBeGreaterThan(wall - h)
  }
})

test('the blood that came in has the vessel’s name', () => {
  expect(vesselOf(heart, shape!)).toBe(2)
  carved.lumen.forEach((d, cell) => {
    const p = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))].map(
      (i, a) => heart.frame.origin[a]! + i * h,
    ) as unknown as Vec3
    if (d < 0 && (inVessel(shape!.letIn!, p, 1e-3)?.tube ?? 1) < 0) expect(carved.labels[cell]).toBe(2)
  })
})

test('the wall that is rebuilt has the name of the vessel’s wall, not of the heart’s first', () => {
  const first = { id: 3, name: 'ventricle', kind: 'wall', part: 'LV' } as const
  const named = { ...heart, structures: [first, ...heart.structures] }
  const { tissue, labels } = carveHeart(named, trace)
  const wall = wallBeside(heart, shape!)
  let rebuilt = 0
  labels.forEach((label, cell) => {
    const [i, j, k] = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))]
    const at = inVessel(shape!.letIn!, cellCentre(heart.frame, i, j, k), wall)
    if (!at || at.tube < 0 || tissue[cell]! >= 0) return
    expect(label).toBe(1)
    if (heart.labels[cell] !== 1) rebuilt++
  })
  expect(rebuilt).toBeGreaterThan(50)
})

// A tube from one vessel into another that on its way grazes a third.
test('a conduit opens the walls at its ends, and not one that it passes', () => {
  const [radius, thick] = [5e-3, 1.5e-3]
  const apart = ([x, y]: Vec3) =>
    Math.min(...[-20e-3, 0, 20e-3].map((m) => Math.hypot(x - m, y + Math.abs(m) / 3)))
  const three = {
    ...heartFrom(
      { size: [76, 40, 24], spacing: 0.75e-3, origin: [-28e-3, -20e-3, -9e-3] },
      (p) => apart(p) - radius,
      (p) => Math.abs(apart(p) - radius - thick / 2) - thick / 2,
      (p) => (apart(p) < radius ? 2 : apart(p) < radius + thick ? 1 : 0),
      heart.structures,
    ),
    kind: 'vessel' as const,
  }
  const tube = editSchema.parse({
    kind: 'conduit',
    id: 'tube',
    path_mm: [
      [-20, -7, 0],
      [-14, -8, 0],
      [14, -8, 0],
      [20, -7, 0],
    ],
    diameter_mm: 6,
    material: 'ePTFE',
  })
  const { tissue } = carveHeart(three, applyEdits(baseDomain(three), three, [tube]).trace)
  const wallAt = (p: Vec3) => sampleField(three.frame, tissue, p) < 0
  expect(wallAt([-14e-3, -8e-3, 0])).toBe(false)
  expect(wallAt([14e-3, -8e-3, 0])).toBe(false)
  // Where it grazes the middle one, between their walls.
  expect(sampleField(three.frame, three.tissue, [0, -5.8e-3, 0])).toBeLessThan(0)
  expect(wallAt([0, -5.8e-3, 0])).toBe(true)
})
