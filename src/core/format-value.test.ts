import { describe, expect, it } from 'vitest'
import { formatSpread, formatValue } from './format-value'

describe('values as they are shown', () => {
  it('have as many digits as mean something', () => {
    expect([formatValue(2.204, ''), formatValue(12.34, 'mmHg'), formatValue(33.4, 'mmHg')]).toEqual([
      '2.20',
      '12.3',
      '33',
    ])
    expect(formatValue(-0.001, 'mmHg')).toBe('0.0')
    expect(formatValue(-3.2, 'mmHg')).toBe('−3.2')
  })

  it('have a spread that is never rounded to nothing, nor finer than the value could tell', () => {
    expect(formatSpread(0.12, '')).toBe('0.12')
    expect(formatSpread(0.04, 'mmHg')).toBe('0.04')
    expect(formatSpread(0.0008, '')).toBe('<0.001')
    expect(formatSpread(0.00002, '')).toBe('<0.001')
    expect(formatSpread(0, 'mmHg')).toBe('0.0')
  })
})
