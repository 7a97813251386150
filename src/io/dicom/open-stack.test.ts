import { describe, expect, test } from 'vitest'
import { Fault } from '../../core/fault'
import { gridToPatient, voxelCount } from '../../core/grid'
import { mm } from '../../core/units'
import type { InputFile } from '../input-file'
import type { Scan } from '../scan'
import { parseDicom } from './data-set'
import { ctSlice, dicomFile, type SliceOptions, type Tags } from './dicom.fixture'
import { identityRemoved, openDicomScan, surveyDicom } from './index'

/** A linear field in patient space, millimetres: every right interpolation of it is exact. */
const field = (x: number, y: number, z: number) => 100 + 8 * x - 40 * y + 16 * z

interface Place {
  readonly z: number
  readonly x?: number
  readonly y?: number
}

/** Slices of the field at the places given, 12 × 10 pixels of 1 mm. */
const slicesAt = (places: readonly Place[], more: (n: number) => Partial<SliceOptions> = () => ({})) =>
  places.map(({ x = 0, y = 0, z }, n) => {
    const values = Array.from({ length: 120 }, (_, p) =>
      Math.round(field(x + (p % 12), y + Math.floor(p / 12), z)),
    )
    return ctSlice({ position: [x, y, z], columns: 12, rows: 10, values, instance: n + 1, ...more(n) })
  })

async function open(files: readonly InputFile[]): Promise<Scan> {
  const { offers, refused } = await surveyDicom(files)
  expect(refused).toEqual([])
  expect(offers).toHaveLength(1)
  return openDicomScan(offers[0] as (typeof offers)[number], files)
}

/** Greatest error of a scan of the field over the voxels for which `inside` holds. */
function worstError(scan: Scan, inside: (x: number, y: number, z: number) => boolean): number {
  let worst = 0
  let seen = 0
  for (let o = 0; o < voxelCount(scan); o++) {
    const [i, j, k] = [o % scan.size[0], Math.floor(o / scan.size[0]) % scan.size[1], 0]
    const at = gridToPatient(scan, [i, j, k + Math.floor(o / (scan.size[0] * scan.size[1]))])
    const [x, y, z] = at.map((v) => v / mm) as [number, number, number]
    if (!inside(x, y, z)) continue
    seen++
    worst = Math.max(worst, Math.abs((scan.values[o] as number) - field(x, y, z)))
  }
  expect(seen).toBeGreaterThan(100)
  return worst
}
const everywhere = () => true
const saidOf = (scan: Scan) => scan.warnings.join('\n')

