import type { Report, ReportRow, ReportStrategy } from './report'

const head = [
  'figure',
  'label',
  'strategy',
  'value',
  'unit',
  'uncertainty',
  'band',
  'band_limits',
  'answer',
  'settled',
  'difference_to_reference',
  'difference_uncertainty',
  'difference_clear',
  'condition',
  'basis',
  'case_hash',
  'edits_hash',
]

type Cell = string | number | boolean | null | undefined

/**
 * RFC 4180: quoted where need be. A text that a spreadsheet would take for a formula is given a leading apostrophe.
 */
function field(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (cells: readonly Cell[]): string => cells.map(field).join(',')

function rowLines({ id, label, cells }: ReportRow, { strategies, hash }: Report): string[] {
  return cells.flatMap(({ strategy, finding: f, difference: d }) => {
    const of = strategies.find((s) => s.id === strategy) as ReportStrategy
    if (!f) return []
    const judged = [f.band?.level, f.band?.text, f.answer, f.settled]
    const against = [d?.difference, d?.uncertainty, d?.clear]
    const where = [f.condition, f.basis, hash, of.hash]
    return [line([id, label, of.name, f.value, f.unit, f.uncertainty, ...judged, ...against, ...where])]
  })
}

/** The figures, one line for each figure of each strategy; lines end in CR LF. A figure that is absent has no line. */
export const reportCsv = (report: Report): string =>
  `${[line(head), ...[...report.rows, ...report.flowRows].flatMap((row) => rowLines(row, report))].join('\r\n')}\r\n`
