import { expect, it } from 'vitest'
import { sampleField } from '../core/lattice'
import { mm, mm2 } from '../core/units'
import { scale } from '../core/vec3'
import { computeAnswer, patientOf } from '../engine/answer'
import { gateBypass } from '../geometry/gate-bypass'
import { allOpenings } from '../geometry/openings'
import { outflowSection } from '../geometry/outflow-section'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { type Edit, planSchema } from '../heart/edit'
import { builtInCase, builtInPlans } from './built-in-cases'

const heart = builtInCase('tetralogy')
const [plan] = builtInPlans('tetralogy')
const before = baseDomain(heart)
const after = applyEdits(before, heart, plan?.edits ?? [])

// Reference: the defect holds no pressure back; a right ventricle well over the left one is uncommon (Flanagan et al.,
// JACC 11:386, 1988). After: right over left < .5, RV outflow < 25 mmHg (clinical page).
it('has both ventricles at one pressure before, and the right one well under the left after', () => {
  const patient = patientOf(heart, before)
  const figures = (domain: typeof before, edits: readonly Edit[]) => {
    const { findings } = computeAnswer({ heart, domain, edits, device: 'test', patient }).answer
    return (id: string) => findings.find((f) => f.id === id)?.value
  }
  const [untouched, repaired] = [figures(before, []), figures(after, plan?.edits ?? [])]
  expect(untouched('rv-lv-ratio')).toBeGreaterThan(0.9)
  expect(untouched('rv-lv-ratio')).toBeLessThan(1.15)
  expect(repaired('rv-lv-ratio')).toBeLessThan(0.5)
  expect(repaired('gradient-peak-rvot')).toBeLessThan(25)
})

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

// Reference: a strip let in across the ring opens it in front of the leaflets, by about its width times half the ring's
// diameter: 12 · 3.75 mm², less at the ends of the slit; whatever the lattice. Cusps stand in the way of the section there.
it('opens the ring with a transannular patch on a coarse lattice, too', () => {
  const coarse = builtInCase('tetralogy', 1.8 * mm)
  const outline_mm = [
    [4.9, -17.6, 2.8],
    [6, -16.7, 6.7],
    [6.2, -14.9, 10.3],
    [6.3, -13.4, 14],
    [6, -11.9, 17.7],
    [5.3, -10.4, 19.2],
    [4.3, -10.4, 19.2],
    [3.5, -11.9, 17.8],
    [3.1, -13.3, 14],
    [2.9, -15, 10.4],
    [2.8, -17.3, 7],
    [4, -17.8, 2.9],
  ]
  const edit = { kind: 'patch', id: 'transannular', outline_mm, material: 'pericardium', mode: 'widen' }
  const { edits } = planSchema.parse({ name: 'widened', edits: [{ ...edit, width_mm: 12 }] })
  const untouched = baseDomain(coarse)
  const beside = (d: typeof untouched) => (gateBypass(coarse, d).get('pulmonary') as number) / mm2
  expect(beside(untouched)).toBeLessThan(1)
  const opened = beside(applyEdits(untouched, coarse, edits))
  expect(opened).toBeGreaterThan(20)
  expect(opened).toBeLessThan(60)
})
