import { describe, expect, test } from 'vitest'
import { mm } from '../../core/units'
import { parseDicom } from './data-set'
import { dicomFile, type Tags } from './dicom.fixture'
import { readSegmentation } from './segmentation'

interface Frame {
  readonly segment: number
  readonly z: number
  readonly cells: readonly number[]
}

/** A segmentation of 3 × 3 pixels of 2 mm; frames of bits follow each other without filling up their bytes. */
function segmentation(
  kind: 'BINARY' | 'LABELMAP',
  frames: readonly Frame[],
  numbers: readonly number[],
  more: Tags = {},
) {
  const cells = frames.flatMap((f) => f.cells)
  const bits = new Uint8Array(2 * Math.ceil(cells.length / 16))
  cells.forEach((c, n) => {
    if (c) bits[n >> 3] = (bits[n >> 3] as number) | (1 << (n & 7))
  })
  const wide = kind === 'LABELMAP'
  const even = new Uint8Array(cells.length + (cells.length & 1))
  even.set(cells)
  const segment = (number: number): Tags => ({
    '00620004': ['US', number],
    '00620005': ['LO', `Part ${number}`],
  })
  const group = ({ segment: s, z }: Frame): Tags => ({
    '00209113': ['SQ', { '00200032': ['DS', `10\\20\\${z}`] }],
    ...(!wide && { '0062000a': ['SQ', { '0062000b': ['US', s] }] }),
  })
  return parseDicom(
    dicomFile('seg.dcm', {
      '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.66.${wide ? 7 : 4}`],
      '00080060': ['CS', 'SEG'],
      '00280002': ['US', 1],
      '00280008': ['IS', String(frames.length)],
      '00280010': ['US', 3],
      '00280011': ['US', 3],
      '00280100': ['US', wide ? 8 : 1],
      '00280101': ['US', wide ? 8 : 1],
      '00280102': ['US', wide ? 7 : 0],
      '00280103': ['US', 0],
      '00620001': ['CS', kind],
      '00620002': ['SQ', ...numbers.map(segment)],
      '52009229': [
        'SQ',
        {
          '00209116': ['SQ', { '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }],
          '00289110': ['SQ', { '00280030': ['DS', '2\\2'], '00180050': ['DS', '3'] }],
        },
      ],
      '52009230': ['SQ', ...frames.map(group)],
      '7fe00010': ['OB', wide ? even : bits],
      ...more,
    }),
  )
}

const first = [1, 0, 0, 0, 1, 0, 0, 0, 1]
const second = [0, 0, 0, 1, 1, 1, 0, 0, 0]

describe('a DICOM segmentation', () => {
  test('frames in any order go to their planes; planes without a frame are empty', async () => {
    const map = await readSegmentation(
      segmentation(
        'BINARY',
        [
          { segment: 5, z: 9, cells: second },
          { segment: 5, z: 0, cells: first },
          { segment: 5, z: 3, cells: second },
        ],
        [5],
      ),
    )
    expect(map.size).toEqual([3, 3, 4])
    expect(map.spacing.map((s) => Math.round(s / mm))).toEqual([2, 2, 3])
    expect(map.origin.map((x) => Math.round(x / mm))).toEqual([10, 20, 0])
    expect([...(map.values as Uint8Array)]).toEqual([...first, ...second, ...new Array(9).fill(0), ...second])
    expect(map.segments).toMatchObject([{ value: 1, fileValue: 5, name: 'Part 5' }])
  })

  test('of overlapping segments the later one in its list wins, wherever its frames stand', async () => {
    const map = await readSegmentation(
      segmentation(
        'BINARY',
        [
          { segment: 2, z: 0, cells: second },
          { segment: 1, z: 0, cells: first },
          { segment: 1, z: 3, cells: first },
        ],
        [1, 2],
      ),
    )
    expect([...(map.values as Uint8Array)].slice(0, 9)).toEqual([1, 0, 0, 2, 2, 2, 0, 0, 1])
    expect(map.warnings).toContain('“Part 2” and “Part 1” overlap in 1 cells: they were given to the first')
  })

  test('a label map keeps its labels; what it does not describe is background', async () => {
    const cells = [0, 7, 7, 300 & 255, 9, 9, 0, 0, 1]
    const map = await readSegmentation(
      segmentation(
        'LABELMAP',
        [
          { segment: 0, z: 0, cells },
          { segment: 0, z: 3, cells: first },
        ],
        [0, 7, 9],
      ),
    )
    expect([...(map.values as Uint8Array)].slice(0, 9)).toEqual([0, 1, 1, 0, 2, 2, 0, 0, 0])
    expect(map.segments.map((s) => s.fileValue)).toEqual([7, 9])
  })

  test('frames between the planes, of unknown segments or of none are faults in words', async () => {
    const uneven = segmentation(
      'BINARY',
      [0, 3, 7].map((z) => ({ segment: 1, z, cells: first })),
      [1],
    )
    await expect(readSegmentation(uneven)).rejects.toThrow(/even grid/)
    const unknown = segmentation('BINARY', [{ segment: 4, z: 0, cells: first }], [1])
    await expect(readSegmentation(unknown)).rejects.toThrow(/segment 4, which it does not describe/)
    const empty = segmentation('BINARY', [{ segment: 1, z: 0, cells: new Array(9).fill(0) }], [1])
    await expect(readSegmentation(empty)).rejects.toThrow(/empty/)
  })
})
