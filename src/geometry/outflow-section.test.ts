import { describe, expect, it } from 'vitest'
import type { LatticeFrame } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Edit } from '../heart/edit'
import type { Heart, Structure } from '../heart/heart'
import { archSection } from './arch-section'
import { wayHolds } from './narrowest-way'
import { outflowSection } from './outflow-section'
import { applyEdits } from './resolve-anatomy'
import { heartFrom } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'

const spacing = 1.25e-3
const structures: readonly Structure[] = [
  { id: 1, name: 'wall', kind: 'wall', part: 'none' },
  { id: 2, name: 'LV', kind: 'blood', part: 'LV' },
  { id: 3, name: 'Aorta', kind: 'blood', part: 'aorta' },
]

/**
 * A ball of 16 mm radius with a tube of 6 mm along an axis: from the valve at 24 mm on it is the aorta. Throats of
 * given radii lie below the valve (18 mm) and far beyond it (52 mm).
 */
function outlet(axis: Vec3, below: number, beyond: number): Heart {
  const n = normalize(axis)
  const radiusAt = (s: number) => {
    const dip = (at: number, r: number) => (6e-3 - r) * Math.exp(-(((s - at) / 3e-3) ** 2))
    return 6e-3 - dip(19e-3, below) - dip(52e-3, beyond)
  }
  const lumen = (p: Vec3) => {
    const s = dot(p, n)
    const tube = length(subtract(p, scale(n, s))) - radiusAt(s)
    return Math.min(length(p) - 16e-3, s > 0 ? Math.max(tube, s - 74e-3) : 1)
  }
  const size = 77
  const origin = scale(add(scale(n, 28e-3), [-48e-3, -48e-3, -48e-3]), 1)
  const valve = scale(n, 24e-3)
  const label = (p: Vec3) => (lumen(p) < 0 ? (dot(subtract(p, valve), n) < 0 ? 2 : 3) : 1)
  const heart = heartFrom(
    { size: [size, size, size], spacing, origin },
    lumen,
    (p) => Math.max(lumen(p) - 3e-3, -lumen(p)),
    label,
    structures,
  )
  const disc = { normal: n, radius: 7e-3, area: Math.PI * 36e-6 }
  const port = (id: string, centre: Vec3) => ({
    id,
    name: id,
    structure: 3,
    part: 'aorta' as const,
    centre,
    ...disc,
  })
  return {
    ...heart,
    gates: [{ id: 'aortic', from: 2, to: 3, centre: valve, ...disc }],
    // The other end lies outside: the arch needs two ends to tell the lower one.
    ports: [port('descending', scale(n, 72e-3)), port('branch', [0, 0, 1])],
  }
}

const cellNear = ({ size, origin, spacing: h }: LatticeFrame, p: Vec3): number => {
  const at = (a: 0 | 1 | 2) => Math.round((p[a] - origin[a]) / h)
  return at(0) + size[0] * (at(1) + size[1] * at(2))
}

const area = (radius: number) => Math.PI * radius ** 2

// Reference: the section of a surface of revolution is π r² at its narrowest, whatever its direction on the lattice.
describe.each([
  ['along the lattice', [0, 0, -1]],
  ['oblique to it', [0.5, 0.4, -0.8]],
] as const)('ways out of the heart, %s', (_, axis) => {
  it('finds an infundibulum below the valve', () => {
    const heart = outlet(axis, 3e-3, 6e-3)
    const section = outflowSection(baseDomain(heart), heart, 'aortic')!
    expect(Math.abs(section.area / area(3e-3) - 1)).toBeLessThan(0.12)
    expect(dot(section.centre, normalize(axis))).toBeCloseTo(19e-3, 2)
    expect(section.feeding).toBe('LV')
    expect(Math.abs(section.arteryArea / area(6e-3) - 1)).toBeLessThan(0.12)
  })

  it('finds a narrowing of the arch, and not the one below the valve', () => {
    const heart = outlet(axis, 3e-3, 2.5e-3)
    const section = archSection(baseDomain(heart), heart)!
    expect(Math.abs(section.area / area(2.5e-3) - 1)).toBeLessThan(0.15)
    expect(dot(section.centre, normalize(axis))).toBeCloseTo(52e-3, 2)
  })
})

