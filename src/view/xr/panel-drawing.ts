import { textWidth, wrapped } from './panel-text'

/** One line of a panel in the headset. */
export interface PanelRow {
  readonly text: string
  /** The figure, set large at the right, and its unit, set small behind it. */
  readonly value?: string
  readonly unit?: string
  readonly tone?: 'title' | 'plain' | 'faint' | 'green' | 'amber' | 'red'
  /** Columns of a table, from the left, each `cellWidth` wide; the last one ends at the panel's edge. */
  readonly cells?: readonly { readonly text: string; readonly tone?: PanelRow['tone'] }[]
}

/** Width of a column of a table, metres. */
export const cellWidth = 0.09

/** Pixels of a panel's picture a metre: about 22 a degree at 0.7 m, as a headset shows. */
export const pixelsPerMetre = 2400
/** Height of a line, metres. The letters are 7.7 mm tall (cap height), 0.44° at 1 m. */
const line = 0.0195
const margin = 0.014
const em = 0.0117
/** Of a unit: a share of the em, 0.4° tall at 1 m. */
const smaller = 0.92

const inks: Record<NonNullable<PanelRow['tone']>, string> = {
  title: '#f3f1ec',
  plain: '#e2dfd8',
  faint: '#a09d97',
  green: '#8fd3a5',
  amber: '#f0c36a',
  red: '#f08a7c',
}

/** Height of a panel of these rows, metres. */
export const panelHeight = (rows: readonly PanelRow[]): number => rows.length * line + 2 * margin

/** A text as rows that each fit a panel of the given width, metres. */
export const textRows = (text: string, width: number, tone?: PanelRow['tone']): PanelRow[] =>
  wrapped(text, width - 2 * margin, em).map((line) => ({ text: line, ...(tone ? { tone } : {}) }))

/** Width of a panel that shows these lines whole, metres. */
export const panelWidth = (lines: readonly string[]): number =>
  Math.min(Math.max(textWidth(lines, em) + 2 * margin, 0.06), 0.34)

/** Draws the rows on a canvas already of the panel's size. Text too long for its line is narrowed, then cut short. */
export function drawPanel(canvas: HTMLCanvasElement, rows: readonly PanelRow[]): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  sheet(pen, canvas)
  rows.forEach((row, i) => {
    drawRow(pen, row, (margin + (i + 0.72) * line) * pixelsPerMetre, canvas.width)
  })
}

function sheet(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement): void {
  pen.clearRect(0, 0, width, height)
  pen.fillStyle = 'rgba(18, 19, 22, 0.88)'
  pen.beginPath()
  pen.roundRect(0, 0, width, height, 0.012 * pixelsPerMetre)
  pen.fill()
}

const font = (size: number, weight: number): string =>
  `${weight} ${Math.round(size * pixelsPerMetre)}px "Source Sans 3 Variable", "Source Sans 3", sans-serif`

function drawRow(pen: CanvasRenderingContext2D, row: PanelRow, baseline: number, width: number): void {
  const edge = margin * pixelsPerMetre
  const tone = row.tone ?? 'plain'
  let right = width - edge
  for (const cell of [...(row.cells ?? [])].reverse()) {
    const ink = inks[cell.tone ?? 'plain']
    write(pen, cell.text, right, baseline, font(em, 600), ink, (cellWidth - 0.006) * pixelsPerMetre)
    right -= cellWidth * pixelsPerMetre
  }
  if (row.unit) right -= write(pen, row.unit, right, baseline, font(em * smaller, 400), inks.faint) + edge / 3
  if (row.value) right -= write(pen, row.value, right, baseline, font(em * 1.25, 600), inks[tone]) + edge / 2
  pen.textAlign = 'left'
  pen.font = font(em, tone === 'title' ? 650 : 400)
  pen.fillStyle = row.value ? inks.plain : inks[tone]
  pen.fillText(row.text, edge, baseline, right - edge)
}

/** Writes right-aligned text; gives its width in pixels. */
function write(
  pen: CanvasRenderingContext2D,
  text: string,
  right: number,
  baseline: number,
  face: string,
  ink: string,
  most?: number,
): number {
  pen.textAlign = 'right'
  pen.font = face
  pen.fillStyle = ink
  pen.fillText(text, right, baseline, most)
  return pen.measureText(text).width
}
