import { describe, expect, it } from 'vitest'
import { mmHg } from '../core/units'
import { injuryProbability } from './conduction-probability'
import { rightShare } from './figures/branch-flow'
import { type BranchLook, type CloserLook, computeFindings, computeRisks } from './index'
import { emptyInput as base, findIn as find, editsOf as plan, riskIn as risk } from './input.fixture'
import { clockPosition, clockText } from './rim-position'

const flat = (value: number) => new Float32Array(5).fill(value)
const time = Float32Array.from({ length: 5 }, (_, i) => i * 0.2)
const branch = (side: 'right' | 'left', quadratic: number): BranchLook => ({
  side,
  area: 2e-5,
  referenceArea: 5e-5,
  centre: [0, 0, 0],
  cellsAcross: 12,
  law: { linear: 0, quadratic },
})
const closer = (change: Partial<CloserLook>): { closer: CloserLook } => ({
  closer: { outflows: [], branches: [], veins: [], ...change },
})

describe('the branches of the lung artery', () => {
  const lungs = {
    waveforms: {
      time,
      series: {
        'pulmonary-artery.flow': flat(4e-5),
        'pulmonary-artery.pressure': flat(20 * mmHg),
        'LA.pressure': flat(10 * mmHg),
      },
    },
  }

  // Reference: without a loss each lung has its usual share; with one, k q² + R q / .55 = R (Q - q) / .45.
  it('share the flow so that both take the same pressure', () => {
    const resistance = (10 * mmHg) / 4e-5
    expect(rightShare(branch('right', 0), branch('left', 0), 4e-5, resistance)).toBeCloseTo(0.55, 6)
    const k = 2e12
    const q = 4e-5 * rightShare(branch('right', k), branch('left', 0), 4e-5, resistance)
    expect((k * q * q + (resistance / 0.55) * q) / ((resistance / 0.45) * (4e-5 - q))).toBeCloseTo(1, 6)
  })

  it('are judged by gradient and share, and say that no 3D flow measured them', () => {
    const input = { ...lungs, ...closer({ branches: [branch('right', 4e13), branch('left', 0)] }) }
    expect(find(input, 'branch-share-right')?.band?.level).toBe('red')
    expect(find(input, 'branch-gradient-right')?.warnings.join()).toMatch(/Estimated/)
    expect(find(input, 'branch-gradient-left')).toMatchObject({ value: 0, band: { level: 'green' } })
    expect(risk(input, 'lung-starved-branch-share-right')?.level).toBe('high')
    expect(find(lungs, 'branch-share-right')).toBeUndefined()
  })

  it('carry the liver’s blood only where both caval veins drain into the lungs', () => {
    const input = { ...lungs, ...closer({ branches: [branch('right', 0), branch('left', 0)] }) }
    expect(find({ ...input, configuration: 'fontan' }, 'hepatic-share')?.value).toBeCloseTo(45, 4)
    expect(find({ ...input, configuration: 'glenn' }, 'hepatic-share')).toBeUndefined()
  })
})

describe('the conduction axis', () => {
  // Reference: on the line itself the integral is 1 - exp(-r² / 2σ²); far from it, nothing.
  it('is injured with the probability that it lies within reach', () => {
    expect(injuryProbability(0).value).toBeCloseTo(1 - Math.exp(-(1.5 ** 2) / (2 * 2.5 ** 2)), 3)
    expect(injuryProbability(0).low).toBeLessThan(injuryProbability(0).value)
    expect(injuryProbability(0).high).toBeGreaterThan(injuryProbability(0).value)
    expect(injuryProbability(15e-3).high).toBeLessThan(1e-3)
    const falling = [0, 1, 2, 4, 6].map((d) => injuryProbability(d * 1e-3).value)
    expect([...falling].sort((a, b) => b - a)).toEqual(falling)
  })
})

// Reference: looked at from the left side (x), 12 is up, and the back is to the right hand: 3 o'clock.
it('a place on a rim has its hour on the clock', () => {
  const rim = [0, 90, 180, 270].map(
    (a) => [0, Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)] as const,
  )
  const at = (y: number, z: number) => clockPosition(rim, [0, y, z], [1, 0, 0])
  expect([at(0, 1), at(0, -1), at(1, 0), at(-1, 0)]).toEqual([12, 6, 3, 9])
  expect(clockText(at(-1, 1))).toBe('10:30')
})

