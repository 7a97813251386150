import { describe, expect, it } from 'vitest'
import { mmHg } from '../core/units'
import { computeFindings, type FindingInput, type PartOpening } from './index'

const time = Float32Array.from({ length: 5 }, (_, i) => i * 0.2)
const flat = (value: number) => new Float32Array(5).fill(value)
const curve = (...values: number[]) => Float32Array.from(values)

const base: FindingInput = {
  kind: 'whole-heart',
  answer: 'circulation',
  settled: 1,
  physiology: { weight: 70, height: 1.75, ageYears: 40, heartRate: 1.25, haemoglobin: 140 },
  waveforms: null,
  oxygen: null,
  openings: [],
  leaks: [],
  spacing: 1e-3,
}

const hole = (mm: number, fromPart: 'LV' | 'RV' = 'LV'): PartOpening => ({
  id: 'vsd',
  from: 1,
  to: 2,
  fromPart,
  toPart: fromPart === 'LV' ? 'RV' : 'LV',
  area: (Math.PI * (mm * 1e-3) ** 2) / 4,
  effectiveDiameter: mm * 1e-3,
  centre: [0, 0, 0],
  normal: [1, 0, 0],
  faces: { axis: new Uint8Array(), cell: new Uint32Array(), sign: new Int8Array() },
  cellsAcross: mm,
})

const find = (input: Partial<FindingInput>, id: string) =>
  computeFindings({ ...base, ...input }).find((f) => f.id === id)
const waves = (series: Record<string, Float32Array>) => ({ waveforms: { time, series } })

describe('figures', () => {
  it('that the case cannot support are absent, not zero', () => {
    expect(computeFindings({ ...base, kind: 'vessel' })).toEqual([])
    expect(find({}, 'qp-qs')).toBeUndefined()
    expect(find({}, 'bleeding')).toBeUndefined()
  })

  it('say how well a fit meets what was measured, value by value', () => {
    const fit = [
      { name: 'pulmonaryMean', measured: 20 * mmHg, fitted: 26 * mmHg, uncertainty: 2 * mmHg },
      { name: 'mixedVenous', measured: 0.7, fitted: 0.7, uncertainty: 0.02 },
    ] as const
    const found = find({ fit }, 'measured-values')!
    expect(found.value).toBeCloseTo(3 / Math.SQRT2, 6)
    expect(found.band?.level).toBe('red')
    expect(found.condition).toMatch(/mean 26 for 20 mmHg; mixed venous oxygen saturation 70 for 70 %/)
    expect(found.warnings[0]).toMatch(/Not met: .*26 for 20 mmHg/)
  })

  it('all say where their band comes from and under which condition they hold', () => {
    const found = computeFindings({
      ...base,
      openings: [hole(4)],
      leaks: [{ centre: [0, 0, 0], area: 1e-6 }],
      ...waves({
        'pulmonary.flow': flat(2),
        'aortic.flow': flat(1),
        'LV.pressure': flat(1),
        'RV.pressure': flat(1),
      }),
    })
    expect(found.length).toBeGreaterThan(5)
    for (const f of found) {
      expect(f.basis.length).toBeGreaterThan(3)
      expect(f.condition).toContain('lattice 1 mm')
      if (f.band) expect(f.basis).toContain('to be confirmed by a clinical lead')
    }
  })
})

// Reference: the bands of the clinical page; ≤ 1.2, 1.2–1.5, ≥ 1.5 and ≤ 2, 2–3, > 3 mm.
describe('bands', () => {
  const ratio = (qp: number) =>
    find(waves({ 'pulmonary.flow': flat(qp), 'aortic.flow': flat(1) }), 'qp-qs')?.band?.level
  it('Qp:Qs', () => {
    expect([1, 1.199, 1.21, 1.49, 1.5, 3].map(ratio)).toEqual([
      'green',
      'green',
      'amber',
      'amber',
      'red',
      'red',
    ])
  })

  it('residual hole; none at all is 0 mm and green', () => {
    const level = (mm: number) => find({ openings: [hole(mm)] }, 'residual-hole')?.band?.level
    expect([1.9, 2.5, 3.1].map(level)).toEqual(['green', 'amber', 'red'])
    expect(find({}, 'residual-hole')).toMatchObject({ value: 0, band: { level: 'green' } })
  })

  it('RV/LV pressure', () => {
    const level = (rv: number) =>
      find(waves({ 'RV.pressure': flat(rv), 'LV.pressure': flat(1) }), 'rv-lv-ratio')?.band?.level
    expect([0.49, 0.5, 0.66, 0.67].map(level)).toEqual(['green', 'amber', 'amber', 'red'])
  })

  it('arch peak-to-peak', () => {
    const level = (drop: number) =>
      find(
        {
          narrowing: {
            id: 'arch',
            label: 'Arch',
            area: 1e-5,
            referenceArea: 1e-4,
            centre: [0, 0, 0],
            cellsAcross: 12,
          },
          ...waves({
            'aorta.pressure': flat((100 + drop) * mmHg),
            'descending-aorta.pressure': flat(100 * mmHg),
            'arch.flow': flat(1),
          }),
        },
        'gradient-peak-to-peak',
      )?.band?.level
    expect([9, 11, 21].map(level)).toEqual(['green', 'amber', 'red'])
  })
})

