import { describe, expect, it } from 'vitest'
import { cellCount, cellIndex, type LatticeFrame } from '../core/lattice'
import { seededRandom } from '../core/random'
import type { Vec3 } from '../core/vec3'
import { linksCrossed } from './links-crossed'
import { flood } from './resolve-anatomy-flood'

const frame: LatticeFrame = { size: [14, 14, 14], spacing: 1, origin: [0, 0, 0] }

/** Open lattice with the links that a surface crosses taken out; null ends of the lattice are closed. */
function lattice(positions: number[], triangles: number[]) {
  const open = [0, 1, 2].map((axis) =>
    Float32Array.from({ length: cellCount(frame) }, (_, n) => {
      const index = [n % 14, Math.floor(n / 14) % 14, Math.floor(n / 196)]
      return (index[axis] as number) < 13 ? 1 : 0
    }),
  ) as unknown as [Float32Array, Float32Array, Float32Array]
  const crossed = linksCrossed(frame, positions, triangles)
  crossed.cell.forEach((cell, n) => {
    const faces = open[crossed.axis[n] as number] as Float32Array
    faces[cell] = 0
  })
  return { open, crossed }
}

const octahedron = [
  [0, 2, 4],
  [2, 1, 4],
  [1, 3, 4],
  [3, 0, 4],
  [2, 0, 5],
  [1, 2, 5],
  [3, 1, 5],
  [0, 3, 5],
].flat()

const corners = (c: Vec3, r: number, jitter: () => number): number[] =>
  [
    [r, 0, 0],
    [-r, 0, 0],
    [0, r, 0],
    [0, -r, 0],
    [0, 0, r],
    [0, 0, -r],
  ].flatMap((d) => d.map((v, a) => c[a as 0 | 1 | 2] + v + jitter()))

describe('links crossed by a triangle surface', () => {
  it('a closed surface leaves no way out, wherever its vertices lie', () => {
    const random = seededRandom(11)
    for (let n = 0; n < 400; n++) {
      // A third of them exactly on cell centres and lattice planes, a third on half cells, a third anywhere.
      const round = (v: number) => (n % 3 === 0 ? Math.round(v) : n % 3 === 1 ? Math.round(2 * v) / 2 : v)
      const centre: Vec3 = [round(6 + random()), round(6 + random()), round(6 + random())]
      const radius = round(3 + 2 * random())
      const { open } = lattice(
        corners(centre, radius, () => (n % 3 === 2 ? random() - 0.5 : 0)),
        octahedron,
      )
      const inside = cellIndex(frame, Math.floor(centre[0]), Math.floor(centre[1]), Math.floor(centre[2]))
      expect(flood(frame, open, [inside])[0]).toBe(0)
    }
  })

  it('a diagonal plane exactly through cell centres parts the lattice in two', () => {
    // x - y = 0 and x + y + z = 18: every link from one side to the other must be crossed.
    const planes: [number[], (i: number, j: number, k: number) => number][] = [
      [[-200, -200, -100, 200, 200, -100, 0, 0, 400], (i, j) => i - j],
      [[100, -82, 0, -82, 100, 0, -41, -41, 100], (i, j, k) => i + j + k - 18],
    ]
    for (const [positions, side] of planes) {
      const { open } = lattice(positions, [0, 1, 2])
      const start = cellIndex(frame, 13, 1, 13)
      const reached = flood(frame, open, [start])
      const wrong = Array.from(reached.keys()).filter((n) => {
        const s = side(n % 14, Math.floor(n / 14) % 14, Math.floor(n / 196))
        return reached[n] === 1 && s * side(13, 1, 13) < 0
      })
      expect(wrong).toEqual([])
      expect(reached.reduce((a, b) => a + b, 0)).toBeLessThan(0.7 * cellCount(frame))
    }
  })

  it('Σ sign · n is the area vector of the surface, to the lattice', () => {
    // A square of 8 × 8 across z: 64 or so links, all with the triangle's own direction.
    const square = [2.2, 2.3, 5.4, 10.2, 2.3, 5.4, 10.2, 10.3, 5.4, 2.2, 10.3, 5.4]
    const { crossed } = lattice(square, [0, 1, 2, 0, 2, 3])
    expect([...crossed.axis].every((a) => a === 2)).toBe(true)
    expect([...crossed.sign].every((s) => s === 1)).toBe(true)
    expect(crossed.cell.length).toBe(64)
    const flipped = lattice(square, [0, 2, 1, 0, 3, 2]).crossed
    expect([...flipped.cell]).toEqual([...crossed.cell])
    expect([...flipped.sign].every((s) => s === -1)).toBe(true)
  })
})
