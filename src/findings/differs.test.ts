import { expect, it } from 'vitest'
import type { Finding } from '../engine/protocol'
import { differs } from './differs'

const figure = (value: number, uncertainty?: number): Finding => ({
  id: 'qp-qs',
  label: 'Qp:Qs',
  value,
  unit: '',
  band: null,
  basis: 'own',
  condition: 'rest',
  answer: 'circulation',
  settled: 1,
  warnings: [],
  ...(uncertainty !== undefined && { uncertainty }),
})

// Reference: √(.3² + .4²) = .5.
it('calls a difference clear only where it is more than both spreads together', () => {
  expect(differs(figure(1, 0.3), figure(1.6, 0.4))).toMatchObject({ clear: true, uncertainty: 0.5 })
  expect(differs(figure(1, 0.3), figure(1.4, 0.4)).clear).toBe(false)
  expect(differs(figure(1.6, 0.3), figure(1, 0.4)).difference).toBeCloseTo(-0.6, 12)
})

it('does not guess where a spread is missing, and equal values never differ', () => {
  expect(differs(figure(1), figure(2, 0.1)).clear).toBeNull()
  expect(differs(figure(1), figure(1)).clear).toBe(false)
})
