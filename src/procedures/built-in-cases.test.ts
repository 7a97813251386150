import { expect, it } from 'vitest'
import { Fault } from '../core/fault'
import { sampleField } from '../core/lattice'
import { mm } from '../core/units'
import { scale } from '../core/vec3'
import { builtInCase, builtInNames, builtInPlans } from './built-in-cases'

it('opens the perimembranous defect first', () => expect(builtInNames[0]).toBe('vsd-perimembranous'))

it('says which cases there are when asked for another', () => {
  expect(() => builtInCase('tetralogy')).toThrow(Fault)
  expect(() => builtInPlans('toString')).toThrow(/vsd-perimembranous/)
})

it('lays the outline of the shipped patch on the wall, around the defect', () => {
  const heart = builtInCase('vsd-perimembranous')
  const centre = heart.landmarks.find((l) => l.id === 'vsd-centre')?.points[0] as readonly number[]
  const [patch] = builtInPlans('vsd-perimembranous')[0]?.edits ?? []
  if (patch?.kind !== 'patch') throw new Error('the plan starts with a patch')
  for (const point of patch.outline_mm) {
    const p = scale(point, mm)
    expect(sampleField(heart.frame, heart.tissue, p)).toBeLessThan(0.3 * mm)
    expect(Math.hypot(...p.map((v, x) => v - (centre[x] as number)))).toBeGreaterThan(5.5 * mm)
  }
})
