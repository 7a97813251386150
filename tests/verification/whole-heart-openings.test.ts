import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Vec3 } from '../../src/core/vec3'
import { allOpenings, narrowestSection } from '../../src/geometry/openings'
import { rimOfHole } from '../../src/geometry/openings-outline'
import { applyEdit, applyEdits } from '../../src/geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../../src/geometry/resolve-anatomy-base'
import { faceKey, flood } from '../../src/geometry/resolve-anatomy-flood'
import { type Edit, editSchema } from '../../src/heart/edit'
import type { Heart } from '../../src/heart/heart'
import { importFiles } from '../../src/io/import-files'

const file = resolve(
  import.meta.dirname,
  '../../../shared/data/whole-heart-labels/kit_wholeheart_1p5mm.seg.nrrd',
)
if (!existsSync(file)) console.info(`Skipped: ${file} is not there`)

describe.skipIf(!existsSync(file))('openings of a real heart', () => {
  let heart: Heart
  let base: ResolvedDomain
  const id = (part: string) => heart.structures.find((s) => s.part === part && s.kind === 'blood')!.id
  const septum: Vec3 = [14.68, -59.26, -18.26]
  const hole = (diameter_mm: number): Edit =>
    editSchema.parse({ kind: 'lesion', id: 'vsd', type: 'hole', centre_mm: septum, diameter_mm })

  beforeAll(async () => {
    heart = await importFiles([{ name: 'kit.seg.nrrd', bytes: new Uint8Array(readFileSync(file)) }])
    base = baseDomain(heart)
  }, 120_000)

  it('has no opening that should not be there', () => {
    expect(allOpenings(base, heart)).toEqual([])
    expect(base.leaks).toEqual([])
  })

  it('is parted by its four closed valves', () => {
    const gates = new Set(base.gates.flatMap((g) => [...g.cell].map((c, n) => faceKey(g.axis[n]!, c))))
    for (const gate of base.gates) {
      const reached = flood(base.frame, base.open, [base.structure.indexOf(gate.from)], gates)
      expect(base.structure.some((s, n) => s === gate.to && reached[n] === 1)).toBe(false)
      const given = heart.gates.find((g) => g.id === gate.id)!
      expect(Math.abs(gate.area / given.area - 1)).toBeLessThan(0.15)
    }
  })

  it('opens each vessel end by its port', () => {
    for (const port of base.ports) {
      const given = heart.ports.find((p) => p.id === port.id)!
      expect(Math.abs(port.area / given.area - 1)).toBeLessThan(0.05)
    }
    expect(base.ports.length).toBe(heart.ports.length)
  })

  // Opening = π d² / 4; covered: nothing is left.
  it.each([4, 8, 10, 12])('measures and closes a septal hole of %i mm', (d) => {
    const open = applyEdit(base, heart, hole(d))
    const found = narrowestSection(open, [id('LV')], [id('RV')])!
    const error = found.area / ((Math.PI * (d * 1e-3) ** 2) / 4) - 1
    console.info(`septal hole ${d} mm at 1.5 mm: area ${(100 * error).toFixed(1)} %`)
    expect(Math.abs(error)).toBeLessThan(0.1)
    const patch = (pitch_mm: number) =>
      editSchema.parse({
        kind: 'patch',
        id: 'patch',
        outline_mm: rimOfHole(open, found).map((p) => p.map((v) => v * 1e3)),
        material: 'pericardium',
        sewn: { technique: 'interrupted', pitch_mm, bite_mm: 3 },
      })
    expect(allOpenings(applyEdit(open, heart, patch(2.5)), heart)).toEqual([])
    const residual = allOpenings(applyEdits(base, heart, [hole(d), patch(4)]), heart)
    expect(residual).toHaveLength(1)
    expect(residual[0]!.area).toBeLessThan(found.area)
  })
})
