import { expect, test } from 'vitest'
import { defaultPhysiology, physiologyFields } from './default-physiology'

// The adult that the program has always assumed.
test('without anything known it is an adult of 70 kg', () => {
  const { physiology, assumed } = defaultPhysiology()
  expect(physiology).toEqual({ ageYears: 40, weight: 70, height: 1.75, heartRate: 70 / 60, haemoglobin: 140 })
  expect(assumed).toEqual(['ageYears', 'weight', 'height', 'heartRate', 'haemoglobin'])
})

// WHO median of boys and girls at 6 months 7.6 kg, .667 m; Fleming 2011: 140 at 3–6, 134 at 6–9 months.
test('a weight of 7.6 kg is that of half a year, with an infant’s heart rate and haemoglobin', () => {
  const { physiology, assumed } = defaultPhysiology({ weight: 7.6 })
  expect(physiology.ageYears).toBeCloseTo(0.5, 6)
  expect(physiology.height).toBeCloseTo(0.667, 6)
  expect(physiology.heartRate * 60).toBeCloseTo(137, 0)
  expect(physiology.haemoglobin).toBeGreaterThan(110)
  expect(physiology.haemoglobin).toBeLessThan(120)
  expect(assumed).not.toContain('weight')
})

// CDC 2000: 50th centile at 10 years 31.9 kg (boys), 32.9 kg (girls); Fleming 2011: 84 at 8–12 years.
test('an age fills in what is usual, and what is known stays', () => {
  const { physiology, assumed } = defaultPhysiology({
    ageYears: 10,
    heartRate: 1.5,
    saturations: { mixedVenous: 0.7 },
  })
  expect(physiology.weight).toBeCloseTo(32.4, 6)
  expect(physiology.heartRate).toBe(1.5)
  expect(physiology.saturations).toEqual({ mixedVenous: 0.7 })
  expect(assumed).toEqual(['weight', 'height', 'haemoglobin'])
})

test('every usual value lies within what can be entered and within its band, from birth to old age', () => {
  for (let age = 0; age <= 90; age += age < 3 ? 0.05 : 1)
    for (const f of physiologyFields) {
      if (!f.usual) continue
      expect(f.usual(age), `${f.id} at ${age}`).toBeGreaterThan(f.low)
      expect(f.usual(age), `${f.id} at ${age}`).toBeLessThan(f.high)
      const [low, high] = f.band?.(age) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      expect(f.usual(age)).toBeGreaterThan(low)
      expect(f.usual(age)).toBeLessThan(high)
    }
})

test('a child only grows', () => {
  for (let age = 0; age < 20; age += 0.1) {
    const [a, b] = [defaultPhysiology({ ageYears: age }), defaultPhysiology({ ageYears: age + 0.1 })]
    expect(b.physiology.weight).toBeGreaterThan(a.physiology.weight)
    expect(b.physiology.height).toBeGreaterThan(a.physiology.height)
  }
})
