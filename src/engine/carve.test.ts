import { expect, test } from 'vitest'
import { sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { inVessel } from '../geometry/let-in'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { carveHeart, vesselOf, wallBeside } from './carve'
import { narrowAorta, narrowPatch } from './let-in.fixture'

const heart = narrowAorta(0.75e-3)
const { shapes } = applyEdits(baseDomain(heart), heart, [narrowPatch]).trace
const [shape] = shapes
const carved = carveHeart(heart, shapes)
const h = heart.frame.spacing

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
  const [nx, ny] = heart.frame.size
  carved.lumen.forEach((d, cell) => {
    const p = [cell % nx, Math.floor(cell / nx) % ny, Math.floor(cell / (nx * ny))].map(
      (i, a) => heart.frame.origin[a]! + i * h,
    ) as unknown as Vec3
    if (d < 0 && (inVessel(shape!.letIn!, p, 1e-3)?.tube ?? 1) < 0) expect(carved.labels[cell]).toBe(2)
  })
})
