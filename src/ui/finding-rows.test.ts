import { describe, expect, it } from 'vitest'
import type { Answer, Finding } from '../engine/protocol'
import { findingRows, formatValue } from './finding-rows'

const finding = (change: Partial<Finding>): Finding => ({
  id: 'qp-qs',
  label: 'Qp:Qs',
  value: 1,
  unit: '',
  band: { level: 'green', limits: [1.2, 1.5], text: '≤ 1.2' },
  basis: 'own',
  condition: 'rest',
  answer: 'circulation',
  settled: 1,
  warnings: [],
  ...change,
})
const answer = (kind: Answer['kind'], ...findings: Finding[]): Answer => ({
  kind,
  findings,
  risks: [],
  waveforms: null,
  ms: 1,
  settled: 1,
  device: 'test',
})

describe('the rows of figures', () => {
  it('shows the blood flow’s figure in place of the estimate, in the estimate’s place', () => {
    const rows = findingRows({
      circulation: answer('circulation', finding({}), finding({ id: 'bp', unit: 'mmHg', value: 92.4 })),
      flow: answer('flow', finding({ value: 2.137, answer: 'flow', settled: 0.4 }), finding({ id: 'jet' })),
      before: null,
    })
    expect(rows.map((r) => r.id)).toEqual(['qp-qs', 'bp', 'jet'])
    expect(rows[0]).toMatchObject({ value: '2.14', answer: 'flow', settled: 0.4 })
    expect(rows[1]!.value).toBe('92')
  })

  it('keeps the value before the last edit only where it reads differently', () => {
    const rows = findingRows({
      circulation: answer(
        'circulation',
        finding({ value: 1.004 }),
        finding({ id: 'hole', unit: 'mm', value: 0 }),
      ),
      flow: null,
      before: answer('flow', finding({ value: 1.001 }), finding({ id: 'hole', unit: 'mm', value: 9.63 })),
    })
    expect(rows.map((r) => r.before)).toEqual([null, '9.6'])
  })

  it('puts the mark inside the zone of its level', () => {
    for (const [value, level] of [
      [1.1, 'green'],
      [1.3, 'amber'],
      [2.4, 'red'],
    ] as const) {
      const band = { level, limits: [1.2, 1.5], text: '' }
      const { bar } = findingRows({
        circulation: answer('circulation', finding({ value, band })),
        flow: null,
        before: null,
      })[0]!
      const zone = bar!.zones.find((z) => bar!.mark >= z.from && bar!.mark <= z.to)!
      expect(zone.level).toBe(level)
    }
  })

  it('turns the zones round where more is better', () => {
    const band = { level: 'green', limits: [30, 35], text: '> 35 %' } as const
    const row = findingRows({
      circulation: answer('circulation', finding({ value: 45, unit: '%', band })),
      flow: null,
      before: null,
    })[0]!
    expect(row.bar!.zones.map((z) => z.level)).toEqual(['red', 'amber', 'green'])
  })

  it('writes figures without digits that mean nothing', () => {
    expect(formatValue(-0.001, 'mmHg')).toBe('0.0')
    expect(formatValue(-6.23, 'mmHg')).toBe('−6.2')
    expect(formatValue(Number.NaN, 'mm')).toBe('–')
    expect(formatValue(121.6, 'mmHg')).toBe('122')
  })
})
