import { describe, expect, it } from 'vitest'
import { mmHg } from '../core/units'
import type { ConnectionFlow, RiskInput } from './index'
import { editsOf, findIn, riskIn } from './input.fixture'

// 2 L/min of a child of .78 m².
const connection: ConnectionFlow = {
  powerLoss: 2e-3,
  flow: 2e-3 / 60,
  volume: 2e-5,
  age: 0.62,
  hepatic: { left: 0.3, right: 0.7 },
  wallShear: { mean: 0.4, lowShare: 0.35, limit: 0.1 },
}
const fontan = (change: Partial<ConnectionFlow> = {}): Partial<RiskInput> => ({
  configuration: 'fontan',
  answer: 'flow',
  flow: { connection: { ...connection, ...change } },
})

describe('a connection of the caval veins to the lungs', () => {
  // Reference: BSA = .024265 · 20^.5378 · 110^.3964 = .7838 m²; 2 mW · BSA² / (1060 · (.0333 L/s)³) = .0313.
  it('has its power loss, and in a Fontan the one indexed to the body', () => {
    expect(findIn(fontan(), 'power-loss')?.value).toBeCloseTo(2, 9)
    expect(findIn(fontan(), 'power-loss-indexed')?.value).toBeCloseTo(0.0313, 3)
    expect(findIn(fontan(), 'power-loss-indexed')?.band?.level).toBe('amber')
    expect(findIn(fontan({ powerLoss: 1.5e-3 }), 'power-loss-indexed')?.band?.level).toBe('green')
    expect(findIn({ ...fontan(), configuration: 'glenn' }, 'power-loss-indexed')).toBeUndefined()
    expect(findIn({ ...fontan(), configuration: 'glenn' }, 'power-loss')).toBeDefined()
  })

  it('sends the liver’s blood where the tracer went, and names the lung that gets less', () => {
    const share = findIn(fontan(), 'hepatic-share')
    expect(share?.value).toBeCloseTo(30, 9)
    expect(share?.condition).toMatch(/reaches the left lung/)
    expect(share?.band?.level).toBe('amber')
    expect(riskIn(fontan(), 'lung-starved-hepatic-share')?.level).toBe('moderate')
  })

  it('is washed or not', () => {
    expect(findIn(fontan(), 'low-shear-share')?.value).toBeCloseTo(35, 9)
    const edits = editsOf({
      ...{ kind: 'conduit', id: 'tube', diameter_mm: 18, material: 'ePTFE' },
      path_mm: [
        [0, 0, 0],
        [0, 0, 40],
      ],
    })
    expect(riskIn({ ...fontan(), edits }, 'stasis')).toMatchObject({ level: 'moderate', edit: 'tube' })
    const washed = fontan({ wallShear: { mean: 1, lowShare: 0.1, limit: 0.1 } })
    expect(riskIn(washed, 'stasis')).toBeUndefined()
  })

  // Reference: volume over flow, 20 mL / 33.3 mL/s = .6 s (Danckwerts).
  it('keeps its blood for volume over flow, and says where it does not', () => {
    expect(findIn(fontan(), 'residence-time')).toMatchObject({ value: 0.62, warnings: [] })
    expect(findIn(fontan(), 'residence-time')?.uncertainty).toBeCloseTo(0.02, 9)
    expect(findIn(fontan({ age: 1.2 }), 'residence-time')?.warnings[0]).toMatch(/volume over flow/)
  })

  it('tells none of it before the flow has run', () => {
    for (const id of ['power-loss', 'power-loss-indexed', 'low-shear-share', 'residence-time'])
      expect(findIn({ configuration: 'fontan' }, id), id).toBeUndefined()
  })
})

// Reference: 10 mmHg at 30 mL/s lose 1333 Pa · 30e-6 m³/s = 40 mW; half of the beat, half of it.
it('a narrowing loses the pressure drop times the flow', () => {
  const series = (values: readonly number[]) => Float32Array.from(values)
  const waveforms = {
    time: series([0, 0.2, 0.4, 0.6, 0.8]),
    series: {
      'aorta.pressure': series([90, 90, 80, 80, 90].map((p) => p * mmHg)),
      'descending-aorta.pressure': series([80, 80, 80, 80, 80].map((p) => p * mmHg)),
      'arch.flow': series([3e-5, 3e-5, 0, 0, 3e-5]),
    },
  }
  const narrowing = {
    ...{ id: 'arch', label: 'Arch', area: 4e-5, referenceArea: 1e-4, cellsAcross: 12 },
    centre: [0, 0, 0] as const,
  }
  expect(findIn({ waveforms, narrowing }, 'narrowing-power')?.value).toBeCloseTo(20, 2)
  expect(findIn({ waveforms }, 'narrowing-power')).toBeUndefined()
})