describe('slices become a grid', () => {
  test('in the order of their places, whatever the order of the files', async () => {
    const scan = await open(slicesAt([6, 0, 4, 2, 8].map((z) => ({ z }))))
    expect(scan.size).toEqual([12, 10, 5])
    expect(scan.spacing[2]).toBeCloseTo(2 * mm, 9)
    expect(worstError(scan, everywhere)).toBe(0)
    expect(scan.warnings).toEqual([])
  })

  test('rounded positions are an even stack', async () => {
    const scan = await open(slicesAt([0, 0.6, 1.3, 1.9, 2.5].map((z) => ({ z }))))
    expect(scan.spacing[2]).toBeCloseTo(0.625 * mm, 9)
    expect(scan.warnings).toEqual([])
  })

  test('a missing slice is interpolated and said', async () => {
    const scan = await open(slicesAt([0, 2, 4, 8, 10, 12].map((z) => ({ z }))))
    expect(scan.size[2]).toBe(7)
    expect(worstError(scan, everywhere)).toBe(0)
    expect(saidOf(scan)).toContain('1 slice is missing in 1 place')
  })

  test('uneven distances are resampled along the normal, with their spread', async () => {
    const scan = await open(slicesAt([0, 2, 4, 6, 8.5, 10, 12].map((z) => ({ z }))))
    expect(scan.spacing[2]).toBeCloseTo(2 * mm, 9)
    expect(worstError(scan, everywhere)).toBeLessThanOrEqual(0.5)
    expect(saidOf(scan)).toContain('from 1.5 mm to 2.5 mm: resampled to 2 mm')
  })

  test('a hole ends the stack: its longest piece is taken', async () => {
    const scan = await open(slicesAt([0, 2, 4, 6, 40, 42].map((z) => ({ z }))))
    expect(scan.size[2]).toBe(4)
    expect(saidOf(scan)).toContain('4 of 6 slices')
  })

  test('a gantry tilt is sheared upright', async () => {
    // 15°: the origin moves along y as the table moves along z.
    const tilt = Math.tan((15 * Math.PI) / 180)
    const places = Array.from({ length: 8 }, (_, n) => ({ z: 3 * n, y: 3 * n * tilt }))
    const scan = await open(slicesAt(places))
    expect(scan.size).toEqual([12, 16, 8])
    // Within each slice the field is known; outside of it the least value stands.
    const covered = (_: number, y: number, z: number) => y >= z * tilt && y <= z * tilt + 9
    // Values are rounded twice; a shift wrong by a tenth of a pixel would show as 4.
    expect(worstError(scan, covered)).toBeLessThanOrEqual(1)
    expect(saidOf(scan)).toContain('lean by 15.0°')
  })

  test('two slices are no volume, and a localiser across the stack is not mixed into it', async () => {
    const few = await surveyDicom(slicesAt([{ z: 0 }, { z: 2 }]))
    expect(few.offers).toEqual([])
    expect(few.refused[0]?.fault).toContain('no heart can be made')
    const scout = ctSlice({
      position: [0, 0, 0],
      columns: 12,
      rows: 10,
      values: new Array(120).fill(0),
      instance: 99,
      more: { '00200037': ['DS', '0\\1\\0\\0\\0\\-1'], '00080008': ['CS', 'ORIGINAL\\PRIMARY\\LOCALIZER'] },
    })
    const { offers, refused } = await surveyDicom([scout, ...slicesAt([0, 2, 4].map((z) => ({ z })))])
    expect(offers.map((o) => o.files.length)).toEqual([3])
    expect(refused.map((r) => r.file)).toEqual(['slice-99.dcm'])
  })

  test('echoes fall apart, an echo time tuned from slice to slice does not', async () => {
    const echoes = (times: readonly number[], from: number) =>
      slicesAt(
        [0, 2, 4].map((z) => ({ z })),
        (n) => ({
          instance: from + n,
          more: { '00080060': ['CS', 'MR'], '00180081': ['DS', String(times[n])] },
        }),
      )
    const first = echoes([1.15, 1.16, 1.14], 1)
    const second = echoes([2.3, 2.3, 2.31], 11)
    const { offers, refused } = await surveyDicom([...first, ...second])
    expect(refused).toEqual([])
    expect(offers.map((o) => o.files.length)).toEqual([3, 3])
    expect(offers[0]?.id).not.toBe(offers[1]?.id)
    for (const offer of offers)
      expect((await openDicomScan(offer, [...second, ...first])).size).toEqual([12, 10, 3])
  })

  test('copies and duplicates are left out and counted', async () => {
    const files = slicesAt([0, 2, 4, 6].map((z) => ({ z })))
    const copy = { ...(files[1] as InputFile), name: 'copy.dcm' }
    expect(saidOf(await open([...files, copy]))).toContain('1 copies of files left out')
    const again = slicesAt([{ z: 2 }], () => ({ instance: 50 }))
    expect(saidOf(await open([...files, ...again]))).toContain('1 of 4 places have more than one picture')
  })
})

describe('the beat', () => {
  const cine = (trigger: (phase: number) => Tags) =>
    [0, 1, 2, 3].flatMap((phase) =>
      [0, 5, 10].map((z, s) =>
        ctSlice({
          position: [0, 0, z],
          columns: 4,
          rows: 4,
          values: new Array(16).fill(10 * phase + s),
          instance: phase * 10 + s + 1,
          more: trigger(phase),
        }),
      ),
    )

  test('of a cine the moment nearest to the R wave is taken, across the end of the beat too', async () => {
    // RR 800 ms; phases at 200, 400, 600 and 790 ms: the last is 10 ms before the next R wave.
    const times = [200, 400, 600, 790]
    const scan = await open(
      cine((p) => ({ '00181060': ['DS', String(times[p])], '00181062': ['IS', '800'] })),
    )
    expect([...scan.values].filter((_, o) => o % 16 === 0)).toEqual([30, 31, 32])
    expect(saidOf(scan)).toContain('4 moments of the beat: the one nearest to end-diastole was taken (790 ms')
  })

  test('one slice through the beat is no volume, and that is said', async () => {
    const files = cine(() => ({})).filter((_, n) => n % 3 === 0)
    expect((await surveyDicom(files)).refused[0]?.fault).toContain('a single slice at 4 moments')
  })

  test('without times the first is taken, and that is said', async () => {
    const scan = await open(cine(() => ({})))
    expect([...scan.values].filter((_, o) => o % 16 === 0)).toEqual([0, 1, 2])
    expect(saidOf(scan)).toContain('does not say when in the beat')
  })
})

