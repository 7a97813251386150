import { describe, expect, it } from 'vitest'
import { importWithInflow } from '../../src/engine/import-with-inflow'
import { rehearse } from '../../src/engine/rehearse'
import { wideningPatch } from '../support/coarctation'
import { inputFile, sharedFile } from '../support/shared-data'

const names = [
  'wall_aorta.stl',
  'inlet.stl',
  'outlet1.stl',
  'outlet2.stl',
  'outlet3.stl',
  'outlet4.stl',
  'BPM120.csv',
]
const files = names.map((name) => sharedFile(`coarctation/${name}`))

describe.skipIf(files.includes(null))('a real narrowed aorta', () => {
  it('loses its gradient when a patch restores the section of the aorta below', async () => {
    const heart = await importWithInflow(files.map((f) => inputFile(f!)))
    const plan = { name: 'patch', edits: [wideningPatch(heart, 96e-6)] }
    const result = await rehearse(heart, [plan], { circulationOnly: true })
    const value = (s: (typeof result.plans)[number], id: string) => s.findings.find((f) => f.id === id)!.value
    const after = result.plans[0]!
    console.log(result.text)
    expect(after.edits).toMatchObject([{ applied: true }])
    // The plane through the throat of the file's own triangles cuts 7.4 mm².
    expect(value(result.untouched, 'narrowest-area')).toBeGreaterThan(6)
    expect(value(result.untouched, 'narrowest-area')).toBeLessThan(9)
    expect(value(result.untouched, 'gradient-peak')).toBeGreaterThan(20)
    expect(value(after, 'gradient-peak')).toBeLessThan(0.2 * value(result.untouched, 'gradient-peak'))
    expect(value(after, 'gradient-mean')).toBeLessThan(0.2 * value(result.untouched, 'gradient-mean'))
  })
})
