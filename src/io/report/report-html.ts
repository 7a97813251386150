import { say } from '../../core/language'
import { writeSvg } from '../template/write-svg'
import { escaped } from './escaped'
import type { Report, ReportRisk, ReportStrategy } from './report'
import { reportStyle } from './report-style'
import { basisTable, figureTables } from './report-tables'

const paragraph = (text: string, style = ''): string =>
  `<p${style && ` class="${style}"`}>${escaped(text)}</p>`
const section = (title: string, body: string, style = ''): string =>
  body && `<section${style && ` class="${style}"`}><h2>${escaped(title)}</h2>\n${body}</section>\n`

function heading({ case: name, patient, written, facts }: Report): string {
  const list = facts
    .map((f) => `<div><dt>${escaped(f.label)}</dt><dd>${escaped(f.value)}</dd></div>`)
    .join('')
  const day = written.slice(0, 10)
  return `<header><div class="brand">Atrium · ${escaped(say('rehearsal report'))} · ${day}</div><h1>${escaped(name)}</h1>
${patient ? paragraph(patient, 'typed') : ''}${paragraph(
  say(
    'A rehearsal on a model of this heart. It supports judgement and never replaces it. No strategy is ranked; every band has to be confirmed by a clinical lead.',
  ),
  'lead',
)}
<dl class="facts">${list}</dl></header>\n`
}

function strategyCard(s: ReportStrategy): string {
  const edits = s.edits.map(({ id, kind, refused }) => {
    const why = refused
      ? ` <span class="refused">${escaped(say('not done'))}: ${escaped(refused)}</span>`
      : ''
    return `<li>${escaped(say(kind))} <span class="soft">${escaped(id)}</span>${why}</li>`
  })
  const from = s.from ? say('Branches from {name} after {edits} edits', s.from) : ''
  const list =
    edits.length > 0 ? `<ol>${edits.join('')}</ol>` : paragraph(say('No edit: the heart as it came.'), 'soft')
  return `<div class="strategy"><h3 style="margin-top:0">${escaped(s.name)}</h3>${from && `<small>${escaped(from)}</small>`}${list}</div>`
}

const strategyCards = ({ strategies }: Report): string =>
  `<div class="strategies">${strategies.map(strategyCard).join('')}</div>`

const pictures = (report: Report): string =>
  report.pictures.length === 0
    ? ''
    : `<div class="pictures">${report.pictures
        .map(
          (p) =>
            `<figure><img src="${escaped(p.source)}" alt="${escaped(p.title)}"><figcaption>${escaped(p.title)}</figcaption></figure>`,
        )
        .join('')}</div>`

function risk({ label, level, edit, text, rule, source }: ReportRisk): string {
  const by = edit ? ` · ${escaped(say('by {edit}', { edit }))}` : ''
  return `<div class="risk ${level}"><p><b>${escaped(label)}</b> <span class="soft">${escaped(say(level))}${by}</span></p><p>${escaped(text)}</p><small>${escaped(rule)} · ${escaped(source)}</small></div>`
}

const risks = ({ strategies }: Report): string =>
  strategies
    .map((s) => {
      const list = s.risks.map(risk).join('') || paragraph(say('None of the rules found one.'), 'soft')
      return `<h3>${escaped(s.name)}</h3>${list}`
    })
    .join('\n')

const bullets = (texts: readonly string[]): string =>
  texts.length === 0 ? '' : `<ul>${texts.map((t) => `<li>${escaped(t)}</li>`).join('')}</ul>`

/** What is to be read with care, each once, with the figures that it is said of. */
function notes({ strategies, rows, flowRows }: Report): string {
  const figures = new Map<string, Set<string>>()
  for (const { label, cells } of [...rows, ...flowRows])
    for (const warning of cells.flatMap((c) => c.finding?.warnings ?? []))
      figures.set(warning, (figures.get(warning) ?? new Set()).add(label))
  const of = [...figures].map(([warning, labels]) => `${[...labels].join(', ')}: ${warning}`)
  return bullets([...new Set([...strategies.flatMap((s) => s.warnings), ...of])])
}

function origin({ version, device, hash, strategies }: Report): string {
  const lines = [[say('case'), hash], ...strategies.map((s) => [s.name, s.hash])]
  const hashes = lines.map(([name, digits]) => `${escaped(name as string)}: ${digits}`).join('<br>')
  return `<footer class="small"><p>Atrium ${escaped(version)} · ${escaped(device)}</p><p class="soft">${escaped(
    say('SHA-256 of the case (its file without plans) and of the edits of each strategy (as JSON):'),
  )}</p><p class="hash">${hashes}</p></footer>`
}

function templates({ strategies }: Report): { style: string; pages: string } {
  const all = strategies.flatMap((s) => s.templates)
  const style = all.map(
    (p, n) =>
      `@page template${n} { size: ${p.width}mm ${p.height}mm; margin: 0 } @media print { .template${n} { page: template${n} } }`,
  )
  const pages = all.map((p, n) => `<section class="template template${n}">${writeSvg(p)}</section>`)
  return { style: style.join('\n'), pages: pages.join('\n') }
}

/** At the foot of every printed page: whose it is, so that no sheet is taken for another patient’s. */
const footOf = ({ case: name, patient, written }: Report): string =>
  [name, ...(patient ? [patient] : []), `Atrium · ${written.slice(0, 10)}`].join(' · ')

/** One self-contained HTML page that reads on a screen and prints on A4, its templates at 1 : 1. */
export function reportHtml(report: Report): string {
  const flat = templates(report)
  const sheets = report.strategies.flatMap((s) => s.templates.map((p) => `${s.name}: ${p.title}`))
  const body = [
    heading(report),
    section(say('Strategies'), strategyCards(report)),
    section(say('Pictures'), pictures(report)),
    section(say('Findings'), figureTables(report.rows, report)),
    section(
      say('With the resistances of the 3D flow'),
      report.flowRows.length > 0 ? figureTables(report.flowRows, report) : '',
    ),
    section(say('Risks'), risks(report)),
    section(say('Patch templates, at 1 : 1 on the last pages'), bullets(sheets), 'small'),
    section(say('To be read with care'), notes(report), 'small'),
    section(say('Method'), bullets(report.method), 'small'),
    section(say('Limits'), bullets(report.limits), 'small'),
    section(say('Where each figure comes from'), basisTable(report.rows)),
    origin(report),
  ]
  const title = `${report.case}: ${say('rehearsal report')}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${reportStyle(flat.style, footOf(report))}</style></head>
<body><main>
${body.join('')}</main>
${flat.pages}
</body></html>
`
}
