import type { Mark, Page, Place } from './page'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const number = (v: number): string => String(Number(v.toFixed(3)))

const path = (places: readonly Place[], closed: boolean): string =>
  `M${places.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}${closed ? 'Z' : ''}`

function element(mark: Mark): string {
  if (mark.kind === 'area') return `<path d="${path(mark.places, true)}" fill="${mark.colour}"/>`
  if (mark.kind === 'line') {
    const dash = mark.dash ? ` stroke-dasharray="${mark.dash.join(' ')}"` : ''
    return (
      `<path d="${path(mark.places, mark.closed ?? false)}" fill="none" stroke="${mark.colour}" ` +
      `stroke-width="${number(mark.width)}" stroke-linejoin="round" stroke-linecap="round"${dash}/>`
    )
  }
  const anchor = { left: 'start', middle: 'middle', right: 'end' }[mark.align ?? 'left']
  return (
    `<text x="${number(mark.at[0])}" y="${number(mark.at[1])}" font-size="${number(mark.size * 1.4)}" ` +
    `font-family="Helvetica, Arial, sans-serif" font-weight="${mark.bold ? 700 : 400}" fill="${mark.colour}" ` +
    `text-anchor="${anchor}">${escaped(mark.text)}</text>`
  )
}

/** One page as SVG whose units are millimetres, so that it prints at 1 : 1. */
export function writeSvg(page: Page): string {
  const { width, height, title, marks } = page
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">\n` +
    `<title>${escaped(title)}</title>\n<rect width="${width}" height="${height}" fill="#ffffff"/>\n` +
    `${marks.map(element).join('\n')}\n</svg>\n`
  )
}
