import { describe, expect, it } from 'vitest'
import { flatPattern } from '../../geometry/flatten/flat-pattern'
import type { Place } from './page'
import { templatePage } from './template-page'
import { writePages } from './write-pages'
import { writeSvg } from './write-svg'

/** A quarter of a cylinder of radius r about the body's axis, `height` long: flat it is π r / 2 by its height. */
function quarter(r: number, height: number) {
  const n = 16
  const positions: number[] = []
  const triangles: number[] = []
  for (let j = 0; j <= n; j++)
    for (let i = 0; i <= n; i++) {
      const angle = (Math.PI * i) / (2 * n)
      positions.push(r * Math.cos(angle), r * Math.sin(angle), (height * j) / n)
    }
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const o = i + (n + 1) * j
      triangles.push(o, o + 1, o + n + 2, o, o + n + 2, o + n + 1)
    }
  return { edit: 'patch-1', positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) }
}

const notes = {
  caseName: 'A <heart>',
  edit: 'patch-1',
  material: 'pericardium',
  bite: 2e-3,
  pitch: 2.5e-3,
  faces: 'Left ventricle',
}
const pageOf = (r: number, height: number) => {
  const sheet = quarter(r, height)
  return templatePage(flatPattern(sheet), sheet.positions, notes)
}
const sizeOf = (places: readonly Place[]): readonly number[] =>
  [0, 1].map((d) => Math.max(...places.map((p) => p[d]!)) - Math.min(...places.map((p) => p[d]!)))

describe('a patch template', () => {
  it('draws the stitch line at its true size with the head up', () => {
    const { marks } = pageOf(0.02, 0.02)
    const seam = marks.find((m) => m.kind === 'line' && m.dash !== undefined)
    if (seam?.kind !== 'line') throw new Error('no stitch line')
    const [width, height] = sizeOf(seam.places)
    expect(width).toBeCloseTo((Math.PI * 20) / 2, 1)
    expect(height).toBeCloseTo(20, 1)
    expect(marks.some((m) => m.kind === 'text' && m.text === 'head')).toBe(true)
    expect(marks.some((m) => m.kind === 'text' && /without stretching/.test(m.text))).toBe(true)
    expect(
      marks.some((m) => m.kind === 'text' && m.text === 'The printed side faces the left ventricle.'),
    ).toBe(true)
  })

  it('draws a scale of 50 mm that lies on the page', () => {
    const page = pageOf(0.02, 0.02)
    const bars = page.marks.filter((m) => m.kind === 'line' && Math.abs(sizeOf(m.places)[0]! - 50) < 1e-9)
    expect(bars).toHaveLength(1)
    for (const m of page.marks)
      for (const [x, y] of m.kind === 'text' ? [m.at] : m.places) {
        expect(x).toBeGreaterThan(0)
        expect(x).toBeLessThan(page.width)
        expect(y).toBeGreaterThan(0)
        expect(y).toBeLessThan(page.height)
      }
  })

  it('takes a larger paper where it must, and refuses what fits on none', () => {
    expect(pageOf(0.02, 0.02).height).toBe(297)
    expect(pageOf(0.02, 0.25).height).toBe(420)
    expect(() => pageOf(0.02, 0.6)).toThrow(/patch-1.*fits on no page/)
  })

  it('writes units of millimetres and escapes names', () => {
    const page = pageOf(0.02, 0.02)
    expect(writeSvg(page)).toContain('width="210mm" height="297mm" viewBox="0 0 210 297"')
    expect(writeSvg(page)).toContain('A &lt;heart&gt;')
    expect(writePages([page], 'x')).toContain('@page page0 { size: 210mm 297mm; margin: 0 }')
  })
})
