import { expect, it } from 'vitest'
import { sampleField } from '../core/lattice'
import { mm, mm2 } from '../core/units'
import { scale } from '../core/vec3'
import { computeAnswer } from '../engine/answer'
import { allOpenings } from '../geometry/openings'
import { feedingAreas, outflowSection } from '../geometry/outflow-section'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { builtInCase, builtInPlans } from './built-in-cases'

const heart = builtInCase('double-outlet')
const [plan, , band] = builtInPlans('double-outlet')
const before = baseDomain(heart)
const after = applyEdits(before, heart, plan?.edits ?? [])
const part = (id: number | undefined) => heart.structures.find((s) => s.id === id)?.part

it('has one opening before: the defect', () =>
  expect(allOpenings(before, heart).map((o) => [part(o.from), part(o.to)])).toEqual([['LV', 'RV']]))

// Reference: a tunnel that is sewn all round leaves no way from one ventricle into the other.
it('closes the defect against the right ventricle without a residual hole', () => {
  expect(allOpenings(after, heart)).toEqual([])
  expect(after.leaks).toEqual([])
  expect(after.sheets[0]?.leaks).toEqual([])
})

it('leads the left ventricle to the aorta, and leaves the lungs to the right one', () => {
  const fed = (id: string) => {
    const gate = after.gates.find((g) => g.id === id)
    return gate ? [...feedingAreas(after, gate).keys()].map(part) : []
  }
  expect(fed('aortic')).toEqual(['LV'])
  expect(fed('pulmonary')).toEqual(['RV'])
})

// Reference: the way out is not to be narrower than the aortic annulus; a tenth is left for the lattice's roughness.
it('is as wide as the aortic annulus all the way, and does not narrow the way to the lungs', () => {
  const body = outflowSection(after, heart, 'aortic')
  const [lungs, old] = [after, before].map((d) => outflowSection(d, heart, 'pulmonary')?.area as number)
  expect((body?.area as number) / mm2).toBeGreaterThan((0.9 * (body?.ringArea as number)) / mm2)
  expect(lungs).toBeGreaterThan(0.95 * (old as number))
})

// The acute answer keeps the blood that the body had gathered before, half as much again, and all of it now leaves by the
// left: its gradient is amber. Reference: under 20 mmHg (the clinical page) with the blood that is usual for the weight.
it('leaves no gradient of note on the way to the aorta once the body has its usual blood', () => {
  const edits = plan?.edits ?? []
  const { findings } = computeAnswer({ heart, domain: after, edits, device: 'test' }).answer
  expect(findings.find((f) => f.id === 'gradient-peak-lvot')?.band?.level).toBe('green')
})

it('is sewn to the wall, clear of the conduction axis', () => {
  const [baffle] = plan?.edits ?? []
  if (baffle?.kind !== 'baffle') throw new Error('the plan starts with a baffle')
  const axis = heart.landmarks.find((l) => l.id === 'conduction-axis')?.points ?? []
  for (const point of baffle.outline_mm) {
    const p = scale(point, mm)
    expect(Math.abs(sampleField(heart.frame, heart.lumen, p))).toBeLessThan(0.6 * mm)
    for (const q of axis) expect(Math.hypot(...p.map((v, x) => v - (q[x] as number)))).toBeGreaterThan(2 * mm)
  }
})

// Reference: a band of 5 mm leaves 19.6 mm²; the lattice is allowed a fifth of it.
it('is palliated by a band that leaves the trunk as wide as it says', () => {
  const banded = applyEdits(before, heart, band?.edits ?? [])
  const area = (outflowSection(banded, heart, 'pulmonary')?.area as number) / mm2
  expect(area).toBeGreaterThan(0.8 * 19.6)
  expect(area).toBeLessThan(1.2 * 19.6)
})
