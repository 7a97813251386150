import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '../../core/fault'
import { mm } from '../../core/units'
import type { InputFile } from '../input-file'
import { readNifti } from '../read-nifti'
import type { Scan } from '../scan'
import { type DicomFile, parseDicom } from './data-set'
import { readFrames } from './frame-reader'
import { isDicom, openDicomScan, surveyDicom } from './index'
import { pixelFormat } from './pixel-format'
import { readSegmentation } from './segmentation'

const data = `${process.cwd()}/../shared/data`
const present = existsSync(data)
if (!present) console.warn(`Skipped: ${data} is not there, so the real DICOM files are not read.`)

const real = (path: string): InputFile => ({
  name: path.split('/').at(-1) as string,
  bytes: new Uint8Array(readFileSync(`${data}/${path}`)),
})
const folder = (path: string) =>
  readdirSync(`${data}/${path}`)
    .filter((name) => name !== 'LICENSE')
    .sort()
    .map((name) => real(`${path}/${name}`))
const odd = (name: string) => parseDicom(real(`dicom-odd/${name}`))
const seg = (name: string) => readSegmentation(parseDicom(real(`dicom-seg/test_files/${name}.dcm`)))

/** The first place where two arrays differ; −1 for none. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Math.min(a.length, b.length)
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return n
  return -1
}

async function storedOf(file: DicomFile): Promise<number[]> {
  const stored: number[] = []
  const { frames } = pixelFormat(file)
  await readFrames(
    Array.from({ length: frames }, (_, frame) => ({ file, frame })),
    (values) => {
      for (let n = 0; n < values.length; n++) stored.push(values[n] as number)
    },
  )
  return stored
}

describe.skipIf(!present)('one picture in many transfer syntaxes', () => {
  const same: readonly (readonly [string, readonly string[]])[] = [
    [
      'MR_small.dcm',
      [
        'MR_small_RLE.dcm',
        'MR_small_bigendian.dcm',
        'MR_small_expb.dcm',
        'MR_small_implicit.dcm',
        'MR_small_jp2klossless.dcm',
        'MR_small_jpeg_ls_lossless.dcm',
        'MR_small_padded.dcm',
      ],
    ],
    ['rtdose.dcm', ['rtdose_expb.dcm', 'rtdose_rle.dcm']],
    ['rtdose_1frame.dcm', ['rtdose_expb_1frame.dcm']],
    ['liver_1frame.dcm', ['liver_expb_1frame.dcm']],
    ['CT_small.dcm', ['no_meta.dcm']],
    ['JPGExtended.dcm', ['JPEG-lossy.dcm']],
  ]
  test.each(same)('%s', async (plain, others) => {
    const expected = await storedOf(odd(plain))
    for (const other of others) expect(difference(await storedOf(odd(other)), expected), other).toBe(-1)
  })

  // Sum, one pixel, least and greatest by pydicom 3.0.2 with Pillow 12.3 (OpenJPEG 2.5).
  test.each([
    ['CT_small.dcm', 14826310, 10532, 1072, 128, 2191],
    ['MR_small.dcm', 2125338, 2633, 338, 127, 2145],
    ['693_J2KI.dcm', -2181784, 168521, 147, -2971, 2836],
    ['J2K_pixelrep_mismatch.dcm', -172605258, 168521, 57, -2000, 1896],
    ['JPEG2000.dcm', 3527976, 168521, 26, -30, 245],
    ['image_dfl.dcm', 33322688, 168521, 148, 0, 255],
    ['examples_overlay.dcm', 27833052, 93342, 437, 0, 1123],
    ['rtdose.dcm', 1519910000, 964, 928000, 795000, 1254000],
    ['liver_1frame.dcm', 36233, 168521, 0, 0, 1],
  ])('%s as pydicom reads it', async (name, sum, at, value, least, most) => {
    const stored = await storedOf(odd(name))
    expect(stored.reduce((a, b) => a + b, 0)).toBe(sum)
    expect(stored[at]).toBe(value)
    expect(stored.reduce((a, b) => Math.min(a, b))).toBe(least)
    expect(stored.reduce((a, b) => Math.max(a, b))).toBe(most)
  })

  test('damaged JPEG 2000 is a fault that names the compression', async () => {
    const work = storedOf(odd('JPEG2000-embedded-sequence-delimiter.dcm'))
    await expect(work).rejects.toThrow(Fault)
    await expect(work).rejects.toThrow(/JPEG 2000/)
  })
})

describe.skipIf(!present)('a CT series in JPEG 2000', () => {
  let scan: Scan
  beforeAll(async () => {
    if (!present) return
    const files = folder('cardiac-ct/dicom-series')
    const { offers, refused } = await surveyDicom(files)
    expect(refused).toEqual([])
    expect(offers).toHaveLength(1)
    expect(offers[0]).toMatchObject({ kind: 'scan', name: 'CT Body 3.0' })
    expect(offers[0]?.thumbnail?.aspect).toBeCloseTo(1, 9)
    scan = await openDicomScan(offers[0] as (typeof offers)[number], files)
  }, 240_000)

  test('lies where its labels lie, voxel on voxel', async () => {
    const labels = await readNifti(real('cardiac-ct/dicom-series-labels.nii.gz'))
    expect(scan.size).toEqual(labels.size)
    scan.spacing.forEach((s, a) => {
      expect(s).toBeCloseTo(labels.spacing[a] as number, 9)
    })
    // NIfTI runs the rows the other way; the corner of one is the far end of the other's second axis.
    const [, ny] = scan.size
    const row = scan.spacing[1]
    expect(scan.direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
    expect(labels.direction.map((d) => d + 0)).toEqual([1, 0, 0, 0, -1, 0, 0, 0, 1])
    expect(scan.origin[0]).toBeCloseTo(labels.origin[0], 9)
    expect(scan.origin[1] + (ny - 1) * row).toBeCloseTo(labels.origin[1], 9)
    expect(scan.origin[2]).toBeCloseTo(labels.origin[2], 9)
    // TotalSegmentator: spleen 1, liver 5, L5 to T12 vertebrae near 26–33. Enhanced organs 60–130 HU, bone over 150.
    expect(meanHu(labels.values, 1)).toBeGreaterThan(60)
    expect(meanHu(labels.values, 1)).toBeLessThan(130)
    expect(meanHu(labels.values, 5)).toBeGreaterThan(60)
    expect(meanHu(labels.values, 5)).toBeLessThan(130)
    expect(meanHu(labels.values, 32)).toBeGreaterThan(150)
  })

  function meanHu(labels: ArrayLike<number>, label: number): number {
    const [nx, ny] = scan.size
    let sum = 0
    let count = 0
    for (let o = 0; o < labels.length; o++) {
      if (labels[o] !== label) continue
      const j = Math.floor(o / nx) % ny
      sum += scan.values[o + nx * (ny - 1 - 2 * j)] as number
      count++
    }
    return sum / count
  }

  test('is in Hounsfield units, and says what was left out', () => {
    expect(scan.modality).toBe('CT')
    expect(scan.values).toBeInstanceOf(Int16Array)
    expect(scan.range[0]).toBe(-1024)
    expect(scan.warnings.join()).toContain('institution')
    const { values: _, ...rest } = scan
    expect(JSON.stringify(rest)).not.toMatch(/1\.3\.12|2\.25|20221208/)
  })
})

// Frame positions, segment numbers and counts of cells by pydicom 3.0.2.
describe.skipIf(!present)('DICOM segmentations', () => {
  const cells = (values: ArrayLike<number>, label: number) =>
    Array.from(values).filter((v) => v === label).length

  test('binary: cells, place, name and code', async () => {
    const map = await seg('seg_image_ct_binary')
    expect(map.size).toEqual([16, 16, 3])
    expect(map.spacing.map((s) => Number((s / mm).toFixed(6)))).toEqual([0.488281, 0.488281, 1.25])
    expect(map.origin.map((x) => Number((x / mm).toFixed(6)))).toEqual([-125, -128.100006, 103.019997])
    expect(cells(map.values, 1)).toBe(127 + 256 + 255)
    expect(map.segments).toMatchObject([
      { name: 'first segment', code: { scheme: 'SCT', value: '272673000', meaning: 'Bone' } },
    ])
  })

  test('fractional: cells of one half or more', async () => {
    const whole = await seg('seg_image_ct_binary')
    expect(difference((await seg('seg_image_ct_binary_fractional')).values, whole.values)).toBe(-1)
    const parts = await seg('seg_image_ct_true_fractional')
    expect(cells(parts.values, 1)).toBe(127 + 256 + 255)
    expect(parts.warnings?.join()).toContain('one half')
  })

  test('overlapping: the later segment wins, and the overlap is listed', async () => {
    const map = await seg('seg_image_ct_binary_overlap')
    // One frame lies 202.5 mm below the others: planes without a frame are empty.
    expect(map.size).toEqual([16, 16, 165])
    expect(cells(map.values, 2)).toBe(16)
    expect(map.warnings?.join()).toContain('“second segment” and “first segment” overlap in')
    expect(cells(map.values, 1)).toBe(64 - overlapOf(map.warnings ?? []))
  })
  const overlapOf = (warnings: readonly string[]) => Number(/overlap in (\d+)/.exec(warnings.join())?.[1])

  test('a single frame is read, and big endian bits equal little endian ones', async () => {
    expect(cells((await seg('seg_image_ct_binary_single_frame')).values, 1)).toBe(1832)
    const little = await readSegmentation(odd('liver_1frame.dcm'))
    const big = await readSegmentation(odd('liver_expb_1frame.dcm'))
    expect(cells(little.values, 1)).toBe(36233)
    expect(difference(big.values, little.values)).toBe(-1)
    // CIELab 41661 41167 40792 was written for 221 130 101, with another white point than the standard’s D50.
    const [red, green, blue] = (little.segments[0]?.colour ?? []).map((c) => 255 * c)
    expect(Math.abs((red as number) - 221)).toBeLessThan(5)
    expect(Math.abs((green as number) - 130)).toBeLessThan(5)
    expect(Math.abs((blue as number) - 101)).toBeLessThan(5)
  })

  test.each(['seg_image_sm_control', 'seg_image_sm_dots_tiled_full', 'seg_image_sm_control_labelmap'])(
    '%s is refused as microscopy',
    async (name) => {
      await expect(seg(name)).rejects.toThrow(/microscopy/)
    },
  )

  test('a segmentation of a flat picture is refused as that', async () => {
    await expect(seg('seg_image_cr_binary')).rejects.toThrow(/flat picture/)
  })
})

describe.skipIf(!present)('every odd file', () => {
  const files = present ? [...folder('dicom-odd'), ...folder('dicom-seg/test_files')] : []

  test('is recognised, and becomes an offer or a reason that a person can act on', async () => {
    for (const file of files) {
      expect(isDicom(file), file.name).toBe(true)
      const { offers, refused } = await surveyDicom([file])
      expect(offers.length + refused.length, file.name).toBeGreaterThan(0)
      for (const { fault } of refused) expect(fault, file.name).toMatch(/^[^:]+: it(s| ).+\. [A-Z].+\.$/)
    }
  })

  test('cut anywhere it is refused, or gives the same labels as whole', async () => {
    for (const file of files)
      for (const part of [0.02, 0.11, 0.23, 0.37, 0.52, 0.66, 0.79, 0.9, 0.97, 0.999]) {
        const cut = { name: file.name, bytes: file.bytes.subarray(0, Math.floor(part * file.bytes.length)) }
        if (!isDicom(cut)) continue
        const { offers, refused } = await surveyDicom([cut])
        expect(offers.length + refused.length, file.name).toBeGreaterThan(0)
        if (offers.length === 0) continue
        const [whole, some] = [
          await readSegmentation(parseDicom(file)),
          await readSegmentation(parseDicom(cut)),
        ]
        expect(difference(some.values, whole.values), `${file.name} at ${cut.bytes.length}`).toBe(-1)
      }
  })
})
