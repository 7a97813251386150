import { describe, expect, it } from 'vitest'
import { closedLoop, expectedOutput, solvePeriodic } from '../circulation'
import { meanOf } from '../circulation/curves'
import { normalWiring } from '../circulation/wiring'
import type { Physiology } from '../heart/heart'
import { adaptationTo } from './adaptation'

const child: Physiology = { weight: 20, height: 1.15, ageYears: 6, heartRate: 95 / 60, haemoglobin: 125 }
const hole = { id: 'vsd', from: 'LV', to: 'RV', area: 50e-6 } as const
const peak = (curve: Float32Array | undefined) => Math.max(...(curve ?? []))

// References: the state that is solved for has the output expected by weight, and the right ventricle's strength is
// the ratio of its systolic pressure to a healthy one's.
describe('a patient who has lived with a defect', () => {
  it('without one is left as normal', () => {
    const { note, rightStrength } = adaptationTo(child, { shunts: [], narrowings: [], wiring: normalWiring })
    expect(note).toBeNull()
    expect(rightStrength).toBe(1)
  })

  it('keeps blood until the body has its output, and thickens the ventricle that works harder', () => {
    const found = adaptationTo(child, { shunts: [hole], narrowings: [], wiring: normalWiring })
    const { waveforms } = solvePeriodic(closedLoop(child, [hole], [], normalWiring, found))
    const healthy = solvePeriodic(closedLoop(child)).waveforms
    expect(meanOf(waveforms, 'aortic.flow') / expectedOutput(child.weight)).toBeCloseTo(1, 1)
    const rise = peak(waveforms.series['RV.pressure']) / peak(healthy.series['RV.pressure'])
    expect(Math.abs(rise / found.rightStrength - 1)).toBeLessThan(0.05)
    expect(found.rightStrength).toBeGreaterThan(1.2)
    expect(found.note).toMatch(/thickened/)
  })
})
