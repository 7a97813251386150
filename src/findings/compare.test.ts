import { describe, expect, it } from 'vitest'
import type { Finding } from '../engine/protocol'
import { compareFindings, sortedBy } from './compare'

const finding = (id: string, value: number, more: Partial<Finding> = {}): Finding => ({
  id,
  label: id,
  value,
  unit: 'mmHg',
  band: null,
  basis: '',
  condition: '',
  answer: 'circulation',
  settled: 1,
  warnings: [],
  ...more,
})
const of = (id: string, ...findings: Finding[]) => ({ id, findings })

describe('a comparison', () => {
  it('says of each figure how it differs from the reference, and whether that is more than is not known', () => {
    const [row] = compareFindings(
      [
        of('a', finding('gradient', 10, { uncertainty: 3 })),
        of('b', finding('gradient', 14, { uncertainty: 4 })),
        of('c', finding('gradient', 30, { uncertainty: 4 })),
      ],
      'a',
    )
    expect(row?.cells.map((c) => c.difference?.difference)).toEqual([undefined, 4, 20])
    expect(row?.cells.map((c) => c.difference?.clear)).toEqual([undefined, false, true])
  })

  it('compares like with like: the flow only where every strategy has it', () => {
    const both = (id: string, n: number) => of(id, finding('q', n), finding('q', n + 1, { answer: 'flow' }))
    const once = of('once', finding('q', 5))
    const values = (rows: ReturnType<typeof compareFindings>) => rows[0]?.cells.map((c) => c.finding?.value)
    expect(values(compareFindings([both('a', 1), both('b', 2)], null))).toEqual([2, 3])
    expect(values(compareFindings([both('a', 1), once], null))).toEqual([1, 5])
    expect(values(compareFindings([both('a', 1), once], null, 'flow'))).toEqual([2, undefined])
  })

  it('leaves a figure empty where a strategy does not support it', () => {
    const [row] = compareFindings([of('a'), of('b', finding('hole', 2))], 'a')
    expect(row?.cells[0]).toEqual({ strategy: 'a', finding: null, difference: null })
    expect(row?.cells[1]?.difference).toBeNull()
  })

  it('is sorted by a figure only when asked, those without it last', () => {
    const strategies = [of('a'), of('b', finding('q', 3)), of('c', finding('q', 1))]
    const [row] = compareFindings(strategies, null)
    const ids = (sorted: readonly { id: string }[]) => sorted.map((s) => s.id)
    expect(ids(sortedBy(strategies, undefined, true))).toEqual(['a', 'b', 'c'])
    expect(ids(sortedBy(strategies, row, false))).toEqual(['c', 'b', 'a'])
    expect(ids(sortedBy(strategies, row, true))).toEqual(['b', 'c', 'a'])
  })
})