describe('values', () => {
  // Reference: Qp:Qs = (.98 - .70) / (.98 - .84) = 2.
  it('Qp:Qs by oximetry', () => {
    const saturations = {
      aorta: 0.98,
      'systemic-veins': 0.7,
      'pulmonary-vein': 0.98,
      'pulmonary-artery': 0.84,
    }
    expect(find({ oxygen: { saturations } }, 'qp-qs-oximetry')?.value).toBeCloseTo(2, 12)
  })

  // Reference: two holes of 3 and 4 mm have the area of one of 5 mm.
  it('holes add by area', () => {
    const openings = [hole(3), { ...hole(4), id: 'second' }]
    expect(find({ openings }, 'residual-hole')?.value).toBeCloseTo(5, 12)
  })

  it('a shunt is positive from left to right, whichever way the opening is counted', () => {
    const leftToRight = (from: 'LV' | 'RV', q: number) =>
      find({ openings: [hole(6, from)], ...waves({ 'shunt.vsd.flow': flat(q) }) }, 'shunt-flow-vsd')
    expect(leftToRight('LV', 1e-3 / 60)?.value).toBeCloseTo(1, 6)
    expect(leftToRight('RV', -1e-3 / 60)?.value).toBeCloseTo(1, 6)
    expect(leftToRight('LV', 1e-3 / 60)?.label).toContain('left to right')
    expect(leftToRight('RV', 1e-3 / 60)?.label).toContain('right to left')
  })

  it('a flow that goes both ways within the beat says so', () => {
    const shunt = curve(0, 3e-5, 0, -1e-5, 0)
    const found = find({ openings: [hole(6)], ...waves({ 'shunt.vsd.flow': shunt }) }, 'shunt-flow-vsd')
    expect(found?.label).toContain('left to right (both ways')
  })

  // Reference: mean of (10 - 2) and (6 - 2) mmHg while blood runs forward: 6; peak 8.
  it('gradients count forward flow only', () => {
    const found = {
      ...waves({
        'LV.pressure': curve(5, 10, 6, 1, 5).map((p) => p * mmHg),
        'aorta.pressure': flat(2 * mmHg),
        'aortic.flow': curve(0, 1, 1, -0.1, 0),
      }),
    }
    expect(find(found, 'gradient-mean-aortic')?.value).toBeCloseTo(6, 4)
    expect(find(found, 'gradient-peak-lvot')?.value).toBeCloseTo(8, 4)
  })

  it('the mean of a beat counts its repeated end once', () => {
    const found = find(
      waves({ 'aortic.flow': curve(0, 1, 1, 0, 0).map((q) => (q * 1e-3) / 60) }),
      'cardiac-output',
    )
    expect(found?.value).toBeCloseTo(0.5, 6)
  })

  it('few cells across an opening are said', () => {
    expect(find({ openings: [hole(4)] }, 'residual-hole')?.warnings.join()).toContain('4 cells across')
    expect(find({ openings: [hole(8)] }, 'residual-hole')?.warnings).toEqual([])
  })
})

describe('what a figure rests on is said beside it', () => {
  const gradient = {
    'RV.pressure': flat(60 * mmHg),
    'pulmonary-artery.pressure': flat(20 * mmHg),
    'pulmonary.flow': flat(1),
  }
  const way = { gate: 'pulmonary', feeding: 'RV', ringArea: 4e-5, arteryArea: 4e-5, ...hole(4) } as never

  it('an outlet’s gradient carries the spread of its own constant, and is not passed off as 3D flow', () => {
    const first = find({ ...waves(gradient), outflows: [way] }, 'gradient-peak-rvot')!
    expect(first.uncertainty! / first.value).toBeCloseTo(0.35, 6)
    expect(first.condition).toMatch(/contraction of .85 \(own\)/)
    expect(first.warnings).toEqual([])
    const flow = find({ ...waves(gradient), outflows: [way], answer: 'flow' }, 'gradient-peak-rvot')!
    expect(flow.warnings.join()).toMatch(/3D flow measures openings, not this way/)
  })

  it('a measured saturation that the untouched heart misses is named, and not after an edit', () => {
    const physiology = { ...base.physiology, saturations: { systemicArterial: 0.82 } }
    const oxygen = { saturations: { aorta: 0.92 } }
    const warned = (untouched: boolean) =>
      find({ physiology, oxygen, untouched }, 'saturation-arterial')!.warnings.join()
    expect(warned(true)).toMatch(/Measured 82 %: the untouched model is 10 points above it/)
    expect(warned(false)).toBe('')
    const near = { saturations: { aorta: 0.84 } }
    expect(find({ physiology, oxygen: near, untouched: true }, 'saturation-arterial')!.warnings).toEqual([])
  })
})
