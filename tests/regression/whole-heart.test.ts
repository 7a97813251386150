import { describe, expect, it } from 'vitest'
import { rehearse } from '../../src/engine/rehearse'
import { allOpenings } from '../../src/geometry/openings'
import { rimOfHole } from '../../src/geometry/openings-outline'
import { applyEdit } from '../../src/geometry/resolve-anatomy'
import { baseDomain } from '../../src/geometry/resolve-anatomy-base'
import type { Edit, EditOf } from '../../src/heart/edit'
import type { Heart } from '../../src/heart/heart'
import { importFiles } from '../../src/io/import-files'
import { inputFile, sharedFile } from '../support/shared-data'

const labels = sharedFile('whole-heart-labels/kit_wholeheart_1p5mm.seg.nrrd')
const toMm = (p: readonly number[]) => p.map((v) => v * 1e3) as [number, number, number]

function hole(heart: Heart, diameter: number): EditOf<'lesion'> {
  const septum = heart.landmarks.find((l) => l.id === 'septum-centre')!
  return {
    kind: 'lesion',
    id: 'hole',
    type: 'hole',
    centre_mm: toMm(septum.points[0]!),
    diameter_mm: diameter,
  }
}

function patchOver(heart: Heart, lesion: Edit, pitch: number): EditOf<'patch'> {
  const domain = applyEdit(baseDomain(heart), heart, lesion)
  const [opening] = allOpenings(domain, heart)
  return {
    kind: 'patch',
    id: 'patch',
    outline_mm: rimOfHole(domain, opening!).map(toMm),
    material: 'pericardium',
    oversize: 0.05,
    mode: 'cover',
    sewn: { technique: 'interrupted', pitch_mm: pitch, bite_mm: 2 },
  }
}

describe.skipIf(!labels)('a real adult heart, from label map to shunt', () => {
  it('has Qp:Qs 1.00 whole, rises with the hole from left to right, and returns to 1.00 when it is patched', async () => {
    const heart = await importFiles([inputFile(labels!)])
    const lesions = [4, 8, 12].map((d) => hole(heart, d))
    const patched = [lesions[1]!, patchOver(heart, lesions[1]!, 2.5)]
    const plans = [...lesions.map((l) => ({ name: l.id, edits: [l] })), { name: 'patched', edits: patched }]
    const result = await rehearse(heart, plans, { circulationOnly: true })
    const find = (s: (typeof result.plans)[number], id: string) => s.findings.find((f) => f.id === id)
    const ratio = (s: (typeof result.plans)[number]) => find(s, 'qp-qs')!.value
    const [small, middle, large, closed] = result.plans.map(ratio) as [number, number, number, number]
    expect(Math.abs(ratio(result.untouched) - 1)).toBeLessThan(0.02)
    expect(small).toBeGreaterThan(1.1)
    expect(middle).toBeGreaterThan(small * 1.2)
    expect(large).toBeGreaterThan(middle * 1.2)
    expect(find(result.plans[1]!, 'shunt-flow-LV-RV')!.label).toMatch(/left to right/)
    expect(Math.abs(closed - 1)).toBeLessThan(0.02)
    // The residual hole is reported, and small, never left out.
    expect(find(result.plans[3]!, 'residual-hole')!.value).toBeLessThan(2)
    // Each hole is measured to be as wide as it was made.
    for (const [n, diameter] of [4, 8, 12].entries())
      expect(Math.abs(find(result.plans[n]!, 'residual-hole')!.value / diameter - 1)).toBeLessThan(0.05)
  })
})