describe('what rings and rims look like', () => {
  // Reference: a mean ring of a child of .7838 m²: 1.91 · √.7838 = 1.691 cm; two standard deviations less, 1.266 cm.
  it('a ring has its z, which an adult’s has not', () => {
    const area = (d: number) => (Math.PI * d * d) / 4
    const ring = (d: number) => [{ gate: 'pulmonary' as const, before: area(0.0169), now: area(d) }]
    expect(findIn({ rings: ring(0.01691) }, 'ring-z-pulmonary')?.value).toBeCloseTo(0, 1)
    expect(findIn({ rings: ring(0.01266) }, 'ring-z-pulmonary')?.value).toBeCloseTo(-2, 1)
    const physiology = { weight: 70, height: 1.75, ageYears: 40, heartRate: 1.2, haemoglobin: 140 }
    expect(findIn({ rings: ring(0.01691), physiology }, 'ring-z-pulmonary')).toBeUndefined()
  })

  // Reference: a rim 3 mm beyond a ring of 10 mm radius, in its plane.
  it('a sewn rim has its distance to the ring', () => {
    const gate = {
      ...{ id: 'aortic' as const, from: 1, to: 2, radius: 0.01, area: 3.14e-4 },
      centre: [0, 0, 0] as const,
      normal: [0, 0, 1] as const,
    }
    const outline_mm = [
      [13, -1, 0],
      [20, 0, 0],
      [13, 1, 0],
    ]
    const edits = editsOf({ kind: 'patch', id: 'p', material: 'pericardium', outline_mm })
    expect(findIn({ edits, gates: [gate] }, 'clearance-aortic')?.value).toBeCloseTo(3, 1)
    expect(findIn({ gates: [gate] }, 'clearance-aortic')).toBeUndefined()
    const rim = {
      id: 'vsd-rim',
      name: 'Rim of the inlet defect',
      points: [[0, 0, 0.004] as const, [0, 0, 0.012] as const],
    }
    const mitral = { ...gate, id: 'mitral' as const }
    expect(findIn({ landmarks: [rim], gates: [mitral] }, 'inlet-depth')?.value).toBeCloseTo(12, 6)
    expect(findIn({ gates: [mitral] }, 'inlet-depth')).toBeUndefined()
  })

  // Reference: a quarter of a circle of 20 mm radius is 31.4 mm long and turns by 90°.
  it('a tunnel has its length and its turn', () => {
    const sections = Array.from({ length: 33 }, (_, n) => {
      const angle = (Math.PI / 2) * (n / 32)
      const [c, s] = [Math.cos(angle), Math.sin(angle)]
      return {
        ...{ s: 0.02 * angle, area: Math.PI * 0.005 ** 2 },
        centre: [0.02 * c, 0.02 * s, 0] as const,
        normal: [-s, c, 0] as const,
      }
    })
    const closer = {
      ...{ branches: [], veins: [] },
      outflows: [{ gate: 'aortic' as const, sections, valveAt: 0.03, ringArea: 8e-5 }],
    }
    const outline_mm = [
      [15, 0, 0],
      [15, 5, 0],
      [10, 10, 0],
    ]
    const edits = editsOf({ kind: 'baffle', id: 'b', material: 'ePTFE', outline_mm, shape_mm: [] })
    const places = sections.map((s) => s.centre)
    const sheets = [{ edit: 'b', area: 1e-4, places, sides: null, parts: null }]
    expect(findIn({ edits, sheets, closer }, 'tunnel-length')?.value).toBeCloseTo(31.4, 1)
    expect(findIn({ edits, sheets, closer }, 'tunnel-turn')?.value).toBeCloseTo(90, 3)
    expect(findIn({ sheets, closer }, 'tunnel-turn')).toBeUndefined()
  })
})
