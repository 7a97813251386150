import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Fault } from '../core/fault'
import { type Grid, gridToPatient, patientToGrid, voxelCount } from '../core/grid'
import { distance, type Vec3 } from '../core/vec3'
import type { Image, ImageOptions } from './image'
import { imageFormats } from './image-formats'
import { imageRole } from './image-role'
import type { InputFile } from './input-file'
import { labelsFromImage } from './labels-from-image'
import { makeNifti } from './nifti.fixture'
import { scanFromImage } from './scan-from-image'

const data = `${process.cwd()}/../shared/data`
const present = existsSync(data)
if (!present) console.warn(`Skipped: ${data} is not there, so the real images are not read.`)

const read = (
  file: InputFile,
  options: ImageOptions = {},
  others: readonly InputFile[] = [],
): Promise<Image> => {
  const format = imageFormats.find((f) => f.sniff(file.bytes))
  if (!format) throw new Error(`${file.name} is of no image format`)
  return format.read(file, options, others)
}
const real = (path: string) => ({ name: path, bytes: new Uint8Array(readFileSync(`${data}/${path}`)) })

const faultOf = async (work: Promise<unknown>): Promise<Fault> => {
  const problem = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(problem).toBeInstanceOf(Fault)
  return problem as Fault
}

/** The greatest distance of a voxel of `a` from a voxel of `b`, in voxels, and the greatest difference of their values. */
function compared(a: Image, b: Image, stride: number) {
  const [nx, ny, nz] = a.size
  let off = 0
  let difference = 0
  for (let o = 0; o < a.values.length; o += stride) {
    const p = gridToPatient(a, [o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))])
    const at = patientToGrid(b, p)
    const [i, j, k] = at.map(Math.round) as [number, number, number]
    off = Math.max(off, ...at.map((x) => Math.abs(x - Math.round(x))))
    const inside = i >= 0 && j >= 0 && k >= 0 && i < b.size[0] && j < b.size[1] && k < b.size[2]
    const value = inside ? (b.values[i + b.size[0] * (j + b.size[1] * k)] as number) : Number.NaN
    difference = Math.max(difference, Math.abs(value - (a.values[o] as number)))
  }
  expect(nz).toBeGreaterThan(1)
  return { off, difference }
}

describe.runIf(present)('real images', () => {
  // One brain stored along eight sets of axes: the same number has to be found at the same place in the patient.
  test('one volume stored in eight orientations is the same in patient space', async () => {
    const names = ['RAS', 'AIL', 'ASL', 'IRP', 'LPS', 'PRI', 'RPI', 'SPR']
    const [first, ...others] = await Promise.all(names.map((n) => read(real(`orientations/${n}.nii.gz`))))
    for (const other of others) {
      expect(voxelCount(other)).toBe(voxelCount(first as Image))
      const { off, difference } = compared(first as Image, other, 13)
      expect(off, other.file).toBeLessThan(0.01)
      expect(difference, other.file).toBe(0)
    }
    // Left and right: the file stored R to L has its first axis along −x of LPS.
    expect(first?.direction[0]).toBeCloseTo(-1)
  })

  test('an oblique image is the same from NIfTI and from NRRD, voxel for voxel', async () => {
    const nifti = await read(real('orientations/FLAIR.nii.gz'))
    const nrrd = await read(real('orientations/FLAIR.nrrd'))
    expect(nrrd.size).toEqual(nifti.size)
    expect(Buffer.compare(nrrd.values as Uint8Array, nifti.values as Uint8Array)).toBe(0)
    const corner: Vec3 = [nifti.size[0] - 1, nifti.size[1] - 1, nifti.size[2] - 1]
    for (const at of [[0, 0, 0], corner] as Vec3[])
      expect(distance(gridToPatient(nifti, at), gridToPatient(nrrd, at))).toBeLessThan(1e-6)
  })

  test('a CT keeps its 16-bit Hounsfield units and is told from masks', async () => {
    const ct = await read(real('cardiac-ct/ct_cropped.nii.gz'))
    expect(ct.values).toBeInstanceOf(Int16Array)
    expect(imageRole(ct).role).toBe('scan')
    const scan = scanFromImage(ct)
    expect(scan.modality).toBe('CT')
    expect(scan.window[0] + scan.window[1] / 2).toBeGreaterThan(400)
    for (const name of ['heart', 'annulus_proper'])
      expect(imageRole(await read(real(`cardiac-ct/${name}.nii.gz`))).role).toBe('labels')
    // 669 mL: known volume of the heart mask.
    const heart = await read(real('cardiac-ct/heart.nii.gz'))
    const cells = (heart.values as Uint8Array).reduce((n, v) => n + Number(v > 0), 0)
    expect(cells * 1.5 ** 3 * 1e-3).toBeCloseTo(669, 0)
  })

  test('labels keep the names that the file has for them', async () => {
    const map = await read(real('cardiac-ct/dicom-series-labels.nii.gz'))
    expect(map.segments.find((s) => s.value === 51)?.name).toBe('heart')
    expect(imageRole(map).role).toBe('labels')
    const seg = await read(real('slicer-seg/SegmentationOverlapping.seg.nrrd'))
    expect(seg.components).toBe(2)
    expect(seg.segments[0]).toMatchObject({ name: 'ribs', code: { scheme: 'SCT', value: '113197003' } })
    expect(seg.segments[0]?.colour?.[0]).toBeCloseTo(0.992157)
    for (const name of ['orientations/RAS.nii.gz', 'orientations/FLAIR.nrrd', 'slicer-seg/CTChest4.nrrd'])
      expect(imageRole(await read(real(name))).role, name).toBe('scan')
  })
})

