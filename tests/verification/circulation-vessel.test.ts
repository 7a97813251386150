import { describe, expect, it } from 'vitest'
import { closedLoop } from '../../src/circulation/closed-loop'
import { type Curves, meanOf } from '../../src/circulation/curves'
import { isolatedVessel } from '../../src/circulation/isolated-vessel'
import { narrowingLaw } from '../../src/circulation/narrowing-law'
import { solvePeriodic } from '../../src/circulation/solve-periodic'
import { circulationCommand } from '../../src/circulation/svzerod/circulation-command'
import { writeNetwork } from '../../src/circulation/svzerod/write-network'
import { mL, mmHg } from '../../src/core/units'
import type { Physiology } from '../../src/heart/heart'

const child: Physiology = { weight: 20, height: 1.15, ageYears: 6, heartRate: 2, haemoglobin: 130 }
const times = Array.from({ length: 51 }, (_, i) => i * 0.01)
/** A half sine of .2 s in a beat of .5 s, mean 40 mL/s. */
const flows = times.map((t) =>
  t < 0.2 ? ((40 * mL * Math.PI * 0.5) / (2 * 0.2)) * Math.sin((Math.PI * t) / 0.2) : 0,
)
const shape = (area: number) => narrowingLaw({ area, referenceArea: 96e-6, length: 8e-3 })
const systolic = (curves: Curves, name: string) => curves.series[name]!.reduce((a, b) => Math.max(a, b))
const peakToPeak = (curves: Curves) =>
  (systolic(curves, 'aorta.pressure') - systolic(curves, 'descending-aorta.pressure')) / mmHg

describe('an aorta on its own', () => {
  const solve = (area: number | null) =>
    solvePeriodic(
      isolatedVessel(child, {
        inflow: { times, flows },
        narrowing: area === null ? null : shape(area),
        upperShare: 0.4,
      }),
    ).waveforms

  // Reference: in a periodic beat what flows in flows out, Σ Q_out = mean inflow.
  it('lets out what flows in', () => {
    const curves = solve(30e-6)
    const out = meanOf(curves, 'aorta.flow') + meanOf(curves, 'descending-aorta.flow')
    expect(out / (40 * mL)).toBeCloseTo(1, 2)
  })

  // Reference: R = (mean arterial - venous) / mean flow, mean arterial 55 + 1.5 · 6 = 64 mmHg.
  it('without a narrowing carries the pressure of the age', () => {
    expect(meanOf(solve(null), 'aorta.pressure') / mmHg).toBeCloseTo(64, 0)
  })

  it('loses more pressure the narrower it is', () => {
    const losses = [60e-6, 30e-6, 22.5e-6].map((area) => peakToPeak(solve(area)))
    expect(losses[0]).toBeLessThan(losses[1]!)
    expect(losses[1]).toBeLessThan(losses[2]!)
    expect(losses[2]).toBeGreaterThan(10)
  })

  // Reference: p above - p below = R Q + k Q|Q| + L Q' at every moment.
  it('loses at peak flow what the law says', () => {
    const law = shape(30e-6)
    const { series } = solve(30e-6)
    const flow = series['arch.flow']!
    const at = flow.indexOf(flow.reduce((a, b) => Math.max(a, b)))
    const drop = series['aorta.pressure']![at]! - series['descending-aorta.pressure']![at]!
    const expected = law.linear * flow[at]! + law.quadratic * flow[at]! ** 2
    expect(drop / expected).toBeCloseTo(1, 1)
  })
})

describe('a narrowed arch in the closed loop', () => {
  it('raises the pressure before it and lowers it behind', () => {
    const narrow = { id: 'arch', place: 'arch' as const, law: shape(22.5e-6) }
    const open = { ...narrow, law: { linear: 0, quadratic: 0 } }
    const before = solvePeriodic(closedLoop(child, [], [narrow])).waveforms
    const after = solvePeriodic(closedLoop(child, [], [open])).waveforms
    expect(peakToPeak(before)).toBeGreaterThan(10)
    expect(Math.abs(peakToPeak(after))).toBeLessThan(8)
    expect(meanOf(before, 'aorta.pressure')).toBeGreaterThan(meanOf(after, 'aorta.pressure'))
  })
})

// Reference: the same equations written as a network of svZeroDSolver and run by that format's own rules.
describe('a loop written as a network', () => {
  const narrowed = { id: 'arch', place: 'arch' as const, law: shape(30e-6) }
  const valve = { id: 'valve', place: 'aortic-valve' as const, law: { linear: 0, quadratic: 1e12 } }

  it.each([
    ['with a hole', []],
    ['with a hole, a narrowed arch and a narrowed valve', [narrowed, valve]],
  ])('runs to the same beat, %s', (_, narrowings) => {
    const model = closedLoop(child, [{ id: 'a', from: 'LV', to: 'RV', area: 8e-6 }], narrowings)
    const { state, waveforms } = solvePeriodic(model, { stepsPerBeat: 400 })
    const table = circulationCommand(writeNetwork(model, state, 1), 'written.json')
    const same = (unknown: string, series: string, unit: number) => {
      const written = table.y!.filter((_, i) => table.name[i] === unknown)
      const own = waveforms.series[series]!
      expect(Math.max(...written) / (own.reduce((a, b) => Math.max(a, b)) / unit)).toBeCloseTo(1, 2)
      expect(Math.min(...written) / (own.reduce((a, b) => Math.min(a, b)) / unit)).toBeCloseTo(1, 2)
    }
    same('Vc:LV', 'LV.volume', mL)
    same('Vc:RV', 'RV.volume', mL)
    same('pressure:aorta-in:systemic-arteries', 'aorta.pressure', mmHg)
    if (narrowings.length > 0)
      same('pressure:descending-aorta-in:descending-aorta', 'descending-aorta.pressure', mmHg)
  })
})
