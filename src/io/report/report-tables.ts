import { formatSpread, formatValue } from '../../core/format-value'
import { say } from '../../core/language'
import { escaped } from './escaped'
import type { Report, ReportFigure, ReportRow } from './report'

/** Strategies that fit beside each other on A4. */
const mostColumns = 5

/** A level as a mark that is told apart without its colour, and in words. */
const levels = {
  green: { mark: '●', word: 'within band' },
  amber: { mark: '▲', word: 'watch' },
  red: { mark: '■', word: 'outside band' },
} as const

function figureCell(
  { finding: f, difference: d, strategy }: ReportRow['cells'][number],
  { label }: ReportRow,
  { reference }: Report,
): string {
  if (!f) return `<td class="soft">${escaped(say('does not apply'))}</td>`
  const spread = f.uncertainty
    ? ` <span class="soft">± ${escaped(formatSpread(f.uncertainty, f.unit))}</span>`
    : ''
  const unsettled =
    f.settled < 1
      ? `<small>${escaped(say('settled to {share} %', { share: Math.round(100 * f.settled) }))}</small>`
      : ''
  // A way out may be fed by another ventricle after an operation: then it is named anew.
  const own = f.label === label ? '' : `<small>${escaped(f.label)}</small>`
  const against = d && strategy !== reference ? differenceText(d, f) : ''
  return `<td><b>${formatValue(f.value, f.unit)}</b> ${escaped(f.unit)}${spread}${own}${bandText(f)}${unsettled}${against}</td>`
}

function bandText({ band }: ReportFigure): string {
  if (!band) return ''
  const { mark, word } = levels[band.level]
  return `<small class="${band.level}"><span class="mark" aria-hidden="true">${mark}</span>${escaped(say(word))}</small>`
}

function differenceText(
  d: NonNullable<ReportRow['cells'][number]['difference']>,
  { unit }: ReportFigure,
): string {
  const shown = formatValue(d.difference, unit)
  if (Number(shown) === 0) return `<small>${escaped(say('no difference'))}</small>`
  const sign = d.difference > 0 ? '+' : ''
  const text = `${sign}${shown}`
  const spread = d.uncertainty === null ? '' : ` ± ${formatSpread(d.uncertainty, unit)}`
  const words = { true: 'clear', false: 'within its uncertainty', null: 'uncertainty not known' } as const
  const word = say(words[String(d.clear) as 'true' | 'false' | 'null'])
  return `<small${d.clear ? ' class="clear"' : ''}>${text}${escaped(spread)}: ${escaped(word)}</small>`
}

/** Figures in rows, strategies in columns; more strategies than a page is wide go on in a further table. */
export function figureTables(rows: readonly ReportRow[], report: Report): string {
  const tables: string[] = []
  for (let from = 0; from < report.strategies.length; from += mostColumns)
    tables.push(figureTable(rows, report, from))
  return tables.join('\n')
}

function figureTable(rows: readonly ReportRow[], report: Report, from: number): string {
  const columns = report.strategies.slice(from, from + mostColumns)
  const note = (id: string) => (id === report.reference ? `<small>${escaped(say('reference'))}</small>` : '')
  const names = columns.map((s) => `<th scope="col">${escaped(s.name)}${note(s.id)}</th>`).join('')
  const body = rows
    .map((row) => {
      const cells = row.cells.slice(from, from + mostColumns).map((cell) => figureCell(cell, row, report))
      return `<tr><th scope="row">${escaped(row.label)}</th>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<table><colgroup><col class="figure">${'<col>'.repeat(columns.length)}</colgroup><thead><tr><th scope="col">${escaped(say('Figure'))}</th>${names}</tr></thead><tbody>\n${body}\n</tbody></table>`
}

/** What so many rows have in common is said once, above them. */
const saidOnce = 4

/** Where each figure comes from: formula and condition, band, and their source. */
export function basisTable(rows: readonly ReportRow[]): string {
  const figures = rows.flatMap(({ label, cells }) => {
    const f = cells.find((c) => c.finding)?.finding
    return f
      ? [{ label, condition: f.condition, basis: `${f.band ? `${f.band.text}. ` : ''}${f.basis}` }]
      : []
  })
  const letters = commonParts(figures.flatMap((f) => [f.condition, f.basis]))
  const lines = figures.map(
    (f) =>
      `<tr><th scope="row">${escaped(f.label)}</th><td>${withLetters(f.condition, letters)}</td><td>${withLetters(f.basis, letters)}</td></tr>`,
  )
  const key = [...letters].map(([part, letter]) => `<p><sup>${letter}</sup> ${escaped(part)}</p>`).join('')
  const names = [say('Figure'), say('Formula and condition'), say('Band and source')]
  const head = names.map((n) => `<th scope="col">${escaped(n)}</th>`).join('')
  return `<div class="small soft">${key}</div><table class="basis"><colgroup><col class="figure"><col><col></colgroup><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`
}

/** A letter for each part between semicolons that many texts share. */
function commonParts(texts: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const part of texts.flatMap((t) => t.split('; '))) counts.set(part, (counts.get(part) ?? 0) + 1)
  const common = [...counts].filter(([, count]) => count >= saidOnce)
  return new Map(common.map(([part], n) => [part, (n + 10).toString(36)]))
}

function withLetters(text: string, letters: ReadonlyMap<string, string>): string {
  const parts = text.split('; ')
  const own = parts.filter((p) => !letters.has(p)).map(escaped)
  const marks = parts.flatMap((p) => letters.get(p) ?? [])
  return `${own.join('; ')}${marks.length > 0 ? ` <sup>${marks.join(' ')}</sup>` : ''}`
}
