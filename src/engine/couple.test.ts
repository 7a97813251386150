import { describe, expect, it } from 'vitest'
import { closedLoop, type FlowLaw, type ShuntSpec, solveOxygen, solvePeriodic } from '../circulation'
import { type Curves, meanOf, systemicFlow } from '../circulation/curves'
import { mm, mmHg } from '../core/units'
import type { PartOpening } from '../findings'
import type { Physiology } from '../heart/heart'
import { couple, type DrivingPressures } from './couple'
import { drivingPressure } from './driving-pressure'

const density = 1060
const area = (Math.PI * (8 * mm) ** 2) / 4
const infant: Physiology = { weight: 7, height: 0.65, ageYears: 0.5, heartRate: 2.2, haemoglobin: 120 }

/** Stands for the 3D flow: a thin plate whose coefficient falls with the Reynolds number (.69 at 500, .64 at 5000). */
function plate(drop: number): FlowLaw {
  const speed = Math.sqrt((2 * Math.abs(drop)) / density)
  const reynolds = (density * speed * 8 * mm) / 0.0035
  const discharge = 0.69 - 0.05 * Math.log10(reynolds / 500)
  return { linear: 0, quadratic: density / (2 * (discharge * area) ** 2) }
}

/** An infant with one opening: its beat for a law of it. */
function beatOf(from: 'LV' | 'LA', to: 'RV' | 'RA') {
  const opening = { id: 'hole', fromPart: from, toPart: to } as PartOpening
  let curves: Curves | null = null
  const run = (law?: FlowLaw): DrivingPressures => {
    const shunt: ShuntSpec = { id: 'hole', from, to, area, ...(law && { law }) }
    const model = closedLoop(infant, [shunt])
    curves = solvePeriodic(model).waveforms
    const saturations = solveOxygen(model, curves, infant).saturations
    return Object.assign(new Map([['hole', drivingPressure(opening, curves)]]), { saturations })
  }
  return { run, curves: () => curves as Curves }
}

// Reference: at the fixed point the law holds at the pressure that it brings about, so that Q = Cd A √(2 dp / ρ) there.
describe('circulation and 3D flow in turn', () => {
  it.each([
    ['LV', 'RV'],
    ['LA', 'RA'],
  ] as const)('agree on the flow from %s to %s to 1e-3', async (from, to) => {
    const { run } = beatOf(from, to)
    const found = await couple(
      { solve: (laws) => run(laws['hole']), measure: async (_, drop) => plate(drop) },
      run(),
      6,
    )
    expect(found.residual).toBeLessThan(1e-3)
    expect(found.rounds).toBeLessThanOrEqual(4)
    const drop = run(found.laws['hole']).get('hole')!
    const flow = (law: FlowLaw) => Math.sqrt(Math.abs(drop) / law.quadratic)
    expect(Math.abs(flow(found.laws['hole']!) / flow(plate(drop)) - 1)).toBeLessThan(1e-3)
  })

  it('what has told nothing keeps its estimate, is asked again, and is named', async () => {
    const asked: string[] = []
    const found = await couple(
      {
        solve: () =>
          new Map([
            ['hole', 1000],
            ['slow', 500],
          ]),
        measure: async (id, drop) => {
          asked.push(id)
          return id === 'slow' ? null : plate(drop)
        },
      },
      new Map([
        ['hole', 1000],
        ['slow', 500],
      ]),
      3,
    )
    expect(Object.keys(found.laws)).toEqual(['hole'])
    expect(found.untold).toEqual(['slow'])
    expect(asked).toEqual(['hole', 'slow', 'slow', 'slow'])
  })

  it('takes what an opening tells only in a later round', async () => {
    const laws = [null, plate(1000)]
    const parts = { solve: () => new Map([['hole', 1000]]), measure: async () => laws.shift() ?? null }
    const found = await couple(parts, new Map([['hole', 1000]]), 4)
    expect(found).toMatchObject({ rounds: 2, residual: 0, untold: [] })
    expect(found.laws).toHaveProperty('hole')
  })

  it('where nothing was told, how far apart both are is unknown', async () => {
    const found = await couple(
      { solve: () => new Map([['hole', 2000]]), measure: async () => null },
      new Map([['hole', 1000]]),
      3,
    )
    expect(found.laws).toEqual({})
    expect(found.residual).toBe(Number.POSITIVE_INFINITY)
  })

  it('nothing that drives is nothing to measure', async () => {
    const none = { solve: () => new Map(), measure: async () => null }
    expect(await couple(none, new Map([['hole', 0]]), 3)).toEqual({
      laws: {},
      rounds: 0,
      residual: 0,
      pressureGap: 0,
      untold: [],
    })
  })
})

// Reference: what leaves one compartment enters the other: pressures and flow on both sides of an opening are the same
// numbers, inertia apart: dp = k Q|Q| + L Q'; and the receiving chamber's blood is the mixture of what reaches it.
describe('an opening as an interface', () => {
  const law = plate(40 * mmHg)
  const { run, curves } = beatOf('LV', 'RV')
  const found = run(law) as DrivingPressures & { saturations: Record<string, number> }

  it('holds its law at every moment, to 1e-3 of the greatest pressure difference', () => {
    const { series, time } = curves()
    const [flow, left, right] = ['shunt.hole.flow', 'LV.pressure', 'RV.pressure'].map((n) => series[n]!)
    const step = time[1]! - time[0]!
    const radius = Math.sqrt(area / Math.PI)
    const inertance = (density * (2e-3 + (16 * radius) / (3 * Math.PI))) / area
    let [worst, greatest] = [0, 0]
    for (let i = 1; i < flow!.length - 1; i++) {
      const drop = left![i]! - right![i]!
      const rate = (flow![i + 1]! - flow![i - 1]!) / (2 * step)
      const own = law.quadratic * flow![i]! * Math.abs(flow![i]!) + inertance * rate
      greatest = Math.max(greatest, Math.abs(drop))
      worst += Math.abs(drop - own) / flow!.length
    }
    expect(worst / greatest).toBeLessThan(1e-3)
  })

  it('flow is the same number on both sides: chambers and vessels balance to 1e-3', () => {
    const c = curves()
    const lungs = meanOf(c, 'pulmonary.flow')
    expect(Math.abs((meanOf(c, 'tricuspid.flow') + meanOf(c, 'shunt.hole.flow')) / lungs - 1)).toBeLessThan(
      1e-3,
    )
    expect(
      Math.abs((meanOf(c, 'aortic.flow') + meanOf(c, 'shunt.hole.flow')) / meanOf(c, 'mitral.flow') - 1),
    ).toBeLessThan(1e-3)
    expect(Math.abs(systemicFlow(c) / meanOf(c, 'aortic.flow') - 1)).toBeLessThan(1e-3)
  })

  it('the right ventricle’s blood is the mixture of what reaches it, to 1e-3', () => {
    const s = found.saturations
    const shunt = curves().series['shunt.hole.flow']!
    const forward = shunt.reduce((sum, q) => sum + Math.max(q, 0), 0) / (shunt.length - 1)
    const backward = shunt.reduce((sum, q) => sum + Math.max(-q, 0), 0) / (shunt.length - 1)
    const venous = meanOf(curves(), 'tricuspid.flow')
    const mixed = (venous * s['RA']! + forward * s['LV']!) / (venous + forward)
    expect(Math.abs(s['RV']! / mixed - 1)).toBeLessThan(1e-3)
    expect(backward).toBeLessThan(forward)
  })
})