/** A volume of 12 × 10 × 8 in which every voxel has another value. */
const size = [12, 10, 8] as const
const ramp = Int16Array.from({ length: 960 }, (_, o) => o - 100)
const axes = [0, -2, 0, 30, 3, 0, 0, -40, 0, 0, 4, 50]
const named = (bytes: Uint8Array, name = 'a.nii'): InputFile => ({ name, bytes })
/** Where voxel (i, j, k) lies by the affine above: RAS mm to LPS metres. */
const expected = ([i, j, k]: Vec3): Vec3 => [-(-2 * j + 30) * 1e-3, -(3 * i - 40) * 1e-3, (4 * k + 50) * 1e-3]

describe('NIfTI by the standard', () => {
  test('versions 1 and 2, either byte order, packed or not, lie where the affine says with the values stored', async () => {
    for (const version of [1, 2] as const)
      for (const big of [false, true]) {
        const bytes = makeNifti({ version, big, size, values: ramp, sform: axes })
        for (const file of [named(bytes), named(gzipSync(bytes), 'a.nii.gz')]) {
          const image = await read(file)
          expect(Array.from(image.values)).toEqual(Array.from(ramp))
          for (const at of [
            [0, 0, 0],
            [11, 9, 7],
            [3, 4, 5],
          ] as Vec3[])
            expect(distance(gridToPatient(image, at), expected(at))).toBeLessThan(1e-8)
        }
      }
  })

  // nifti1.h, method 2: a quarter turn about z is (b, c, d) = (0, 0, √½); qfac −1 turns the third axis round.
  test('takes the quaternion where there is no sform, and the sform where there are both', async () => {
    const qform = [0, 0, Math.SQRT1_2, 30, -40, 50]
    const turned = await read(named(makeNifti({ size, values: ramp, pixdim: [-1, 3, 2, 4], qform })))
    const at: Vec3 = [3, 4, 5]
    expect(distance(gridToPatient(turned, at), [-0.022, 0.031, 0.03])).toBeLessThan(1e-8)
    const both = await read(named(makeNifti({ size, values: ramp, qform, sform: axes })))
    expect(distance(gridToPatient(both, at), expected(at))).toBeLessThan(1e-8)
    const neither = await read(named(makeNifti({ size, values: ramp })))
    expect(neither.warnings.join(' ')).toMatch(/does not say how it lies/)
  })

  test('rescales by slope and intercept, keeps whole numbers where there is no scale, and 64 bits where they fit', async () => {
    const scaled = await read(named(makeNifti({ size, values: ramp, sform: axes, slope: [0.5, -3] })))
    expect(scaled.values[200]).toBeCloseTo(0.5 * 100 - 3)
    const unset = await read(named(makeNifti({ size, values: ramp, sform: axes, slope: [0, 0] })))
    expect(unset.values).toBeInstanceOf(Int16Array)
    const long = await read(named(makeNifti({ size, values: ramp, sform: axes, type: 1024 })))
    expect(Array.from(long.values)).toEqual(Array.from(ramp))
  })

  test('metres and micrometres are honoured, a unit that no person fits is corrected aloud, a wrong request refused', async () => {
    for (const [units, factor] of [
      [1, 1e-3],
      [3, 1e3],
    ] as const) {
      const sform = axes.map((x) => x * factor)
      const image = await read(named(makeNifti({ size, values: ramp, sform, units })))
      expect(distance(gridToPatient(image, [3, 4, 5]), expected([3, 4, 5]))).toBeLessThan(1e-7)
      expect(image.warnings).toEqual([])
    }
    const wrong = await read(named(makeNifti({ size, values: ramp, sform: axes, units: 1 })))
    expect(distance(gridToPatient(wrong, [3, 4, 5]), expected([3, 4, 5]))).toBeLessThan(1e-8)
    expect(wrong.warnings.join(' ')).toMatch(/no person: its unit was taken to be mm/)
    const asked = read(named(makeNifti({ size, values: ramp, sform: axes })), { unit: 1 })
    expect((await faultOf(asked)).message).toMatch(/no heart/)
  })

  test('gives the first moment of a cine and says so, or the one that is asked for', async () => {
    const frames = Int16Array.from({ length: 960 * 3 }, (_, o) => 1000 * Math.floor(o / 960) + (o % 960))
    const file = named(makeNifti({ size: [...size, 3], values: frames, sform: axes }))
    const first = await read(file)
    expect([first.frames, first.values[5]]).toEqual([3, 5])
    expect(first.warnings.join(' ')).toMatch(/3 moments/)
    expect((await read(file, { frame: 2 })).values[5]).toBe(2005)
    expect((await faultOf(read(file, { frame: 3 }))).message).toMatch(/no moment 3/)
    // Packed, only what comes before the end of the moment is needed.
    const packed = named(gzipSync(file.bytes))
    expect((await read(packed, { frame: 1 })).values[5]).toBe(1005)
    expect((await faultOf(read(packed, { frame: 3 }))).message).toMatch(/no moment 3/)
  })

  test('labels above 255 get smaller numbers and keep their own; what is no label is refused', async () => {
    const values = Int16Array.from({ length: 960 }, (_, o) => (o % 12 < 5 ? 500 : o % 12 < 8 ? 205 : 0))
    const image = await read(named(makeNifti({ size, values, sform: axes })))
    expect(imageRole(image).role).toBe('labels')
    const map = labelsFromImage(image)
    expect(map.segments.map((s) => [s.value, s.fileValue, s.name])).toEqual([
      [1, 205, 'Label 205'],
      [2, 500, 'Label 500'],
    ])
    expect(Array.from({ length: 12 }, (_, o) => map.values[o])).toEqual([2, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0])
    const scan = await read(named(makeNifti({ size, values: ramp, sform: axes })))
    expect(() => labelsFromImage(scan)).toThrow(/value -100, which is no label/)
  })

  // A linear ramp in patient space stays that ramp when it is sampled anew.
  test('a sheared lattice is resampled to square axes, each place keeping its value', async () => {
    const sheared = [2, 0, 0, 0, 0, 2, 0.8, 0, 0, 0, 2, 0]
    const height = Float32Array.from({ length: 960 }, (_, o) => {
      const [j, k] = [Math.floor(o / 12) % 10, Math.floor(o / 120)]
      return 2 * j + 0.8 * k
    })
    const image = await read(named(makeNifti({ size, values: height, sform: sheared, type: 16 })))
    expect(image.warnings.join(' ')).toMatch(/sheared/)
    const [nx, ny] = image.size
    const [i, j, k] = [6, 6, 4]
    const p = gridToPatient(image, [i, j, k])
    expect(image.values[i + nx * (j + ny * k)]).toBeCloseTo(-p[1] * 1e3, 3)
    const d = image.direction
    expect(
      (d[0] as number) * (d[1] as number) +
        (d[3] as number) * (d[4] as number) +
        (d[6] as number) * (d[7] as number),
    ).toBeCloseTo(0)
  })

  test('refuses before decoding what claims too much, has no place, is a picture, or is cut short anywhere', async () => {
    const good = { size, values: ramp, sform: axes }
    const claim = makeNifti(good)
    new DataView(claim.buffer).setInt16(42, 32000, true)
    new DataView(claim.buffer).setInt16(44, 32000, true)
    expect((await faultOf(read(named(claim)))).message).toMatch(/more than can be opened/)
    const nowhere = makeNifti({ ...good, sform: axes.map((x, n) => (n === 5 ? Number.NaN : x)) })
    expect((await faultOf(read(named(nowhere)))).message).toMatch(/not given in numbers/)
    const flat = makeNifti({ ...good, sform: [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0] })
    expect((await faultOf(read(named(flat)))).message).toMatch(/do not span/)
    const picture = makeNifti({ size: [12, 10, 1], values: ramp.slice(0, 120), sform: axes })
    expect((await faultOf(read(named(picture)))).message).toMatch(/not a volume/)
    for (const whole of [makeNifti(good), gzipSync(makeNifti(good))])
      for (let n = 0; n < 30; n++) {
        const bytes = whole.slice(0, Math.floor((whole.length * (n + 0.9)) / 31))
        const format = imageFormats[1] as (typeof imageFormats)[number]
        expect((await faultOf(format.read(named(bytes), {}, []))).file).toBe('a.nii')
      }
    const bomb = gzipSync(new Uint8Array(20e6))
    expect(
      (await faultOf((imageFormats[1] as (typeof imageFormats)[number]).read(named(bomb), {}, []))).file,
    ).toBe('a.nii')
  })
})

