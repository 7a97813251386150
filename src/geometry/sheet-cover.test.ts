import { describe, expect, it } from 'vitest'
import { cellCount, type LatticeFrame } from '../core/lattice'
import { add, cross, dot, length, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { linksCrossed } from './links-crossed'
import { faceKey } from './resolve-anatomy-flood'
import { type FaceCover, sheetCover } from './sheet-cover'

const frame: LatticeFrame = { size: [40, 40, 40], spacing: 1, origin: [-19.4, -19.3, -19.6] }
const directions: Vec3[] = [
  [0, 0, 1],
  [1, 1, 0],
  [1, 2, 3],
  [0.1, 0.3, 1],
]

/** A fan round its middle through points, flat or not. */
function fan(middle: Vec3, rim: readonly Vec3[]) {
  return {
    positions: [middle, ...rim].flatMap((p) => [...p]),
    triangles: rim.flatMap((_, n) => [0, 1 + n, 1 + ((n + 1) % rim.length)]),
  }
}
const circle = (normal: Vec3, radius: number): Vec3[] => {
  const [u, v] = tangents(normalize(normal))
  return Array.from({ length: 96 }, (_, k) => {
    const turn = (2 * Math.PI * (k + 0.3)) / 96
    return add(scale(u, radius * Math.cos(turn)), scale(v, radius * Math.sin(turn)))
  })
}
const disc = (normal: Vec3, radius: number) => fan([0, 0, 0], circle(normal, radius))

/** Area seen along each axis, by shares. */
function seen(covers: ReadonlyMap<number, FaceCover>): number[] {
  const sum = [0, 0, 0]
  for (const [key, { share }] of covers) sum[key % 3]! += share
  return sum
}

describe('the share of each face that a sheet covers', () => {
  // Area vector: Σ over the faces of one axis = A |n_axis|. 8 lines a cell place the rim to a sixteenth of a cell or
  // better; on a circle of radius r that is 2 π r / 16 at worst were all errors one-sided: under 2 % at 6 cells across.
  it('is the sheet’s area along every axis that it is not steep to', () => {
    for (const normal of directions)
      for (const radius of [3, 5]) {
        const n = normalize(normal)
        const sums = seen(sheetCover(frame, { ...disc(normal, radius), freeAt: () => true }))
        const along = sums.reduce((s, v, a) => s + v * Math.abs(n[a]!), 0)
        expect(Math.abs(along / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.02)
      }
  })

  it('is one on every crossed link where the rim is not free', () => {
    for (const normal of directions) {
      const sheet = disc(normal, 4.3)
      const covers = sheetCover(frame, { ...sheet, freeAt: () => false })
      const crossed = linksCrossed(frame, sheet.positions, sheet.triangles)
      expect(covers.size).toBe(crossed.cell.length)
      crossed.cell.forEach((cell, n) => {
        expect(covers.get(faceKey(crossed.axis[n]!, cell))).toEqual({ share: 1, crossed: true })
      })
    }
  })

  it('adds up to one where two sheets of one plane meet, and leaves the gap between two that do not', () => {
    const [normal, radius] = [[1, 2, 3] as Vec3, 6]
    const n = normalize(normal)
    const [u] = tangents(n)
    const whole = sheetCover(frame, { ...disc(normal, radius), freeAt: () => false })
    const half = (side: number, shift: number) => {
      const across = cross(n, u)
      const rim = Array.from({ length: 49 }, (_, k) => {
        const turn = (Math.PI * k) / 48
        return add(scale(u, radius * Math.cos(turn)), scale(across, side * radius * Math.sin(turn)))
      }).map((p) => add(p, scale(across, side * shift)))
      const middle = scale(across, side * (shift + 1))
      const atSeam = (p: Vec3) => Math.abs(dot(p, across)) < shift + 0.01
      return sheetCover(frame, { ...fan(middle, rim), freeAt: atSeam })
    }
    const together = (shift: number) => {
      const sum = new Map<number, number>()
      for (const one of [half(1, shift), half(-1, shift)])
        for (const [key, { share }] of one) sum.set(key, (sum.get(key) ?? 0) + share)
      return sum
    }
    const met = together(0)
    const inside = [...whole.keys()].filter((key) => length(middleOf(key)) < radius - 2)
    for (const key of inside) expect(met.get(key) ?? 0).toBeGreaterThan(0.97)
    const apart = together(0.2)
    const open = inside.reduce(
      (s, key) => s + Math.max(0, 1 - (apart.get(key) ?? 0)) * Math.abs(n[key % 3]!),
      0,
    )
    const slit = 0.4 * 2 * (radius - 2)
    expect(open / slit).toBeGreaterThan(0.6)
    expect(open / slit).toBeLessThan(1.6)
  })

  it('leaves a hole punched into a sheet its area', () => {
    for (const normal of directions) {
      const n = normalize(normal)
      const sheet = disc(normal, 12)
      const along = (p: Vec3) => length(subtract(p, scale(n, dot(p, n)))) - 3
      const closed = seen(sheetCover(frame, { ...sheet, freeAt: () => false }))
      const left = seen(sheetCover(frame, { ...sheet, freeAt: () => false, takenOut: along }))
      const area = closed.reduce((s, v, a) => s + (v - left[a]!) * Math.abs(n[a]!), 0)
      expect(Math.abs(area / (Math.PI * 9) - 1)).toBeLessThan(0.02)
    }
  })
})

function middleOf(key: number): Vec3 {
  const cell = Math.floor(key / 3)
  expect(cell).toBeLessThan(cellCount(frame))
  const index = [cell % 40, Math.floor(cell / 40) % 40, Math.floor(cell / 1600)]
  return index.map((i, a) => frame.origin[a]! + i + (a === key % 3 ? 0.5 : 0)) as unknown as Vec3
}
