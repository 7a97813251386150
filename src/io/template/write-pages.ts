import type { Page } from './page'
import { writeSvg } from './write-svg'

/** Pages as one self-contained HTML file that prints each on its own sheet of paper at 1 : 1 (and so to PDF). */
export function writePages(pages: readonly Page[], title: string): string {
  const sizes = pages
    .map(
      (p, n) => `@page page${n} { size: ${p.width}mm ${p.height}mm; margin: 0 } .page${n} { page: page${n} }`,
    )
    .join('\n')
  const sheets = pages.map((page, n) => `<section class="page${n}">${writeSvg(page)}</section>`).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title.replaceAll('<', '&lt;')}</title><style>
${sizes}
body { margin: 0 } section { break-after: page } section:last-child { break-after: auto } svg { display: block }
</style></head><body>
${sheets}
</body></html>
`
}
