import { describe, expect, it } from 'vitest'
import type { Report, ReportFigure } from './report'
import { reportCsv } from './report-csv'
import { reportHtml } from './report-html'
import { reportJson } from './report-json'

const gradient = (value: number): ReportFigure => ({
  id: 'gradient',
  label: 'Gradient',
  value,
  unit: 'mmHg',
  band: { level: 'amber', text: 'green < 20, amber to 40' },
  basis: 'a series, "own"',
  condition: 'at rest',
  answer: 'circulation',
  settled: 1,
  uncertainty: 3,
  warnings: [],
})
const strategy = (id: string, name: string) => ({
  id,
  name,
  from: null,
  edits: [{ id: 'patch-1', kind: 'patch', refused: null }],
  risks: [
    {
      id: 'r',
      label: 'Block',
      level: 'high' as const,
      edit: 'patch-1',
      text: 't',
      rule: 'rule',
      source: 'source',
    },
  ],
  warnings: [],
  templates: [{ width: 210, height: 297, title: 'patch-1', marks: [] }],
  hash: 'ab'.repeat(32),
})
const report: Report = {
  format: 'atrium-report',
  formatVersion: 1,
  case: 'A <heart>',
  patient: null,
  written: '2026-01-02T03:04:05.000Z',
  version: '1.0.0',
  device: 'a test',
  hash: 'cd'.repeat(32),
  facts: [{ label: 'Weight', value: '8 kg' }],
  reference: 'a',
  strategies: [strategy('a', 'Patch'), strategy('b', '=Tunnel, "long"')],
  rows: [
    {
      id: 'gradient',
      label: 'Gradient',
      unit: 'mmHg',
      answer: 'circulation',
      cells: [
        { strategy: 'a', finding: gradient(22), difference: null },
        {
          strategy: 'b',
          finding: gradient(25),
          difference: { difference: 3, uncertainty: 4.2, clear: false },
        },
      ],
    },
  ],
  flowRows: [],
  pictures: [{ title: 'From the front', source: 'data:image/png;base64,AA==' }],
  method: [],
  limits: [],
}

describe('a report', () => {
  it('is one page that asks for no other file, with its templates on pages of their own size', () => {
    const html = reportHtml(report)
    expect(html).not.toMatch(/(src|href)="(?!data:)/)
    expect(html).not.toMatch(/url\(|@import|<script/)
    expect(html).toContain('A &lt;heart&gt;')
    expect(html.match(/@page template\d+ \{ size: 210mm 297mm; margin: 0 \}/g)).toHaveLength(2)
    expect(html).toContain('width="210mm" height="297mm"')
  })

  it('shows value, uncertainty, band, condition, difference, rule and source, and both hashes', () => {
    const html = reportHtml(report)
    for (const text of [
      '<b>25</b> mmHg',
      '± 3.0',
      'watch',
      'at rest',
      '+3.0 ± 4.2',
      'within its uncertainty',
      'rule · source',
    ])
      expect(html).toContain(text)
    expect(html).toContain('cd'.repeat(32))
    expect(html).toContain('ab'.repeat(32))
  })

  it('goes on in a second table where strategies are more than a page is wide', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const cells = names.map((s) => ({ strategy: s, finding: gradient(1), difference: null }))
    const strategies = names.map((n) => strategy(n, n))
    const html = reportHtml({ ...report, strategies, rows: [{ ...report.rows[0]!, cells }] })
    expect(html.match(/<table><colgroup>/g)).toHaveLength(2)
  })

  it('has a line of CSV for each figure of each strategy, quoted, and no formula', () => {
    const [head, first, second, last] = reportCsv(report).split('\r\n')
    expect(head?.split(',').slice(0, 6)).toEqual([
      'figure',
      'label',
      'strategy',
      'value',
      'unit',
      'uncertainty',
    ])
    expect(first).toMatch(
      /^gradient,Gradient,Patch,22,mmHg,3,amber,"green < 20, amber to 40",circulation,1,,,,/,
    )
    expect(second).toMatch(/^gradient,Gradient,"'=Tunnel, ""long""",25,mmHg,3,/)
    expect(second).toContain(',3,4.2,false,')
    expect(last).toBe('')
  })

  it('is the same as JSON, without drawings', () => {
    const back = JSON.parse(reportJson(report))
    expect(back.rows).toEqual(report.rows)
    expect(back.strategies[0].templates).toEqual([{ title: 'patch-1', width_mm: 210, height_mm: 297 }])
    expect(back.pictures).toEqual(['From the front'])
  })
})
