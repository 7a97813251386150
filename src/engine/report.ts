import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Heart } from '../heart/heart'
import type { Finding } from './protocol'
import type { Rehearsal } from './rehearsal'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (c) => escapes[c] as string)

function cell(f: Finding | undefined): string {
  if (!f) return '<td>–</td>'
  const band = f.band ? ` class="${f.band.level}" title="${safe(f.band.text)}"` : ''
  const spread = f.uncertainty === undefined ? '' : ` ± ${Number(f.uncertainty.toPrecision(2))}`
  return `<td${band}><b>${Number(f.value.toPrecision(4))}</b> ${safe(f.unit)}${spread}<small>settled ${(f.settled * 100).toFixed(0)} %</small></td>`
}

function rows(rehearsal: Rehearsal, answer: Finding['answer']): string {
  const strategies = [rehearsal.untouched, ...rehearsal.plans]
  const ids = [
    ...new Set(strategies.flatMap((s) => s.findings.filter((f) => f.answer === answer).map((f) => f.id))),
  ]
  return ids
    .map((id) => {
      const found = strategies.map((s) => s.findings.find((f) => f.id === id && f.answer === answer))
      const first = found.find((f) => f !== undefined) as Finding
      return `<tr><th>${safe(first.label)}<small>${safe(first.condition)}<br>${safe(first.basis)}</small></th>${found.map(cell).join('')}</tr>`
    })
    .join('\n')
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:3em auto;padding:0 1.5em;color:#222}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5em .8em;border-bottom:1px solid #ddd;vertical-align:top}
td{font-variant-numeric:tabular-nums}small{display:block;color:#666;font-weight:400}
.green{border-left:5px solid #3a8f5c}.amber{border-left:5px solid #d39a2c}.red{border-left:5px solid #b8362f}
@media print{body{margin:0}}`

function page(heart: Heart, r: Rehearsal): string {
  const names = [r.untouched, ...r.plans].map((s) => `<th>${safe(s.name)}</th>`).join('')
  const table = (answer: Finding['answer'], title: string) => {
    const body = rows(r, answer)
    return body && `<h2>${title}</h2><table><tr><th>Figure</th>${names}</tr>${body}</table>`
  }
  const risks = [r.untouched, ...r.plans]
    .flatMap((s) =>
      s.risks.map(
        (k) =>
          `<li><b>${safe(s.name)}: ${safe(k.label)} (${k.level})</b> ${safe(k.text)}<small>${safe(k.rule)} · ${safe(k.source)}</small></li>`,
      ),
    )
    .join('')
  const notes = [...new Set([...heart.warnings, ...[r.untouched, ...r.plans].flatMap((s) => s.warnings)])]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${safe(r.case)}: rehearsal</title><style>${style}</style>
<h1>${safe(r.case)}</h1><p>Rehearsed with Atrium on ${safe(r.device)}. It supports judgement and never replaces it; bands have to be confirmed by a clinical lead.</p>
${table('flow', 'With the resistances of the 3D flow')}${table('circulation', 'At once, from measured openings')}
${risks && `<h2>Risks</h2><ul>${risks}</ul>`}
<h2>Notes</h2><ul>${notes.map((n) => `<li>${safe(n)}</li>`).join('')}</ul></html>
`
}

/** Writes `report.html` (one self-contained page) and `rehearsal.json` into a folder, which is made if need be. */
export async function writeReport(folder: string, heart: Heart, rehearsal: Rehearsal): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'report.html'), page(heart, rehearsal))
  await writeFile(join(folder, 'rehearsal.json'), JSON.stringify(rehearsal, null, 1))
}
