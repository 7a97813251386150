import { describe, expect, it } from 'vitest'
import type { Vec3 } from '../core/vec3'
import { type DrawnSurface, type RasterView, rasterView } from './raster-view'

const size = 101
const view: RasterView = {
  target: [0, 0, 0],
  away: [0, -1, 0],
  up: [0, 0, 1],
  section: null,
  halfHeight: 1,
  width: size,
  height: size,
}

/** A ball of one colour by latitude and longitude, counter-clockwise seen from outside. */
function ball(radius: number, colour: Vec3, cutColour: Vec3 | null): DrawnSurface {
  const [rows, columns] = [48, 96]
  const positions: number[] = []
  for (let i = 0; i <= rows; i++)
    for (let j = 0; j <= columns; j++) {
      const [polar, round] = [(Math.PI * i) / rows, (2 * Math.PI * j) / columns]
      positions.push(
        radius * Math.sin(polar) * Math.cos(round),
        radius * Math.sin(polar) * Math.sin(round),
        radius * Math.cos(polar),
      )
    }
  const triangles: number[] = []
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const a = i * (columns + 1) + j
      const b = a + columns + 1
      triangles.push(a, b, a + 1, a + 1, b, b + 1)
    }
  return {
    positions: Float32Array.from(positions),
    triangles: Uint32Array.from(triangles),
    colours: Float32Array.from({ length: positions.length }, (_, n) => colour[n % 3] as number),
    cutColour,
  }
}

const at = (pixels: Uint8Array, x: number, y: number) => [...pixels.subarray(4 * (y * size + x)).slice(0, 4)]
const middle = (size - 1) / 2

describe('a view drawn without a graphics processor', () => {
  it('covers the area of the circle that a ball is seen as', () => {
    const pixels = rasterView([ball(0.7, [0.5, 0.1, 0.1], null)], view)
    let covered = 0
    for (let n = 3; n < pixels.length; n += 4) covered += (pixels[n] as number) / 255
    const area = covered * (2 / size) ** 2
    expect(area / (Math.PI * 0.7 ** 2)).toBeCloseTo(1, 2)
  })

  it('shows the patient from the front: what lies to the left of the patient stands on the right', () => {
    const left = ball(0.2, [0, 0, 1], null)
    for (let i = 0; i < left.positions.length; i += 3) left.positions[i]! += 0.6
    const pixels = rasterView([left], view)
    expect(at(pixels, middle + 30, middle)[3]).toBe(255)
    expect(at(pixels, middle - 30, middle)[3]).toBe(0)
  })

  it('puts the nearer before the farther whatever is drawn first', () => {
    const [red, blue] = [ball(0.3, [0.6, 0, 0], null), ball(0.6, [0, 0, 0.6], null)]
    for (let i = 1; i < red.positions.length; i += 3) red.positions[i]! -= 0.5
    for (const order of [
      [red, blue],
      [blue, red],
    ]) {
      const [r, , b] = at(rasterView(order, view), middle, middle)
      expect(r).toBeGreaterThan(b as number)
    }
  })

  it('cuts away what lies before the section and shows the cut face in its own flat colour', () => {
    const pixels = rasterView([ball(0.7, [0.5, 0, 0], [0, 1, 0])], { ...view, section: [0, 0.1, 0] })
    expect(at(pixels, middle, middle)).toEqual([0, 255, 0, 255])
    expect(at(pixels, middle + 15, middle - 15)).toEqual([0, 255, 0, 255])
  })

  it('is lit from above', () => {
    const pixels = rasterView([ball(0.7, [0.5, 0.5, 0.5], null)], view)
    expect(at(pixels, middle, middle - 25)[0]).toBeGreaterThan(at(pixels, middle, middle + 25)[0] as number)
  })
})
