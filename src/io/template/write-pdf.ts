import {
  LineCapStyle,
  LineJoinStyle,
  PDFDocument,
  type PDFFont,
  type PDFPage,
  rgb,
  StandardFonts,
  setLineJoin,
} from '@cantoo/pdf-lib'
import type { Mark, Page, Place } from './page'

/** Points of a PDF to the millimetre: 72 an inch. */
const point = 72 / 25.4

interface Pens {
  readonly plain: PDFFont
  readonly bold: PDFFont
}

/**
 * Pages as one PDF at 1 : 1: a millimetre of the page is a millimetre of the paper, each page on a sheet of its own size.
 * The fonts are those that every reader has; a letter that they lack becomes a question mark.
 */
export async function writePdf(pages: readonly Page[], title: string): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  const plain = await document.embedFont(StandardFonts.Helvetica)
  const bold = await document.embedFont(StandardFonts.HelveticaBold)
  for (const page of pages) {
    const sheet = document.addPage([page.width * point, page.height * point])
    // A cut line is a thick stroke round the stitch line, hollowed: only round corners keep it a bite away.
    sheet.pushOperators(setLineJoin(LineJoinStyle.Round))
    for (const mark of page.marks) draw(sheet, page, mark, { plain, bold })
  }
  return document.save()
}

const colourOf = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  return rgb(r as number, g as number, b as number)
}

const pathOf = (places: readonly Place[], closed: boolean): string =>
  `M${places.map(([x, y]) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`

/** A path in millimetres from the upper left corner, as the page has it. */
function draw(sheet: PDFPage, { height }: Page, mark: Mark, pens: Pens): void {
  const corner = { x: 0, y: height * point, scale: point }
  const colour = colourOf(mark.colour)
  if (mark.kind === 'text') write(sheet, height, mark, pens)
  else if (mark.kind === 'area') sheet.drawSvgPath(pathOf(mark.places, true), { ...corner, color: colour })
  else
    sheet.drawSvgPath(pathOf(mark.places, mark.closed ?? false), {
      ...corner,
      borderColor: colour,
      borderWidth: mark.width,
      borderLineCap: LineCapStyle.Round,
      ...(mark.dash && { borderDashArray: [...mark.dash] }),
    })
}

function write(sheet: PDFPage, height: number, mark: Extract<Mark, { kind: 'text' }>, pens: Pens): void {
  const font = mark.bold ? pens.bold : pens.plain
  const known = new Set(font.getCharacterSet())
  const text = [...mark.text].map((c) => (known.has(c.codePointAt(0) as number) ? c : '?')).join('')
  const size = mark.size * 1.4 * point
  const width = font.widthOfTextAtSize(text, size)
  const shift = { left: 0, middle: width / 2, right: width }[mark.align ?? 'left']
  const [x, y] = [mark.at[0] * point - shift, (height - mark.at[1]) * point]
  sheet.drawText(text, { x, y, size, font, color: colourOf(mark.colour) })
}
