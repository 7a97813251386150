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
  { reference }: Report,
): string {
  if (!f) return `<td class="soft">${escaped(say('does not apply'))}</td>`
  const spread = f.uncertainty ? ` <span class="soft">± ${formatSpread(f.uncertainty, f.unit)}</span>` : ''
  const unsettled =
    f.settled < 1
      ? `<small>${escaped(say('settled to {share} %', { share: Math.round(100 * f.settled) }))}</small>`
      : ''
  const against = d && strategy !== reference ? differenceText(d, f) : ''
  return `<td><b>${formatValue(f.value, f.unit)}</b> ${escaped(f.unit)}${spread}${bandText(f)}${unsettled}${against}</td>`
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
  return `<small${d.clear ? ' class="clear"' : ''}>${text}${spread}: ${escaped(word)}</small>`
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
      const cells = row.cells.slice(from, from + mostColumns).map((cell) => figureCell(cell, report))
      return `<tr><th scope="row">${escaped(row.label)}</th>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<table><colgroup><col class="figure">${'<col>'.repeat(columns.length)}</colgroup><thead><tr><th scope="col">${escaped(say('Figure'))}</th>${names}</tr></thead><tbody>\n${body}\n</tbody></table>`
}

/** Where each figure comes from: formula and condition, band, and their source. */
export function basisTable(rows: readonly ReportRow[]): string {
  const lines = rows.flatMap(({ label, cells }) => {
    const f = cells.find((c) => c.finding)?.finding
    if (!f) return []
    const band = f.band ? `${f.band.text}. ` : ''
    return `<tr><th scope="row">${escaped(label)}</th><td>${escaped(f.condition)}</td><td>${escaped(band + f.basis)}</td></tr>`
  })
  const names = [say('Figure'), say('Formula and condition'), say('Band and source')]
  const head = names.map((n) => `<th scope="col">${escaped(n)}</th>`).join('')
  return `<table class="basis"><colgroup><col class="figure"><col><col></colgroup><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`
}
