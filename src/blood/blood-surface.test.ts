import { describe, expect, it } from 'vitest'
import { floatsPerCell } from '../geometry/blood-field'
import { cellsAcross, SurfaceOfBlood } from './blood-surface'
import type { FlowSnapshot } from './flow-snapshot'

const size = [40, 20, 20] as const
const spacing = 1e-3

/** A round jet along x, speed by distance from its axis; everything else at rest. */
function jet(top: number, radius: number, time = 0): FlowSnapshot {
  const count = size[0] * size[1] * size[2] + 1
  const values = new Float32Array(floatsPerCell * count)
  for (let c = 0; c + 1 < count; c++) {
    const [y, z] = [(Math.floor(c / size[0]) % size[1]) - 9.5, Math.floor(c / (size[0] * size[1])) - 9.5]
    values[floatsPerCell * (c + 1)] = Math.hypot(y, z) < radius ? top : 0
  }
  const entryOf = Uint32Array.from({ length: count - 1 }, (_, c) => c + 1)
  const cells = Uint32Array.from({ length: count }, (_, e) => (e ? e - 1 : 0xffffffff))
  const lattice = { frame: { size, spacing, origin: [0, 0, 0] }, entryOf, cells, count, ghostStart: count }
  return { lattice, values, time, faceVelocity: new Float32Array(0) } as unknown as FlowSnapshot
}

const speedsOf = (s: FlowSnapshot) =>
  Float32Array.from({ length: s.values.length / floatsPerCell }, (_, e) => s.values[floatsPerCell * e]!)

describe('the hull of a jet', () => {
  it('lies at half of the jet’s top, with a core at four fifths', () => {
    const surface = new SurfaceOfBlood(0.5).of('jet', jet(2, 4))
    expect(surface.top).toBe(2)
    expect(surface.level).toBe(1)
    // Speed falls from 2 to 0 over one cell: hull halfway, core at a fifth, of the last cell inside.
    const reach = (p: Float32Array) =>
      Math.max(...Array.from({ length: p.length / 3 }, (_, v) => Math.abs(p[3 * v + 1]! - 9.5e-3)))
    expect(reach(surface.hull.positions)).toBeCloseTo(4e-3, 5)
    expect(reach(surface.core.positions)).toBeLessThan(reach(surface.hull.positions))
  })

  it('keeps the top of the last beat while the flow rests, and no longer', () => {
    const surfaces = new SurfaceOfBlood(0.5)
    surfaces.of('jet', jet(2, 4, 1))
    const resting = surfaces.of('jet', jet(0.7, 4, 1.4))
    expect(resting.level).toBe(1)
    expect(resting.hull.triangles).toHaveLength(0)
    expect(surfaces.of('jet', jet(0.7, 4, 1.6)).level).toBeCloseTo(0.35, 6)
    surfaces.forget()
    expect(surfaces.of('jet', jet(1, 4, 1.65)).level).toBe(0.5)
  })

  it('shows no jet in blood that hardly moves', () => {
    expect(new SurfaceOfBlood(0.5).of('jet', jet(0.2, 4)).hull.triangles).toHaveLength(0)
  })

  it('says how many cells lie across: the diameter, whatever the length', () => {
    const wide = jet(2, 4)
    expect(new SurfaceOfBlood(0.5).of('jet', wide).cellsAcross).toBeGreaterThan(3.9)
    // Eight cells lie within 4 spacings of an axis between cells: -3.5 to 3.5.
    const onAxis = 1 + 20 + size[0] * (9 + size[1] * 9)
    const across = cellsAcross(wide, speedsOf(wide), onAxis, 1)
    expect(across).toBeGreaterThanOrEqual(7)
    expect(across).toBeLessThanOrEqual(8.5)
  })
})
