import { describe, expect, it } from 'vitest'
import { sampleField } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { type Edit, editSchema } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { planeSection } from './openings-plane'
import { applyEdit, applyEdits } from './resolve-anatomy'
import { heartFrom } from './resolve-anatomy.fixture'
import { baseDomain } from './resolve-anatomy-base'
import { widthForArea } from './widen'

/** An aorta along z, 12 mm wide, narrowed to 6 mm at z = 0 over ±8 mm. */
function coarctation(spacing: number): Heart {
  const radius = (z: number) =>
    Math.abs(z) < 8e-3 ? 6e-3 - 1.5e-3 * (1 + Math.cos((Math.PI * z) / 8e-3)) : 6e-3
  const across = (p: Vec3) => Math.hypot(p[0], p[1]) - radius(p[2])
  const lumen = (p: Vec3) => Math.max(across(p), Math.abs(p[2]) - 25e-3)
  const tissue = (p: Vec3) => Math.max(Math.hypot(p[0], p[1]) - 8e-3, -lumen(p), Math.abs(p[2]) - 27e-3)
  const size = [Math.ceil(28e-3 / spacing), Math.ceil(28e-3 / spacing), Math.ceil(58e-3 / spacing)] as const
  const label = (p: Vec3) => (lumen(p) < 0 ? 2 : tissue(p) < 0 ? 1 : 0)
  return {
    ...heartFrom({ size, spacing, origin: [-13.7e-3, -13.8e-3, -28.9e-3] }, lumen, tissue, label, [
      { id: 1, name: 'wall', kind: 'wall', part: 'none' },
      { id: 2, name: 'aorta', kind: 'blood', part: 'vessel' },
    ]),
    kind: 'vessel',
  }
}

const outline_mm: Vec3[] = Array.from({ length: 24 }, (_, n) => {
  const a = (2 * Math.PI * n) / 24
  const z = 13 * Math.cos(a)
  const r = Math.abs(z) < 8 ? 6 - 1.5 * (1 + Math.cos((Math.PI * z) / 8)) : 6
  const t = (2 * Math.sin(a)) / Math.max(r, 1)
  return [r * Math.cos(t), r * Math.sin(t), z]
})

const sectionAt = (domain: { frame: Heart['frame']; phi: Float32Array }, z: number, x = 0) =>
  planeSection((p) => sampleField(domain.frame, domain.phi, p), [x, 0, z], [0, 0, 1], 0.02, 2e-4)

describe('patch aortoplasty', () => {
  const heart = coarctation(0.75e-3)
  const base = baseDomain(heart)
  const widen = (width_mm: number, sewn = true): Edit =>
    editSchema.parse({
      kind: 'patch',
      id: 'patch',
      outline_mm,
      material: 'dacron',
      mode: 'widen',
      width_mm,
      sewn: sewn ? { technique: 'running', pitch_mm: 2, bite_mm: 2 } : undefined,
    })

  // Girth: 2 π r1 = 2 π r0 + w, so the width for a target area A is 2 π (√(A/π) - r0).
  it.each([60, 80, 96])('restores %i mm² within 5 %', (target) => {
    const width = widthForArea(heart, outline_mm, target * 1e-6)
    const domain = applyEdit(base, heart, widen(width * 1e3))
    let least = Number.POSITIVE_INFINITY
    for (let z = -6e-3; z <= 6e-3; z += 1e-3) least = Math.min(least, sectionAt(domain, z, 2e-3)?.area ?? 0)
    const throat = sectionAt(domain, 0, 2e-3)!.area
    console.info(
      `target ${target} mm2: width ${(width * 1e3).toFixed(1)} mm, throat ${(throat * 1e6).toFixed(1)}, least ${(least * 1e6).toFixed(1)}`,
    )
    expect(Math.abs(throat / (target * 1e-6) - 1)).toBeLessThan(0.05)
    expect(least / throat).toBeGreaterThan(0.95)
    expect(domain.leaks).toEqual([])
  })

  it('leaves the opposite wall where it is', () => {
    const domain = applyEdit(base, heart, widen(12))
    const phi = (x: number) => sampleField(domain.frame, domain.phi, [x, 0, 0])
    expect(phi(-3.6e-3)).toBeGreaterThan(0)
    expect(phi(-2.4e-3)).toBeLessThan(0)
    expect(phi(5e-3)).toBeLessThan(0)
  })

  it('bleeds where it is not sewn, until it is', () => {
    const open = applyEdit(base, heart, widen(10, false))
    expect(open.leaks[0]!.area).toBeGreaterThan(10e-6)
    const sewn = applyEdits(base, heart, [
      widen(10, false),
      editSchema.parse({
        kind: 'suture',
        id: 's',
        patch: 'patch',
        technique: 'running',
        pitch_mm: 2,
        bite_mm: 2,
      }),
    ])
    expect(sewn.leaks).toEqual([])
  })

  it('a narrowing leaves the diameter asked for', () => {
    const tube = coarctation(0.75e-3)
    const domain = applyEdit(
      baseDomain(tube),
      tube,
      editSchema.parse({
        kind: 'lesion',
        id: 'n',
        type: 'narrowing',
        centre_mm: [0.5, 0.3, 15],
        diameter_mm: 5,
        length_mm: 8,
      }),
    )
    const area = sectionAt(domain, 15e-3)!.area
    console.info(`narrowing to 5 mm: ${(area * 1e6).toFixed(1)} of ${(Math.PI * 6.25).toFixed(1)} mm2`)
    expect(Math.abs(area / (Math.PI * 6.25e-6) - 1)).toBeLessThan(0.07)
    expect(sectionAt(domain, 20.5e-3)!.area / (Math.PI * 36e-6)).toBeGreaterThan(0.95)
  })
})
