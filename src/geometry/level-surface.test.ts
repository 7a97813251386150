import { describe, expect, it } from 'vitest'
import { floatsPerCell } from './blood-field'
import { floatsCarried, levelSurface } from './level-surface'

const n = 24
const spacing = 1e-3
const radius = 7.3e-3
const middle = (spacing * (n - 1)) / 2
/** A value that falls by 1 a metre from the middle; the level 1 - radius is a sphere. */
const frame = { size: [n, n, n], spacing, origin: [0.01, -0.02, 0.03] } as const

function ball() {
  const entryOf = Uint32Array.from({ length: n ** 3 }, (_, c) => c + 1)
  const values = new Float32Array(n ** 3 + 1)
  const cells = new Float32Array(floatsPerCell * (n ** 3 + 1))
  for (let c = 0; c < n ** 3; c++) {
    const at = [c % n, Math.floor(c / n) % n, Math.floor(c / (n * n))]
    values[c + 1] = 1 - Math.hypot(...at.map((v) => v * spacing - middle))
    cells.set([3, 4, 0, 1000 * at[0]!, 0.75, 2], floatsPerCell * (c + 1))
  }
  return { field: { lattice: { frame, entryOf }, time: 0, values: cells }, values }
}

const { field, values } = ball()
const surface = levelSurface(field, values, 1 - radius)
const vertex = (v: number) => [0, 1, 2].map((a) => surface.positions[3 * v + a]! - frame.origin[a]! - middle)
const count = surface.positions.length / 3

describe('a level surface of the blood', () => {
  it('is closed: each edge in two triangles, once each way; a sphere by Euler (V - E + F = 2)', () => {
    const edges = new Map<string, number>()
    for (let t = 0; t < surface.triangles.length; t += 3)
      for (let e = 0; e < 3; e++) {
        const [a, b] = [surface.triangles[t + e]!, surface.triangles[t + ((e + 1) % 3)]!]
        edges.set(`${a}-${b}`, (edges.get(`${a}-${b}`) ?? 0) + 1)
      }
    for (const [key, times] of edges) {
      expect(times).toBe(1)
      expect(edges.has(key.split('-').reverse().join('-'))).toBe(true)
    }
    expect(count - edges.size / 2 + surface.triangles.length / 3).toBe(2)
  })

  // Crossings lie on the sphere; their mean lies under it by at most the rise of a cap a cube wide: h² · 3/8 r.
  it('lies on the sphere to the rise of a cap one cube wide', () => {
    for (let v = 0; v < count; v++) {
      const off = Math.hypot(...vertex(v)) - radius
      expect(Math.abs(off)).toBeLessThan((3 * spacing ** 2) / (8 * radius))
    }
  })

  it('encloses the volume of the sphere, wound outward', () => {
    let six = 0
    for (let t = 0; t < surface.triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((e) => vertex(surface.triangles[t + e]!)) as [
        number[],
        number[],
        number[],
      ]
      six +=
        a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) +
        a[1]! * (b[2]! * c[0]! - b[0]! * c[2]!) +
        a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!)
    }
    // A radius short by at most the cap's rise, and flat facets that take as much again.
    const short = (3 * 2 * (3 * spacing ** 2)) / (8 * radius ** 2)
    const whole = (4 / 3) * Math.PI * radius ** 3
    expect(six / 6 / whole).toBeGreaterThan(1 - short)
    expect(six / 6 / whole).toBeLessThan(1)
  })

  it('has normals that point out, and carries speed, pressure, saturation and age', () => {
    for (let v = 0; v < count; v++) {
      const p = vertex(v)
      const along = p.reduce((sum, c, a) => sum + (c * surface.normals[3 * v + a]!) / Math.hypot(...p), 0)
      expect(along).toBeGreaterThan(0.98)
      const [speed, pressure, saturation, age] = surface.carried.subarray(floatsCarried * v)
      expect(speed).toBeCloseTo(5, 4)
      expect(pressure).toBeCloseTo(1e6 * (p[0]! + middle), 0)
      expect(saturation).toBeCloseTo(0.75, 5)
      expect(age).toBeCloseTo(2, 5)
    }
  })

  it('stays in the blood: where cells end it closes', () => {
    const half = Uint32Array.from(field.lattice.entryOf, (e, c) => (c % n < n / 2 ? e : 0))
    const cut = levelSurface({ ...field, lattice: { frame, entryOf: half } }, values, 1 - radius)
    const most = cut.positions.filter((_, i) => i % 3 === 0).reduce((a, b) => Math.max(a, b), 0)
    expect(most).toBeLessThan(frame.origin[0] + spacing * (n / 2))
    expect(cut.triangles.length).toBeGreaterThan(0)
  })

  it('is empty where nothing is over the level', () => {
    expect(levelSurface(field, values, 2).triangles).toHaveLength(0)
  })
})
