import { describe, expect, it } from 'vitest'
import { colourMaps } from './colour-maps'

const linear = (byte: number): number => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

/** Relative luminance (WCAG 2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => linear(Number.parseInt(hex.slice(i, i + 2), 16)))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

/** CIE lightness, 0–100. */
const lightness = (hex: string): number => {
  const y = luminance(hex)
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y
}

/** The room behind the heart where it is lightest. */
const room = '#1c2126'

describe.each(Object.entries(colourMaps))('the colours of %s', (name, map) => {
  const light = map.stops.map(lightness)

  it('go from dark to light or from light to dark without turning', () => {
    const signs = new Set(light.slice(1).map((l, n) => Math.sign(l - light[n]!)))
    // Oxygen is given in hue by the house; its lightness differs at its ends only.
    if (name === 'oxygen') expect(light.at(-1)! - light[0]!).toBeGreaterThan(8)
    else expect(signs.size).toBe(1)
  })

  it('are seen against the dark room at every value', () => {
    for (const stop of map.stops) {
      const contrast = (luminance(stop) + 0.05) / (luminance(room) + 0.05)
      expect(contrast).toBeGreaterThan(1.5)
    }
  })
})