describe('NRRD by its definition', () => {
  const nrrd = (lines: string[], values: Int16Array = ramp): InputFile => {
    const text = ['NRRD0004', 'type: short', 'endian: little', 'encoding: raw', ...lines, '', ''].join('\n')
    return named(Buffer.concat([Buffer.from(text), Buffer.from(values.buffer)]), 'a.nrrd')
  }
  const directions = 'space directions: (0,3,0) (-2,0,0) (0,0,4)'

  test('lies in LPS whatever space it names', async () => {
    const lines = ['dimension: 3', 'sizes: 12 10 8', 'space origin: (30,-40,50)', directions]
    const ras = await read(nrrd(['space: right-anterior-superior', ...lines]))
    for (const at of [
      [0, 0, 0],
      [3, 4, 5],
    ] as Vec3[])
      expect(distance(gridToPatient(ras, at), expected(at))).toBeLessThan(1e-8)
    const lps = await read(nrrd(['space: left-posterior-superior', ...lines]))
    const p = expected([3, 4, 5])
    expect(distance(gridToPatient(lps, [3, 4, 5]), [-p[0], -p[1], p[2]])).toBeLessThan(1e-8)
    const bare = await read(nrrd(['dimension: 3', 'sizes: 12 10 8', 'spacings: 2 3 4']))
    expect(bare.spacing).toEqual([0.002, 0.003, 0.004])
    expect(bare.warnings.join(' ')).toMatch(/does not say how it lies/)
  })

  test('gives one moment of a cine whether its moments lie first or last', async () => {
    const frames = Int16Array.from({ length: 1920 }, (_, o) => o)
    const last = await read(
      nrrd(
        [
          'dimension: 4',
          'space: LPS',
          'sizes: 12 10 8 2',
          'kinds: domain domain domain time',
          `${directions} none`,
          'space origin: (0,0,0)',
        ],
        frames,
      ),
      { frame: 1 },
    )
    expect([last.frames, last.values[7]]).toEqual([2, 967])
    const first = await read(
      nrrd(
        [
          'dimension: 4',
          'space: LPS',
          'sizes: 2 12 10 8',
          'kinds: list domain domain domain',
          'space directions: none (0,3,0) (-2,0,0) (0,0,4)',
          'space origin: (0,0,0)',
        ],
        frames,
      ),
      { frame: 1 },
    )
    expect([first.frames, first.values[7]]).toEqual([2, 15])
    expect(first.size).toEqual([12, 10, 8])
  })

  test('refuses directions that are no numbers, colours, and skipped bytes', async () => {
    const lines = ['dimension: 3', 'sizes: 12 10 8', 'space: LPS', 'space origin: (0,0,0)']
    const nan = nrrd([...lines, 'space directions: (nan,0,0) (0,1,0) (0,0,1)'])
    expect((await faultOf(read(nan))).message).toMatch(/three numbers/)
    const skip = nrrd([...lines, directions, 'byte skip: 4'])
    expect((await faultOf(read(skip))).message).toMatch(/between its header/)
  })
})

