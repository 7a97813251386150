import { describe, expect, it } from 'vitest'
import { physiologyFields } from '../../heart/default-physiology'
import type { Physiology } from '../../heart/heart'
import { draftOf, faultOf, physiologyOf, usualDraft, usualText } from './physiology-draft'

const child: Physiology = { weight: 20, height: 1.15, ageYears: 6, heartRate: 95 / 60, haemoglobin: 125 }
const field = (id: string) => physiologyFields.find((f) => f.id === id)!

describe('the form about the patient', () => {
  it('shows what people write and gives back the same patient', () => {
    const draft = draftOf(child)
    expect(draft).toMatchObject({ ageYears: '6', weight: '20', height: '115', heartRate: '95' })
    const back = physiologyOf(draft, child)!
    expect(back.heartRate).toBeCloseTo(95 / 60, 9)
    expect(back.height).toBeCloseTo(1.15, 9)
    expect(back.saturations).toBeUndefined()
  })

  it('takes a comma for a point, and says what is wrong with the rest', () => {
    expect(faultOf(field('weight'), '7,5')).toBeNull()
    expect(faultOf(field('weight'), '')).toMatch(/Weight/)
    expect(faultOf(field('weight'), 'heavy')).toMatch(/number/)
    expect(faultOf(field('height'), '1.15')).toMatch(/Between 25 and 230 cm/)
    expect(physiologyOf({ ...draftOf(child), height: '1.15' }, child)).toBeNull()
  })

  it('keeps what was measured and what it does not ask', () => {
    const inflow = { times: [0, 1], flows: [0, 0] }
    const draft = { ...draftOf(child), systemicArterial: '82' }
    const patient = physiologyOf(draft, { ...child, inflow })!
    expect(patient.saturations?.systemicArterial).toBeCloseTo(0.82, 9)
    expect(patient.inflow).toBe(inflow)
  })

  it('takes what a catheter measured in its own units, and lets it go when the field is emptied', () => {
    const measured = { pulmonaryMean: 30 * 133.322387415, systemicFlow: 2.1e-3 / 60 }
    const draft = draftOf({ ...child, measured })
    expect(draft.pulmonaryMean).toBe('30')
    expect(draft.systemicFlow).toBe('2.1')
    expect(physiologyOf(draft, child)!.measured!.systemicFlow).toBeCloseTo(3.5e-5, 9)
    expect(
      physiologyOf({ ...draft, pulmonaryMean: '', systemicFlow: ' ' }, { ...child, measured })!.measured,
    ).toBe(undefined)
    expect(faultOf(field('pulmonaryMean'), '3000')).toMatch(/Between 1 and 250 mmHg/)
  })

  it('fills in what is usual at an age', () => {
    const draft = usualDraft({ ...draftOf(child), ageYears: '0.5', systemicArterial: '80' })
    expect(Number(draft.weight)).toBeGreaterThan(6.5)
    expect(Number(draft.weight)).toBeLessThan(9)
    expect(draft.systemicArterial).toBe('80')
    expect(usualText(field('heartRate'), draft)).toMatch(/usual 1\d\d \(/)
  })
})
