/** Text as a string of CSS inside of HTML. */
const quoted = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} ·,.:-]/gu, (c) => `\\${(c.codePointAt(0) ?? 32).toString(16)} `)}"`

/**
 * For screen and for A4 paper; templates take pages of their own size without margins.
 * @param foot at the foot of each page, beside its number
 */
export const reportStyle = (templatePages: string, foot: string): string => `
@page { size: A4; margin: 15mm 14mm 16mm;
  @bottom-left { content: ${quoted(foot)}; font: 7.6pt Arial, sans-serif; color: #5b666e }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7.6pt Arial, sans-serif; color: #5b666e } }
${templatePages}
:root { --ink: #1c2329; --soft: #5b666e; --line: #d9dee2; --green: #2f7d4f; --amber: #a86a00; --red: #b3261e; --accent: #14646c }
* { box-sizing: border-box }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0; color: var(--ink); background: #fff; font: 400 10pt/1.42 "Source Sans 3", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums }
main { max-width: 182mm; margin: 12mm auto }
h1 { font-size: 21pt; line-height: 1.15; font-weight: 600; margin: 1mm 0 2mm }
h2 { font-size: 13pt; font-weight: 600; margin: 9mm 0 2.5mm; break-after: avoid }
h3 { font-size: 10.5pt; font-weight: 600; margin: 4mm 0 1mm; break-after: avoid }
p { margin: 0 0 2mm } small, .soft { color: var(--soft); font-size: 8.4pt }
.brand { color: var(--accent); font-weight: 600; letter-spacing: .02em }
.lead { color: var(--soft); max-width: 150mm }
.typed { font-size: 11pt; font-weight: 600 }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(41mm, 1fr)); gap: 2mm 5mm; margin: 4mm 0 0; padding: 3mm 0 0; border-top: .3mm solid var(--line) }
.facts dt { color: var(--soft); font-size: 8.4pt } .facts dd { margin: 0; font-weight: 600 }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(54mm, 1fr)); gap: 4mm }
figure { margin: 0; break-inside: avoid } figure img { width: 100%; display: block; border-radius: 2mm; background: #14181c }
figcaption { color: var(--soft); font-size: 8.4pt; margin-top: 1mm }
.strategies { display: grid; grid-template-columns: repeat(auto-fit, minmax(52mm, 1fr)); gap: 5mm }
.strategy { break-inside: avoid; border-top: .6mm solid var(--accent); padding-top: 1.5mm }
.strategy ol { margin: 1mm 0 0; padding-left: 5mm } .strategy li { margin: .4mm 0 }
.refused { color: var(--red) }
table { border-collapse: collapse; width: 100%; table-layout: fixed } thead { display: table-header-group }
th, td { text-align: left; vertical-align: top; padding: 1.3mm 2mm 1.3mm 0; border-bottom: .2mm solid var(--line); overflow-wrap: break-word }
thead th { border-bottom: .5mm solid var(--ink); font-weight: 600; vertical-align: bottom } tr { break-inside: avoid }
tbody th { font-weight: 400; width: 46mm } col.figure { width: 46mm }
td b { font-size: 11pt; font-weight: 600 } td small, thead small { display: block; line-height: 1.25; font-weight: 400 }
.green { color: var(--green) } .amber { color: var(--amber) } .red { color: var(--red) }
.mark { display: inline-block; width: 1em; font-size: 7.5pt; font-weight: 700 }
.clear { color: var(--ink); font-weight: 600 }
.risk { break-inside: avoid; padding: 1.5mm 0 1.5mm 3mm; border-left: .8mm solid var(--line); margin: 0 0 2mm }
.risk.high { border-color: var(--red) } .risk.moderate { border-color: var(--amber) } .risk p { margin: 0 }
.small { font-size: 8.6pt } .small li, .small p { margin: 0 0 1mm } .small ul { padding-left: 4mm; margin: 0 }
.basis th, .basis td { font-size: 8.2pt; padding: .9mm 2mm .9mm 0 }
.hash { font: 7.6pt/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
sup { font-size: 7pt; line-height: 0 }
footer { break-inside: avoid; margin-top: 8mm; padding-top: 2mm; border-top: .3mm solid var(--line) }
.template svg { display: block; margin: 0 auto }
@media screen { body { background: #eef0f2 } main { background: #fff; padding: 15mm 16mm; max-width: 210mm; box-shadow: 0 1px 12px rgb(0 0 0 / .12) } .template { width: max-content; margin: 8mm auto; box-shadow: 0 1px 12px rgb(0 0 0 / .12) } }
@media print { main { margin: 0; max-width: none } .template { break-before: page } }
`
