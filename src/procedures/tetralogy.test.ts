import { expect, it } from 'vitest'
import { sampleField } from '../core/lattice'
import { mm, mm2 } from '../core/units'
import { scale } from '../core/vec3'
import { allOpenings } from '../geometry/openings'
import { outflowSection } from '../geometry/outflow-section'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { builtInCase, builtInPlans } from './built-in-cases'

const heart = builtInCase('tetralogy')
const [plan] = builtInPlans('tetralogy')
const before = baseDomain(heart)
const after = applyEdits(before, heart, plan?.edits ?? [])

it('closes the defect of a tetralogy without a residual hole, and without a leak', () => {
  expect(allOpenings(before, heart)).toHaveLength(1)
  expect(allOpenings(after, heart)).toEqual([])
  expect(after.leaks).toEqual([])
})

// Reference: a resection that spares the valve leaves its ring as the narrowest place; the way out of the left ventricle
// stays open.
it('widens the way to the lungs to the ring of the valve', () => {
  const area = (d: typeof before, gate: 'aortic' | 'pulmonary') =>
    (outflowSection(d, heart, gate)?.area as number) / mm2
  const ring = (outflowSection(after, heart, 'pulmonary')?.ringArea as number) / mm2
  expect(area(before, 'pulmonary')).toBeLessThan(0.5 * ring)
  expect(area(after, 'pulmonary')).toBeGreaterThan(0.9 * ring)
  expect(area(after, 'aortic')).toBeGreaterThan(0.9 * area(before, 'aortic'))
})

it('lays the outline of the patch on the wall', () => {
  const [patch] = plan?.edits ?? []
  if (patch?.kind !== 'patch') throw new Error('the plan starts with a patch')
  for (const point of patch.outline_mm)
    expect(Math.abs(sampleField(heart.frame, heart.lumen, scale(point, mm)))).toBeLessThan(0.6 * mm)
})
