import { describe, expect, it } from 'vitest'
import { closedLoop, expectedOutput, solvePeriodic } from '../circulation'
import { meanOf } from '../circulation/curves'
import { normalWiring } from '../circulation/wiring'
import { mmHg } from '../core/units'
import type { Physiology } from '../heart/heart'
import { adaptationTo, recoveredFrom, singleVentricleAtrium } from './adaptation'

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

  // Reference: the filling that is solved for; then a Fontan's veins stand at 10–15 mmHg (the clinical page).
  it('with a single ventricle has the filling of such patients, and then a usual pressure in its veins', () => {
    const valves = normalWiring.valves.filter((v) => v.name === 'mitral' || v.name === 'aortic')
    const drain = 'pulmonary-artery' as const
    for (const caval of [
      { SVC: drain, IVC: 'RA' as const },
      { SVC: drain, IVC: drain },
    ]) {
      const wiring = { valves, caval }
      const shunts = [{ id: 'asd', from: 'LA', to: 'RA', area: 100e-6 }] as const
      const found = adaptationTo(child, { shunts, narrowings: [], wiring })
      const { waveforms } = solvePeriodic(closedLoop(child, shunts, [], wiring, found))
      expect(meanOf(waveforms, 'LA.pressure') / singleVentricleAtrium).toBeCloseTo(1, 1)
      expect(meanOf(waveforms, 'aortic.flow') / expectedOutput(child.weight)).toBeCloseTo(1, 1)
      const veins = meanOf(waveforms, 'pulmonary-artery.pressure') / mmHg
      expect(veins).toBeLessThan(15)
      if (caval.IVC === drain) expect(veins).toBeGreaterThan(10)
      expect(found.note).toMatch(/filled as such patients/)
    }
  })

  it('weeks after the repair has given back what it kept, and has the output of its weight', () => {
    const lived = adaptationTo(child, { shunts: [hole], narrowings: [], wiring: normalWiring })
    const closed = { shunts: [], narrowings: [], wiring: normalWiring }
    const { body: recovered, reached } = recoveredFrom(child, closed, lived)
    expect(Math.abs(reached - 1)).toBeLessThan(0.015)
    const output = (patient: typeof recovered) =>
      meanOf(solvePeriodic(closedLoop(child, [], [], normalWiring, patient)).waveforms, 'aortic.flow') /
      expectedOutput(child.weight)
    expect(output(lived)).toBeGreaterThan(1.1)
    expect(Math.abs(output(recovered) - 1)).toBeLessThan(0.015)
    expect(recovered.bloodVolume!).toBeLessThan(0.95 * lived.bloodVolume)
    expect(recovered.rightStrength).toBe(lived.rightStrength)
  })

  it('weeks later comes back to the output that it was measured to have', () => {
    const systemicFlow = 1.3 * expectedOutput(child.weight)
    const measured: Physiology = { ...child, measured: { systemicFlow } }
    const none = { shunts: [], narrowings: [], wiring: normalWiring }
    const patient = adaptationTo(measured, none)
    expect(patient.outputShare).toBeGreaterThan(1.15)
    expect(recoveredFrom(measured, none, patient).body.bloodVolume! / patient.bloodVolume).toBeCloseTo(1, 2)
  })

  it('says how much of its output it gets where blood alone does not bring it', () => {
    // A way past the body that all the blood it can keep does not make up for.
    const wide = { id: 'av', from: 'aorta', to: 'SVC', area: 300e-6 } as const
    const { reached } = recoveredFrom(child, { shunts: [wide], narrowings: [], wiring: normalWiring }, {})
    expect(reached).toBeLessThan(0.9)
  })
})
