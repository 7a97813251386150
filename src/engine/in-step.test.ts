import { describe, expect, it } from 'vitest'
import { aheadOf, waitsFor } from './in-step'

describe('two beats in step', () => {
  it('lets the one that is ahead wait, also past the end of the beat, and never both', () => {
    expect(waitsFor(0.3, 0.2)).toBe(true)
    expect(waitsFor(0.2, 0.3)).toBe(false)
    expect(waitsFor(0.02, 0.95)).toBe(true)
    expect(waitsFor(0.95, 0.02)).toBe(false)
    for (let a = 0; a < 1; a += 0.01)
      for (let b = 0; b < 1; b += 0.01) expect(waitsFor(a, b) && waitsFor(b, a)).toBe(false)
  })

  it('waits for nobody where there is none', () => {
    expect(waitsFor(0.9, null)).toBe(false)
    expect(aheadOf(0.1, 0.9)).toBeCloseTo(0.2)
  })

  it('brings two that run at different speeds to the same moment', () => {
    const speeds = [0.013, 0.004]
    const phases = [0.7, 0.1]
    for (let n = 0; n < 400; n++) {
      const now = [...phases]
      for (const at of [0, 1]) if (!waitsFor(now[at]!, now[1 - at])) phases[at] = (now[at]! + speeds[at]!) % 1
    }
    expect(Math.abs(aheadOf(phases[0]!, phases[1]!))).toBeLessThan(0.04)
  })
})