describe('values', () => {
  test('slices with different scales come to one unit', async () => {
    const intercepts = [-1024, -1000, -1024]
    const scan = await open(
      [0, 2, 4].map((z, n) =>
        ctSlice({
          position: [0, 0, z],
          columns: 4,
          rows: 4,
          values: new Array(16).fill(40 - (intercepts[n] as number)),
          instance: n + 1,
          more: { '00281052': ['DS', String(intercepts[n])], '00281053': ['DS', '1'] },
        }),
      ),
    )
    expect(new Set(scan.values)).toEqual(new Set([40]))
    expect(saidOf(scan)).toContain('2 different scales')
  })

  test('16 bits do while values fit, and no longer', async () => {
    const at = (value: number) =>
      [0, 2, 4].map((z, n) =>
        ctSlice({
          position: [0, 0, z],
          columns: 4,
          rows: 4,
          values: new Array(16).fill(n === 1 ? value : 7),
          instance: n + 1,
          more: { '00281052': ['DS', '1000'], '00281053': ['DS', '1'] },
        }),
      )
    expect((await open(at(31767))).values).toBeInstanceOf(Int16Array)
    const wide = await open(at(31768))
    expect(wide.values).toBeInstanceOf(Float32Array)
    expect(wide.range).toEqual([1007, 32768])
    expect([wide.values[0], wide.values[16], wide.values[47]]).toEqual([1007, 32768, 1007])
  })

  test('a fractional slope keeps its fractions', async () => {
    const files = slicesAt(
      [0, 2, 4].map((z) => ({ z })),
      () => ({
        more: { '00281052': ['DS', '3'], '00281053': ['DS', '0.25'] },
      }),
    )
    const scan = await open(files)
    expect(scan.values).toBeInstanceOf(Float32Array)
    expect(scan.values[1]).toBe(field(1, 0, 0) * 0.25 + 3)
  })

  test('padding becomes the least value of the picture', async () => {
    const files = [0, 2, 4].map((z, n) =>
      ctSlice({
        position: [0, 0, z],
        columns: 4,
        rows: 4,
        values: [-2000, ...new Array(14).fill(50), -900],
        instance: n + 1,
        more: { '00280120': ['SS', -2000] },
      }),
    )
    const scan = await open(files)
    expect(scan.range).toEqual([-900, 50])
    expect(saidOf(scan)).toContain('3 voxels outside of the picture')
  })

  test('MONOCHROME1 turns an MR round, and leaves Hounsfield units as they are', async () => {
    const one = (modality: string) =>
      [0, 2, 4].map((z, n) =>
        ctSlice({
          position: [0, 0, z],
          columns: 4,
          rows: 4,
          values: [0, ...new Array(15).fill(100)],
          instance: n + 1,
          more: { '00080060': ['CS', modality], '00280004': ['CS', 'MONOCHROME1'] },
        }),
      )
    expect((await open(one('MR'))).values[0]).toBe(100)
    expect((await open(one('CT'))).values[0]).toBe(0)
  })

  test('bits above the stored ones (an overlay) are taken off, and the sign is carried', async () => {
    const stored = (v: number) => (v & 0x0fff) | 0x7000
    const scan = await open(
      [0, 2, 4].map((z, n) =>
        ctSlice({
          position: [0, 0, z],
          columns: 4,
          rows: 4,
          values: [-5, 7, ...new Array(14).fill(0)].map(stored),
          instance: n + 1,
          more: { '00280101': ['US', 12], '00280102': ['US', 11] },
        }),
      ),
    )
    expect([...scan.values.subarray(0, 3)]).toEqual([-5, 7, 0])
  })

  test('padding beyond the stored bits is still padding', async () => {
    // 12 bits stored, and 63,536 for outside of the round picture, as scanners write it.
    const files = [0, 2, 4].map((z, n) =>
      ctSlice({
        position: [0, 0, z],
        columns: 4,
        rows: 4,
        values: [63536, ...new Array(14).fill(1100), 24],
        instance: n + 1,
        more: {
          '00280101': ['US', 12],
          '00280102': ['US', 11],
          '00280103': ['US', 0],
          '00280120': ['US', 63536],
          '00281052': ['DS', '-1024'],
        },
      }),
    )
    const scan = await open(files)
    expect(scan.range).toEqual([-1000, 76])
    expect(scan.values[0]).toBe(-1000)
  })

  test('a CT whose values are not Hounsfield units says so', async () => {
    const spectral = slicesAt(
      [0, 2, 4].map((z) => ({ z })),
      () => ({ more: { '00281054': ['LO', 'US'] } }),
    )
    expect(saidOf(await open(spectral))).toContain('not Hounsfield units')
    expect((await open(slicesAt([0, 2, 4].map((z) => ({ z }))))).warnings).toEqual([])
  })

  test('a colour series is refused kindly', async () => {
    const files = slicesAt([{ z: 0 }], () => ({
      more: { '00280002': ['US', 3], '00280004': ['CS', 'RGB'] },
    }))
    expect((await surveyDicom(files)).refused[0]?.fault).toContain('a heart scan is grey')
  })
})