describe('MetaImage', () => {
  const header = (more: string[]) =>
    [
      'ObjectType = Image',
      'NDims = 3',
      'BinaryData = True',
      'BinaryDataByteOrderMSB = False',
      'TransformMatrix = 0 -1 0 1 0 0 0 0 1',
      'Offset = -30 40 50',
      'ElementSpacing = 3 2 4',
      'DimSize = 12 10 8',
      'ElementType = MET_SHORT',
      ...more,
      '',
    ].join('\n')
  const voxels = Buffer.from(ramp.buffer)
  const place = (image: Grid) => gridToPatient(image, [3, 4, 5])

  test('reads voxels inside, packed, and in a file of their own', async () => {
    const inside = named(Buffer.concat([Buffer.from(header(['ElementDataFile = LOCAL'])), voxels]), 'a.mha')
    const { zlibSync } = await import('fflate')
    const packed = named(
      Buffer.concat([
        Buffer.from(header(['CompressedData = True', 'ElementDataFile = LOCAL'])),
        zlibSync(voxels),
      ]),
      'a.mha',
    )
    const apart = named(Buffer.from(header(['ElementDataFile = a.raw'])), 'folder/a.mhd')
    for (const [file, others] of [
      [inside, []],
      [packed, []],
      [apart, [named(voxels, 'folder/a.raw')]],
    ] as const) {
      const image = await read(file, {}, others)
      expect(Array.from(image.values)).toEqual(Array.from(ramp))
      expect(distance(place(image), expected([3, 4, 5]))).toBeLessThan(1e-8)
    }
    expect((await faultOf(read(apart))).message).toMatch(/a\.raw, which was not given/)
    for (const cut of [100, 330, 900]) {
      const whole = inside.bytes
      expect(
        (
          await faultOf(
            (imageFormats[2] as (typeof imageFormats)[number]).read(named(whole.slice(0, cut)), {}, []),
          )
        ).file,
      ).toBe('a.nii')
    }
  })
})
