import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { patientToGrid } from '../../src/core/grid'
import { cellCentre } from '../../src/core/lattice'
import type { Vec3 } from '../../src/core/vec3'
import { rehearse } from '../../src/engine/rehearse'
import { readRecipe, type SegmentedFiles, segmentFiles } from '../../src/engine/segment-files'
import type { Edit } from '../../src/heart/edit'
import type { Part } from '../../src/heart/heart'
import type { Image } from '../../src/io/image'
import { readNifti } from '../../src/io/read-nifti'
import { inputFile, sharedFile } from '../support/shared-data'

type Voxels = Pick<Image, 'size' | 'spacing' | 'origin' | 'direction' | 'values'>

const file = (name: string) => sharedFile(`cardiac-ct/${name}.nii.gz`)
const scanFile = file('ct_cropped')
const seeds = join(import.meta.dirname, '../../assets/examples/cardiac-ct.seeds.json')

// References: the data set’s own masks (TotalSegmentator test files): blood is what lies above 250 HU in the heart mask;
// the aorta mask up to the end of the ascending aorta; the pulmonary artery mask, 48 mL; aortic annulus 4.9 cm² (the
// open area between the hinges of the cusps is smaller). A patient without a shunt has Qp:Qs 1.
describe.skipIf(!scanFile)('a contrast CT with the seeds of the example', () => {
  let made: SegmentedFiles
  let heartMask: Image
  let aortaMask: Image
  let arteryMask: Image

  beforeAll(async () => {
    const read = (name: string) => readNifti(inputFile(file(name)!))
    ;[heartMask, aortaMask, arteryMask] = (await Promise.all(
      ['heart', 'aorta', 'pulmonary_artery'].map(read),
    )) as [Image, Image, Image]
    const recipe = readRecipe('cardiac-ct.seeds.json', JSON.parse(readFileSync(seeds, 'utf8')))
    made = await segmentFiles([inputFile(scanFile!)], recipe)
  }, 240_000)

  /** Every second cell along each axis, with its label and the values of images there. */
  const eachCell = (
    images: readonly Voxels[],
    visit: (label: number, values: number[], at: Vec3) => void,
  ) => {
    const { frame, labels } = made.segmentation
    const [nx, ny, nz] = frame.size
    for (let k = 0; k < nz; k += 2)
      for (let j = 0; j < ny; j += 2)
        for (let i = 0; i < nx; i += 2) {
          const p = cellCentre(frame, i, j, k)
          visit(
            labels[i + nx * (j + ny * k)]!,
            images.map((image) => valueAt(image, p)),
            p,
          )
        }
  }
  const valueAt = (image: Voxels, p: Vec3): number => {
    const [i, j, k] = patientToGrid(image, p).map(Math.round) as [number, number, number]
    const [nx, ny, nz] = image.size
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
    return image.values[i + nx * (j + ny * k)]!
  }
  const labelOf = (part: Part) =>
    made.segmentation.structures.find((s) => s.part === part && s.kind === 'blood')!.id
  const volume = (part: Part) =>
    made.segmentation.structures.find((s) => s.part === part && s.kind === 'blood')!.volume * 1e6

  it('has the blood of the heart mask to 5 %, and chambers of plausible size', () => {
    let above = 0
    let lumen = 0
    let both = 0
    eachCell([made.scan, heartMask], (label, [hu, inHeart]) => {
      if (!inHeart) return
      const isBlood = label > 0 && label <= 10
      if (hu! > 250) above++
      if (isBlood) lumen++
      if (isBlood && hu! > 250) both++
    })
    expect(Math.abs(lumen / above - 1)).toBeLessThan(0.05)
    expect(both / above).toBeGreaterThan(0.95)
    // Adult chambers in diastole, mL; this left atrium is enlarged.
    for (const [part, low, high] of [
      ['LV', 100, 160],
      ['RV', 90, 160],
      ['LA', 100, 160],
      ['RA', 80, 140],
      ['pulmonary-artery', 35, 60],
    ] as const) {
      expect(volume(part), part).toBeGreaterThan(low)
      expect(volume(part), part).toBeLessThan(high)
    }
  })

  it('has the ascending aorta and the pulmonary artery of the masks', () => {
    const { frame } = made.segmentation
    const end = made.heart.ports.find((p) => p.part === 'aorta')!
    const counts = { mine: 0, mask: 0, both: 0, artery: 0, inArtery: 0 }
    eachCell([aortaMask, arteryMask], (label, [inAorta, inArtery], p) => {
      const mine = label === labelOf('aorta')
      // Above the annulus, before the end, and in front of the descending aorta.
      const ascending = inAorta && p[2] < end.centre[2] && p[1] < -0.148 && p[2] > 0.645
      if (mine) counts.mine++
      if (ascending) counts.mask++
      if (mine && ascending) counts.both++
      if (label !== labelOf('pulmonary-artery')) return
      counts.artery++
      if (inArtery) counts.inArtery++
    })
    expect((2 * counts.both) / (counts.mine + counts.mask)).toBeGreaterThan(0.93)
    expect(counts.inArtery / counts.artery).toBeGreaterThan(0.75)
    expect(frame.spacing).toBeCloseTo(1.5e-3, 6)
  })

  it('has four valves and every great vessel ported', () => {
    const { gates, ports } = made.heart
    expect(gates.map((g) => g.id).sort()).toEqual(['aortic', 'mitral', 'pulmonary', 'tricuspid'])
    const area = (id: string) => gates.find((g) => g.id === id)!.area * 1e4
    expect(area('aortic')).toBeGreaterThan(3.4)
    expect(area('aortic')).toBeLessThan(5.2)
    expect(area('mitral')).toBeGreaterThan(5)
    expect(area('tricuspid')).toBeGreaterThan(8)
    const count = (part: Part) => ports.filter((p) => p.part === part).length
    expect(
      ['aorta', 'pulmonary-artery', 'SVC', 'IVC', 'pulmonary-vein'].map((p) => count(p as Part)),
    ).toEqual([1, 3, 1, 1, 4])
    for (const p of ports) expect(p.area * 1e6, p.name).toBeGreaterThan(25)
  })

  it('has an intact septum, Qp:Qs 1.00, and a shunt as large as the hole that is made', async () => {
    const fossa: Edit = {
      kind: 'lesion',
      id: 'asd',
      type: 'hole',
      centre_mm: [-18, -163.7, 649.7],
      normal: [0.276, 0.679, 0.68],
      diameter_mm: 14,
    }
    const result = await rehearse(made.heart, [{ name: 'hole', edits: [fossa] }], { circulationOnly: true })
    const value = (s: { findings: readonly { id: string; value: number }[] }, id: string) =>
      s.findings.find((f) => f.id === id)!.value
    expect(value(result.untouched, 'residual-hole')).toBe(0)
    expect(Math.abs(value(result.untouched, 'qp-qs') - 1)).toBeLessThan(0.02)
    // A port that reaches into a neighbour would narrow the way out, mm².
    expect(value(result.untouched, 'outflow-area-pulmonary')).toBeGreaterThan(350)
    expect(value(result.plans[0]!, 'residual-hole') / 14).toBeCloseTo(1, 1)
    expect(value(result.plans[0]!, 'qp-qs')).toBeGreaterThan(1.3)
  })
})