describe('enhanced multi-frame', () => {
  /** Two moments of four planes in one file, the frames in no order; the scale differs by frame. */
  const enhanced = () => {
    const frames = [6, 0, 4, 2].flatMap((z) => [1, 0].map((moment) => ({ z, moment })))
    const item = ({ z, moment }: { z: number; moment: number }): Tags => ({
      '00209113': ['SQ', { '00200032': ['DS', `0\\0\\${z}`] }],
      '00209111': ['SQ', { '00209128': ['UL', moment + 1] }],
      '00189118': ['SQ', { '00209153': ['FD', moment * 350] }],
      '00289145': ['SQ', { '00281052': ['DS', String(-z)], '00281053': ['DS', '1'] }],
    })
    const values = frames.flatMap(({ z, moment }) => new Array(16).fill(1000 * moment + z))
    return dicomFile('enhanced.dcm', {
      '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.4.1'],
      '00080060': ['CS', 'MR'],
      '0020000e': ['UI', '2.25.7'],
      '00280002': ['US', 1],
      '00280004': ['CS', 'MONOCHROME2'],
      '00280008': ['IS', String(frames.length)],
      '00280010': ['US', 4],
      '00280011': ['US', 4],
      '00280100': ['US', 16],
      '00280101': ['US', 16],
      '00280102': ['US', 15],
      '00280103': ['US', 0],
      '52009229': [
        'SQ',
        {
          '00209116': ['SQ', { '00200037': ['DS', '0\\1\\0\\0\\0\\-1'] }],
          '00289110': ['SQ', { '00280030': ['DS', '1.5\\1.25'], '00180050': ['DS', '2'] }],
        },
      ],
      '52009230': ['SQ', ...frames.map(item)],
      '7fe00010': ['OW', new Uint8Array(Uint16Array.from(values).buffer)],
    })
  }

  test('frames are placed by their own groups; one moment is taken', async () => {
    const file = enhanced()
    // Rows run along y, columns against z, so that the planes of different z lie in one plane: not a stack.
    expect((await surveyDicom([file])).offers).toEqual([])
    const upright = { ...file, bytes: replaced(file.bytes, '0\\1\\0\\0\\0\\-1', '1\\0\\0\\0\\1\\0 ') }
    const scan = await open([upright])
    expect(scan.size).toEqual([4, 4, 4])
    expect(scan.spacing.map((s) => s / mm)).toEqual([1.25, 1.5, 2])
    expect(new Set(scan.values)).toEqual(new Set([0]))
    expect(saidOf(scan)).toContain('2 moments of the beat')
  })
})

