import { beforeAll, describe, expect, it } from 'vitest'
import { type AnswerResult, computeAnswer, patientOf } from '../engine/answer'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import { builtInCase, builtInPlans } from './built-in-cases'

// Reference: a Fontan completed without a fenestration leaves no caval blood to the atria: Qp:Qs is 1 and the arterial
// saturation that of the lungs (.98); before, the lower body's share passes them by (Qp:Qs its counterpart).
describe('a Glenn circulation, completed by a conduit', () => {
  const found = new Map<string, AnswerResult>()
  const figure = (name: string, id: string) =>
    found.get(name)!.answer.findings.find((f) => f.id === id)?.value ?? Number.NaN

  beforeAll(() => {
    const heart = builtInCase('glenn', 1.6e-3)
    const base = baseDomain(heart)
    const patient = patientOf(heart, base)
    const [conduit, oversewn] = builtInPlans('glenn')[0]!.edits
    const plans = { glenn: [], open: [conduit!], fontan: [conduit!, oversewn!] }
    for (const [name, edits] of Object.entries(plans)) {
      const domain = applyEdits(base, heart, edits)
      found.set(name, computeAnswer({ heart, domain, edits, device: 'test', patient }))
    }
    const walking = patient && { ...patient, activity: 'exercise' as const }
    found.set('walking', computeAnswer({ heart, domain: base, edits: [], device: 'test', patient: walking }))
  })

  it('is called a Fontan, and the lower body’s blood reaches the lungs', () => {
    expect(found.get('fontan')!.openings.map((o) => o.id)).toEqual(['LA-RA'])
    expect(found.get('fontan')!.answer.findings.find((f) => f.id === 'cavopulmonary-pressure')?.label).toBe(
      'Fontan pressure',
    )
    expect(figure('glenn', 'qp-qs')).toBeLessThan(0.65)
    expect(Math.abs(figure('fontan', 'qp-qs') - 1)).toBeLessThan(0.01)
  })

  it('saturates the arterial blood, at a higher pressure in the lungs', () => {
    expect(figure('glenn', 'saturation-arterial')).toBeLessThan(88)
    expect(figure('fontan', 'saturation-arterial')).toBeGreaterThan(97)
    expect(figure('fontan', 'cavopulmonary-pressure')).toBeGreaterThan(
      figure('glenn', 'cavopulmonary-pressure') + 0.3,
    )
  })

  // Reference: the clinical page: 10–15 mmHg usual in a Fontan; a Glenn’s veins lie below it.
  it('stands at a usual pressure in the veins', () => {
    expect(figure('fontan', 'cavopulmonary-pressure')).toBeGreaterThan(10)
    expect(figure('fontan', 'cavopulmonary-pressure')).toBeLessThan(15)
    expect(figure('glenn', 'cavopulmonary-pressure')).toBeLessThan(15)
  })

  // A body that takes three times the oxygen leaves less in the blood that passes the lungs by.
  it('at exercise the Glenn’s arterial saturation falls and its pressure rises, and the figures say so', () => {
    const saturation = found.get('walking')!.answer.findings.find((f) => f.id === 'saturation-arterial')
    expect(saturation?.condition).toContain('at exercise, 154 beats/min')
    expect(saturation?.value).toBeLessThan(figure('glenn', 'saturation-arterial') - 5)
    expect(figure('walking', 'cardiac-output')).toBeGreaterThan(1.3 * figure('glenn', 'cardiac-output'))
    expect(figure('walking', 'cavopulmonary-pressure')).toBeGreaterThan(
      figure('glenn', 'cavopulmonary-pressure') + 1,
    )
  })

  it('a conduit beside an open vein lets the lungs’ blood back into the atrium', () => {
    const ids = found.get('open')!.openings.map((o) => o.id)
    // The vein stands open to both: whichever it is counted to, the other is an opening beside it.
    expect(ids.some((id) => /^(pulmonary-artery-(IVC|RA)|RA-IVC)$/.test(id))).toBe(true)
    expect(figure('open', 'saturation-arterial')).toBeLessThan(figure('glenn', 'saturation-arterial'))
  })
})