describe('what edits bring', () => {
  const sewn = { technique: 'running', pitch_mm: 4, bite_mm: 1 }
  const square = [
    [-10, -10, 0],
    [10, -10, 0],
    [10, 10, 0],
    [-10, 10, 0],
  ]
  const patch = { kind: 'patch', id: 'patch', outline_mm: square, material: 'pericardium', sewn }
  const sheet = {
    edit: 'patch',
    area: 4e-4,
    places: [[0, 0, 0] as const],
    sides: [1, 2] as const,
    parts: ['LV', 'RV'] as const,
  }
  const waveforms = { time, series: { 'LV.pressure': flat(90 * mmHg), 'RV.pressure': flat(15 * mmHg) } }

  // Reference: 75 mmHg · 4 cm² / 20 stitches = .2 N each; a bite of 1 mm bears .1 N.
  it('stitches that carry more than their bite bears are named', () => {
    const found = risk({ edits: plan(patch), sheets: [sheet], waveforms }, 'suture-dehiscence')
    expect(found).toMatchObject({ level: 'high', edit: 'patch' })
    expect(found?.text).toMatch(/20 stitches carries at least 0\.20 N, 200 %/)
    const wide = { ...patch, sewn: { ...sewn, pitch_mm: 2, bite_mm: 3 } }
    expect(risk({ edits: plan(wide), sheets: [sheet], waveforms }, 'suture-dehiscence')).toBeUndefined()
  })

  it('time at the heart grows with stitches and steps, and is absent without edits', () => {
    expect(find({}, 'hand-time')).toBeUndefined()
    const one = find({ edits: plan(patch) }, 'hand-time')!
    const more = find({ edits: plan({ ...patch, sewn: { ...sewn, pitch_mm: 2 } }) }, 'hand-time')!
    expect(one.value).toBeCloseTo(1.5 + 20 * 0.3, 6)
    expect(more.value - one.value).toBeCloseTo(20 * 0.3, 6)
  })

  it('a ventricle that loses room names the sheet that takes it', () => {
    const volumes = [{ part: 'RV' as const, before: 5e-5, now: 3e-5 }]
    expect(find({ volumes }, 'volume-change-rv')?.value).toBeCloseTo(-40, 6)
    expect(risk({ volumes, edits: plan(patch), sheets: [sheet] }, 'ventricle-filled-rv')).toMatchObject({
      level: 'high',
      edit: 'patch',
    })
    expect(find({ volumes: [{ part: 'RV', before: 5e-5, now: 5e-5 }] }, 'volume-change-rv')).toBeUndefined()
  })

  it('a vein that keeps half of its section is at risk; a coronary mouth by its distance', () => {
    const vein = {
      id: 'svc',
      label: 'SVC',
      before: 1e-4,
      area: 4e-5,
      centre: [0, 0, 0] as const,
      cellsAcross: 8,
    }
    expect(risk({ edits: plan(patch), ...closer({ veins: [vein] }) }, 'vein-narrowed-svc')?.level).toBe(
      'high',
    )
    const mouth = { id: 'coronary-ostium-left', name: 'Left', points: [[0.01, 0, 0.004] as const] }
    expect(
      risk({ edits: plan(patch), landmarks: [mouth] }, 'coronary-near-coronary-ostium-left'),
    ).toMatchObject({
      level: 'moderate',
      edit: 'patch',
    })
  })

  it('a way out narrowed beside an edit is judged against its ring', () => {
    const way = {
      gate: 'aortic',
      feeding: 'LV',
      area: 4e-5,
      ringArea: 1e-4,
      arteryArea: 1e-4,
      centre: [0.01, 0, 0],
      cellsAcross: 9,
    } as never
    expect(risk({ outflows: [way], edits: plan(patch) }, 'outflow-obstruction-aortic')?.level).toBe('high')
    expect(risk({ outflows: [way] }, 'outflow-obstruction-aortic')).toBeUndefined()
  })

  it('the weightiest risk comes first', () => {
    const levels = computeRisks({
      ...base,
      edits: plan({ ...patch, sewn: undefined }),
      landmarks: [
        { id: 'conduction-axis', name: 'axis', points: [[0.01, 0.003, 0.003] as const] },
        { id: 'coronary-ostium-left', name: 'Left', points: [[0.01, 0, 0.004] as const] },
      ],
    }).map((r) => r.level)
    expect(levels.length).toBeGreaterThan(2)
    expect(levels).toEqual(
      [...levels].sort((a, b) => 'high moderate low'.indexOf(a) - 'high moderate low'.indexOf(b)),
    )
  })
})

// Reference: the bands of the clinical page: 75–85 %, ± 5, < 70 or > 90; only where one ventricle feeds both ways.
it('arterial saturation has a band with one ventricle only', () => {
  const level = (aorta: number, configuration: 'glenn' | 'biventricular') =>
    find({ oxygen: { saturations: { aorta } }, configuration }, 'saturation-arterial')?.band?.level
  expect([0.8, 0.72, 0.88, 0.65, 0.95].map((s) => level(s, 'glenn'))).toEqual([
    'green',
    'amber',
    'amber',
    'red',
    'red',
  ])
  expect(level(0.8, 'biventricular')).toBeUndefined()
})

it('every figure has a spread or says why not', () => {
  const found = computeFindings({
    ...base,
    oxygen: { saturations: { aorta: 0.98 } },
    leaks: [{ centre: [0, 0, 0], area: 1e-6 }],
  })
  expect(found.length).toBeGreaterThan(2)
  for (const f of found) expect(f.uncertainty !== undefined || (f.noSpread ?? '').length > 5, f.id).toBe(true)
})