describe('older multi-frame', () => {
  const frames = (more: Tags, count = 6) =>
    dicomFile('frames.dcm', {
      '00080060': ['CS', 'NM'],
      '00180088': ['DS', '4'],
      '0020000e': ['UI', '2.25.5'],
      '00280002': ['US', 1],
      '00280008': ['IS', String(count)],
      '00280010': ['US', 4],
      '00280011': ['US', 4],
      '00280030': ['DS', '3\\3'],
      '00280100': ['US', 8],
      '00280101': ['US', 8],
      '00280102': ['US', 7],
      '00280103': ['US', 0],
      '00540022': ['SQ', { '00200032': ['DS', '1\\2\\3'], '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }],
      '7fe00010': ['OB', Uint8Array.from({ length: 16 * count }, (_, o) => Math.floor(o / 16))],
      ...more,
    })

  test('frames are slices from the one place on, and that is said', async () => {
    const scan = await open([frames({})])
    expect(scan.size).toEqual([4, 4, 6])
    expect(scan.spacing.map((s) => Math.round(s / mm))).toEqual([3, 3, 4])
    expect(scan.origin.map((x) => Math.round(x / mm))).toEqual([1, 2, 3])
    expect([...scan.values].filter((_, o) => o % 16 === 0)).toEqual([0, 1, 2, 3, 4, 5])
    expect(saidOf(scan)).toContain('taken for slices along its normal')
  })

  test('of a gated study the frames of one moment are taken', async () => {
    const gated = { '00540080': ['US', 1, 2, 3, 1, 2, 3], '00540070': ['US', 2, 2, 2, 1, 1, 1] } as const
    const scan = await open([frames(gated)])
    expect([...scan.values].filter((_, o) => o % 16 === 0)).toEqual([3, 4, 5])
  })

  test('frames in time at one place are no slices', async () => {
    const { refused } = await surveyDicom([frames({ '00181063': ['DS', '40'] })])
    expect(refused[0]?.fault).toContain('a single slice at 6 moments')
  })
})

describe('identity', () => {
  const known: Tags = {
    '00100010': ['PN', 'Nightingale^Florence'],
    '00100020': ['LO', 'ID-4711'],
    '00100030': ['DA', '19800513'],
    '00080080': ['LO', 'Saint Thomas'],
    '00080020': ['DA', '20240611'],
    '0008103e': ['LO', 'Cardiac CTA Nightingale'],
    '00101010': ['AS', '044Y'],
    '00101030': ['DS', '61.5'],
    '00101020': ['DS', '1.68'],
    '00181088': ['IS', '66'],
  }

  test('nothing that names the patient leaves; what was there is listed; the body may be known', async () => {
    const scan = await open(
      slicesAt(
        [0, 2, 4].map((z) => ({ z })),
        () => ({ more: known }),
      ),
    )
    const { values: _, ...rest } = scan
    expect(JSON.stringify(rest)).not.toMatch(/nightingale|florence|4711|1980|2024|thomas|2\.25/i)
    expect(saidOf(scan)).toContain('Left out: patient’s name, birth date, identifiers, institution, a date')
    expect(scan.name).toBe('CT series')
    expect(scan.hints).toEqual({ ageYears: 44, weight: 61.5, height: 1.68, heartRate: 1.1 })
  })

  test('what was there is listed, never what it said', () => {
    const [file] = slicesAt([{ z: 0 }], () => ({ more: known })) as [InputFile]
    expect(identityRemoved(parseDicom(file).data)).toEqual([
      'patient’s name',
      'birth date',
      'identifiers',
      'institution',
      'a date',
    ])
  })

  test('a child’s age is kept in tenths, and zeros for unknown are no figures', async () => {
    const more: Tags = {
      '00100030': ['DA', '20230301'],
      '00080020': ['DA', '20231015'],
      '00101030': ['DS', '0.0'],
      '00101020': ['DS', ''],
    }
    const scan = await open(
      slicesAt(
        [0, 2, 4].map((z) => ({ z })),
        () => ({ more }),
      ),
    )
    expect(scan.hints).toEqual({ ageYears: 0.6 })
  })

  test('offers say nothing either', async () => {
    const { offers } = await surveyDicom(
      slicesAt(
        [0, 2, 4].map((z) => ({ z })),
        () => ({ more: known }),
      ),
    )
    expect(JSON.stringify(offers)).not.toMatch(/nightingale|florence|4711|1980|2024|thomas|2\.25/i)
  })
})

test('a file cut anywhere becomes a fault that names it, or the whole picture', async () => {
  const whole = slicesAt([0, 2, 4].map((z) => ({ z })))
  const last = whole[2] as InputFile
  for (let length = 1; length < last.bytes.length; length += 7) {
    const cut = { name: 'cut.dcm', bytes: last.bytes.subarray(0, length) }
    const { offers, refused } = await surveyDicom([whole[0] as InputFile, whole[1] as InputFile, cut])
    expect(offers).toEqual([])
    expect(refused.some((r) => r.file === 'cut.dcm' && r.fault.length > 20)).toBe(true)
  }
})

test('pixels that are not as the header says are a fault, not a picture of other bytes', async () => {
  const slice = ctSlice({ position: [0, 0, 0], columns: 4, rows: 4, values: new Array(16).fill(1) })
  const pieces = encapsulated(slice.bytes, '1.2.840.10008.1.2.1', new Uint8Array(64))
  const [pieced] = (await surveyDicom([{ name: 'a.dcm', bytes: pieces }])).refused
  expect(pieced?.fault).toContain('though its header says they are not compressed')
  const plain = dicomFile('b.dcm', { '00080060': ['CS', 'CT'] }, '1.2.840.10008.1.2.4.90')
  const body = slice.bytes.subarray(Buffer.from(slice.bytes).indexOf(Buffer.from([8, 0, 8, 0])))
  const head = plain.bytes.subarray(0, Buffer.from(plain.bytes).indexOf(Buffer.from([8, 0, 0x60, 0])))
  const whole = new Uint8Array([...head, ...body])
  const [unpieced] = (await surveyDicom([{ name: 'b.dcm', bytes: whole }])).refused
  expect(unpieced?.fault).toContain('not in compressed pieces')
})

test('pixels in a compression that no library decodes are refused by its name', async () => {
  const fragment = new Uint8Array(64)
  const files = [0, 2, 4].map((z, n) => {
    const slice = ctSlice({
      position: [0, 0, z],
      columns: 4,
      rows: 4,
      values: new Array(16),
      instance: n + 1,
    })
    return { name: slice.name, bytes: encapsulated(slice.bytes, '1.2.840.10008.1.2.4.201', fragment) }
  })
  const { offers } = await surveyDicom(files)
  const work = openDicomScan(offers[0] as (typeof offers)[number], files)
  await expect(work).rejects.toThrow(Fault)
  await expect(work).rejects.toThrow(/high-throughput JPEG 2000 lossless.*export the series uncompressed/)
})

function replaced(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(from)
  expect(at).toBeGreaterThan(0)
  expect(to.length).toBe(from.length)
  const copy = bytes.slice()
  copy.set(new TextEncoder().encode(to), at)
  return copy
}

/** The file with another transfer syntax and one compressed fragment in place of its pixels. */
function encapsulated(bytes: Uint8Array, syntax: string, fragment: Uint8Array): Uint8Array {
  const data = Buffer.from(bytes)
  const pixels = data.indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0]))
  const uid = data.indexOf(Buffer.from([2, 0, 0x10, 0]))
  const old = data.readUInt16LE(uid + 6)
  const padded = Buffer.from(syntax.length & 1 ? `${syntax}\0` : syntax)
  const head = Buffer.from(data.subarray(0, uid + 8))
  head.writeUInt16LE(padded.length, uid + 6)
  const body = data.subarray(uid + 8 + old, pixels)
  const item = (tag: number, length: number) => {
    const b = Buffer.alloc(8)
    b.writeUInt16LE(0xfffe, 0)
    b.writeUInt16LE(tag, 2)
    b.writeUInt32LE(length, 4)
    return b
  }
  const start = Buffer.from([0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 255, 255, 255, 255])
  return new Uint8Array(
    Buffer.concat([
      head,
      padded,
      body,
      start,
      item(0xe000, 0),
      item(0xe000, fragment.length),
      fragment,
      item(0xe0dd, 0),
    ]),
  )
}
