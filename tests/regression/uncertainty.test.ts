import { expect, it } from 'vitest'
import { computeAnswer, patientOf } from '../../src/engine/answer'
import { withUncertainty } from '../../src/engine/uncertainty'
import { applyEdits } from '../../src/geometry/resolve-anatomy'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
import { builtInCase, builtInPlans } from '../../src/procedures/built-in-cases'

const heart = builtInCase('vsd-muscular')
const base = baseDomain(heart)
const patient = patientOf(heart, base)!
const untouched = { heart, domain: base, base, edits: [], device: 'test', patient }

it('a figure’s uncertainty is the root of its squared moves, one property after the other', async () => {
  const first = computeAnswer(untouched)
  const answer = (await withUncertainty(untouched, first))!
  const of = (id: string) => answer.findings.find((f) => f.id === id)!
  expect(first.answer.findings.map((f) => of(f.id).value)).toEqual(first.answer.findings.map((f) => f.value))
  // What takes longer to measure comes with it, and every figure has a spread or says why not.
  expect(of('branch-share-right').value).toBeGreaterThan(35)
  for (const f of answer.findings) expect(f.uncertainty ?? f.noSpread, f.id).toBeTruthy()
  for (const id of ['qp-qs', 'cardiac-output', 'saturation-mixed-venous'])
    expect(of(id).uncertainty, id).toBeGreaterThan(0)
  // One of the moves, worked out here: pulmonary resistance a tenth higher.
  const factors = { ...patient.factors, pulmonaryResistance: 1.1 }
  const moved = computeAnswer({ ...untouched, patient: { ...patient, factors } }).answer
  const alone = Math.abs(moved.findings.find((f) => f.id === 'qp-qs')!.value - of('qp-qs').value)
  expect(alone).toBeGreaterThan(0.005)
  expect(of('qp-qs').uncertainty).toBeGreaterThan(0.99 * alone)
  expect(of('qp-qs').uncertainty).toBeLessThan(0.5)
  expect(of('qp-qs').condition).toMatch(/by 10 %/)
})

it('a repair is as sure as the hand that draws it; what nobody waits for is not computed', async () => {
  const { edits } = builtInPlans('vsd-muscular')[0]!
  const repaired = { ...untouched, edits, domain: applyEdits(base, heart, edits) }
  const first = computeAnswer(repaired)
  const answer = (await withUncertainty(repaired, first))!
  expect(answer.findings.find((f) => f.id === 'qp-qs')!.value).toBeCloseTo(1, 1)
  expect(answer.findings.find((f) => f.id === 'qp-qs')!.uncertainty).toBeLessThan(0.3)
  expect(await withUncertainty({ ...repaired, stale: () => true }, first)).toBeNull()
})