// Reference: a round tube cut off aslant is as wide as ever up to the cut, and a pocket in its side narrows nothing.
describe('an artery that the file cuts off just beyond the valve', () => {
  const whole = outlet([0, 0, -1], 6e-3, 6e-3)
  const [port] = whole.ports
  const aslant = normalize([0.6, 0.3, -0.7])
  const heart = {
    ...whole,
    ports: [{ ...port!, centre: [0, 0, -35e-3] as Vec3, normal: aslant, radius: 14e-3 }],
  }
  const base = baseDomain(heart)

  it('is followed to its whole end', () => {
    const section = outflowSection(base, heart, 'aortic')!
    expect(Math.abs(section.area / area(6e-3) - 1)).toBeLessThan(0.12)
  })

  it('is not followed into a pocket instead', () => {
    const pocket: Edit = {
      kind: 'resect',
      id: 'r',
      path_mm: [
        [4, 0, -29],
        [14, 0, -29],
      ],
      radius_mm: 2.5,
    }
    const section = outflowSection(applyEdits(base, heart, [pocket]), heart, 'aortic')!
    expect(Math.abs(section.area / area(6e-3) - 1)).toBeLessThan(0.12)
  })
})

// Reference: π r² of a narrowing beyond a small branch that the file cuts off right behind the valve.
it('an artery does not end at a branch before its narrowing', () => {
  const heart = outlet([0, 0, -1], 6e-3, 6e-3)
  const narrowed = applyEdits(baseDomain(heart), heart, [
    { kind: 'lesion', id: 'n', type: 'narrowing', centre_mm: [0, 0, -33], diameter_mm: 6, length_mm: 6 },
  ])
  const cell = cellNear(narrowed.frame, [0, 0, -27e-3])
  const faces = { axis: Uint8Array.of(0), cell: Uint32Array.of(cell), sign: Int8Array.of(1) }
  const branch = { id: 'coronary', part: 'aorta' as const, area: 4e-6, ...faces }
  const branched = { ...narrowed, ports: [...narrowed.ports, branch] }
  const [plain, found] = [narrowed, branched].map((domain) => outflowSection(domain, heart, 'aortic')!.area)
  expect(Math.abs(plain! / area(3e-3) - 1)).toBeLessThan(0.15)
  expect(found).toBe(plain)
})

describe('a way out is looked for again only where an edit can have changed it', () => {
  const heart = outlet([0, 0, -1], 4e-3, 6e-3)
  const base = baseDomain(heart)
  const { way, area } = outflowSection(base, heart, 'aortic')!
  const edited = (edit: Edit) => applyEdits(base, heart, [edit])
  const clamp = (z: number): Edit => ({
    kind: 'clamp',
    id: 'c',
    centre_mm: [0, 0, z],
    normal: [0, 0, 1],
    radius_mm: 8,
  })
  const resect = (x: number, z: number): Edit => ({
    kind: 'resect',
    id: 'r',
    path_mm: [[x, 0, z]],
    radius_mm: 3,
  })

  it('not for a clamp far beyond, nor where the chamber is widened', () => {
    expect(wayHolds(edited(clamp(-65)), way)).toBe(true)
    expect(wayHolds(edited(resect(-16.5, 0)), way)).toBe(true)
  })

  it('not where the chamber loses blood that the flow can do without, but where it cannot', () => {
    const plug = (x: number, radius_mm: number): Edit => ({
      kind: 'clamp',
      id: 'p',
      centre_mm: [x, 0, -6],
      normal: [0, 0, 1],
      radius_mm,
    })
    const plugged = edited(plug(10, 3))
    expect(wayHolds(plugged, way)).toBe(true)
    expect(outflowSection(plugged, heart, 'aortic')!.area).toBe(area)
    expect(wayHolds(edited(plug(0, 20)), way)).toBe(false)
  })

  it('for a clamp on the way, and where the narrowing itself is resected', () => {
    expect(wayHolds(edited(clamp(-20)), way)).toBe(false)
    const wider = edited(resect(4.5, -19))
    expect(wayHolds(wider, way)).toBe(false)
    expect(outflowSection(wider, heart, 'aortic')!.area).toBeGreaterThan(1.15 * area)
  })

  // The nearest minimum cut is one and the same for every maximum flow, so what was known before changes no figure.
  it('and found the same from the flow known before as from none', () => {
    for (const now of [edited(clamp(-20)), edited(resect(4.5, -19))]) {
      const [cold, warm] = [undefined, way.flow].map((known) => outflowSection(now, heart, 'aortic', known))
      // The flows may differ, and with them what each link carried and where flow starts.
      const figures = (s: typeof cold) =>
        s && {
          ...s,
          way: { cells: s.way.cells, faces: s.way.faces.map(({ carried, ...face }) => face) },
        }
      expect(figures(warm)).toEqual(figures(cold))
    }
  })
})
