import { expect, test } from 'vitest'
import { mmHg } from '../core/units'
import { centreLinePlot } from './centre-line-rows'

const line = Array.from({ length: 21 }, (_, n) => ({
  s: n * 1e-3,
  area: n === 10 ? 20e-6 : 80e-6,
  pressure: (n < 10 ? 90 : 62) * mmHg,
  speed: 1,
}))

test('the plot tells the fall over the narrowest place and where that is', () => {
  const plot = centreLinePlot(line, 200, 80)!
  expect(plot.drop).toBeCloseTo(28, 6)
  expect([plot.narrowest.s, plot.narrowest.area]).toEqual([expect.closeTo(10, 6), expect.closeTo(20, 6)])
  expect([Number(plot.low) <= 62, Number(plot.high) >= 90, plot.length]).toEqual([true, true, '20'])
  expect(plot.pressure).toMatch(/^M0\.0 .*L200\.0 [\d.]+$/)
})

test('a flat pressure still has a scale, and a line too short has no plot', () => {
  const flat = centreLinePlot(
    line.map((p) => ({ ...p, pressure: 5 * mmHg })),
    200,
    80,
  )!
  expect(Number(flat.high) - Number(flat.low)).toBeGreaterThanOrEqual(2)
  expect(centreLinePlot(line.slice(0, 3), 200, 80)).toBeNull()
})
