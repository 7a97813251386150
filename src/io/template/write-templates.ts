import { Fault } from '../../core/fault'
import type { Page } from './page'
import { writePages } from './write-pages'
import { writePdf } from './write-pdf'
import { writeSvg } from './write-svg'

/**
 * Pages of templates in the form that a file's name asks for: PDF, one SVG, else HTML.
 * @throws Fault where an SVG would hold several pages
 */
export async function writeTemplates(pages: readonly Page[], title: string, file: string) {
  if (file.endsWith('.pdf')) return writePdf(pages, title)
  if (!file.endsWith('.svg')) return writePages(pages, title)
  if (pages.length > 1)
    throw new Fault(file, `would hold ${pages.length} pages`, 'Name one with --edit, or write OUT.html')
  return writeSvg(pages[0]!)
}
