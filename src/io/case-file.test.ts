import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Fault } from '../core/fault'
import { type Recipe, recipeSchema } from '../geometry/segmentation/recipe'
import type { Annotation } from '../heart/annotation'
import type { Plan } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { emptyRecording, withChange } from '../heart/recording'
import { readCase, writeCase } from './case-file'
import { withoutIdentifiers } from './identifiers'

/** A case of 4 × 3 × 3 cells as version 1 of the format wrote it. */
const versionOne =
  'UEsDBBQAAAAAAAAAISjlzGS2ogAAAKIAAAANAAAAbWFuaWZlc3QuanNvbnsiZm9ybWF0IjoiYXRyaXVtLWNhc2UiLCJ2ZXJzaW9uIjoxLCJjaGVja3N1bXMiOnsiaGVhcnQuanNvbiI6Mzg3MjEzNTgxLCJwbGFucy5qc29uIjo1MzM5MjkzNSwibGFiZWxzLmd6IjoxNDk5OTY3MzQsImx1bWVuLmd6IjozNTIxOTQxNzk0LCJ0aXNzdWUuZ3oiOjMxODgxMzE1NzB9fVBLAwQUAAAAAAAAACEoDWkUFw4CAAAOAgAACgAAAGhlYXJ0Lmpzb257InZlcnNpb24iOjEsIm5hbWUiOiJPbGQgY2FzZSIsImtpbmQiOiJ3aG9sZS1oZWFydCIsImZyYW1lIjp7InNpemUiOls0LDMsM10sInNwYWNpbmciOjAuMDAxNSwib3JpZ2luIjpbMC4wMSwtMC4wMiwwLjAzXX0sInN0cnVjdHVyZXMiOlt7ImlkIjoxLCJuYW1lIjoiTFYiLCJraW5kIjoiYmxvb2QiLCJwYXJ0IjoiTFYifSx7ImlkIjoyLCJuYW1lIjoiTFYgd2FsbCIsImtpbmQiOiJ3YWxsIiwicGFydCI6IkxWIn1dLCJwb3J0cyI6W3siaWQiOiJhb3J0YSIsIm5hbWUiOiJBb3J0YSIsInN0cnVjdHVyZSI6MSwicGFydCI6ImFvcnRhIiwiY2VudHJlIjpbMC4wMSwwLDBdLCJub3JtYWwiOlswLDAsMV0sInJhZGl1cyI6MC4wMSwiYXJlYSI6MC4wMDAzfV0sImdhdGVzIjpbXSwibGFuZG1hcmtzIjpbXSwicGh5c2lvbG9neSI6eyJ3ZWlnaHQiOjcwLCJoZWlnaHQiOjEuNzUsImFnZVllYXJzIjo0MCwiaGVhcnRSYXRlIjoxLjIsImhhZW1vZ2xvYmluIjoxNDB9LCJ3YXJuaW5ncyI6WyJtYWRlIHVwIl0sInNvdXJjZSI6ImEgdGVzdCJ9UEsDBBQAAAAAAAAAISgnti4DeAAAAHgAAAAKAAAAcGxhbnMuanNvblt7Im5hbWUiOiJDbG9zZSB0aGUgaG9sZSIsImVkaXRzIjpbeyJraW5kIjoiY2xhbXAiLCJpZCI6ImNsYW1wLTEiLCJjZW50cmVfbW0iOlsxLDIsM10sIm5vcm1hbCI6WzAsMCwxXSwicmFkaXVzX21tIjo4fV19XVBLAwQUAAAAAAAAACEovsTwCBgAAAAYAAAACQAAAGxhYmVscy5neh+LCAAAAAAAAANjYGQiiABPe7mwJAAAAFBLAwQUAAAAAAAAACEoIpHs0SkAAAApAAAACAAAAGx1bWVuLmd6H4sIAAAAAAAAA3vPDgL34QQmeZ/9PwMIgEkkJjL5nwEANlPoTEgAAABQSwMEFAAAAAAAAAAhKPIGB74mAAAAJgAAAAkAAAB0aXNzdWUuZ3ofiwgAAAAAAAAD+84OBPfhBDIJZ/5nAAIEgUzCmQD4dG+vSAAAAFBLAQIUABQAAAAAAAAAISjlzGS2ogAAAKIAAAANAAAAAAAAAAAAAAAAAAAAAABtYW5pZmVzdC5qc29uUEsBAhQAFAAAAAAAAAAhKA1pFBcOAgAADgIAAAoAAAAAAAAAAAAAAAAAzQAAAGhlYXJ0Lmpzb25QSwECFAAUAAAAAAAAACEoJ7YuA3gAAAB4AAAACgAAAAAAAAAAAAAAAAADAwAAcGxhbnMuanNvblBLAQIUABQAAAAAAAAAISi+xPAIGAAAABgAAAAJAAAAAAAAAAAAAAAAAKMDAABsYWJlbHMuZ3pQSwECFAAUAAAAAAAAACEoIpHs0SkAAAApAAAACAAAAAAAAAAAAAAAAADiAwAAbHVtZW4uZ3pQSwECFAAUAAAAAAAAACEo8gYHviYAAAAmAAAACQAAAAAAAAAAAAAAAAAxBAAAdGlzc3VlLmd6UEsFBgAAAAAGAAYATwEAAH4EAAAAAA=='

const one = new Uint8Array(Buffer.from(versionOne, 'base64'))
const heart = (): Heart => readCase(one, 'one.atrium').heart
const plan: Plan = {
  name: 'Close the hole',
  edits: [{ kind: 'clamp', id: 'clamp-1', centre_mm: [1, 2, 3], normal: [0, 0, 1], radius_mm: 8 }],
}
const recipe: Recipe = recipeSchema.parse({
  version: 1,
  blood: { low: 250 },
  seeds: [{ part: 'LV', points: [[1, 2, 3]] }],
})

const faultOf = (work: () => unknown): Fault => {
  try {
    work()
  } catch (problem) {
    expect(problem).toBeInstanceOf(Fault)
    return problem as Fault
  }
  throw new Error('nothing was thrown')
}

/** The file with one entry changed or taken away, as a fault of the disk would leave it. */
function changed(
  bytes: Uint8Array,
  name: string,
  change: (entry: Uint8Array) => Uint8Array | null,
): Uint8Array {
  const entries = unzipSync(bytes)
  const next = change(entries[name] as Uint8Array)
  if (next) entries[name] = next as Uint8Array<ArrayBuffer>
  else delete entries[name]
  return zipSync(entries, { level: 0 })
}

const flipped = (entry: Uint8Array) => {
  const out = entry.slice()
  out[out.length >> 1] = (out[out.length >> 1] as number) ^ 0x10
  return out
}

describe('a case file', () => {
  test('keeps measures and notes where there are any, without who the patient is', () => {
    const annotations: Annotation[] = [
      {
        kind: 'length',
        id: 'length-1',
        points_mm: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      { kind: 'note', id: 'note-1', at_mm: [1, 2, 3], text: 'Coronary artery' },
      { kind: 'note', id: 'note-2', at_mm: [1, 2, 3], text: 'As on 12.03.2019' },
    ]
    const back = readCase(writeCase(heart(), [], { annotations }), 'notes.atrium')
    expect(back.annotations?.slice(0, 2)).toEqual(annotations.slice(0, 2))
    expect(JSON.stringify(back.annotations)).not.toMatch(/2019/)
    expect(back.removed.join()).toMatch(/in the notes/)
    expect(readCase(writeCase(heart()), 'plain.atrium').annotations).toBeUndefined()
    const damaged = changed(writeCase(heart(), [], { annotations }), 'annotations.json', flipped)
    expect(readCase(damaged, 'notes.atrium').warnings[0]).toMatch(/measures and notes could not be opened/)
  })

  test('keeps its strategies as a tree, and as plans for a program that knows no tree', () => {
    const strategies = {
      current: 'b',
      strategies: [
        { id: 'a', name: 'Patch', parent: null, edits: [] },
        { id: 'b', name: 'Clamp', parent: 'a', edits: plan.edits },
      ],
    }
    const bytes = writeCase(heart(), [], { strategies })
    const back = readCase(bytes, 'tree.atrium')
    expect(back.strategies).toEqual(strategies)
    expect(back.plans.map((p) => p.name)).toEqual(['Clamp', 'Patch'])
    const without = readCase(changed(bytes, 'strategies.json', flipped), 'tree.atrium')
    expect(without.warnings[0]).toMatch(/tree of its strategies could not be opened/)
    expect(without.strategies).toBeUndefined()
    expect(without.plans).toEqual(back.plans)
  })

  test('of version 1 opens as it was written', () => {
    const opened = readCase(one, 'one.atrium')
    expect(opened.plans).toEqual([plan])
    expect(opened.warnings).toEqual([])
    expect(opened.heart.frame).toEqual({ size: [4, 3, 3], spacing: 1.5e-3, origin: [0.01, -0.02, 0.03] })
    expect(Array.from(opened.heart.labels.subarray(0, 5))).toEqual([0, 1, 2, 0, 1])
    expect(opened.heart.lumen[0]).toBeCloseTo(((3 - 20 + 0.5) * 1.5e-3) / 256, 9)
    expect(opened.heart.tissue[5]).toBeCloseTo(((((35 + 11) % 40) - 20 + 0.5) * 1.5e-3) / 256, 9)
  })

  test('keeps the recording of the rehearsal, under the name that the heart is given', () => {
    const recording = withChange(emptyRecording('another name'), 3, [], plan.edits)
    const opened = readCase(writeCase(heart(), [plan], { recording }), 'case.atrium')
    expect(opened.recording).toEqual({ ...recording, heart: opened.heart.name })
    expect(readCase(writeCase(heart(), [plan]), 'case.atrium').recording).toBeUndefined()
  })

  test('keeps heart, plans and recipe, and gives the same bytes for the same case', () => {
    const bytes = writeCase(heart(), [plan], { recipe })
    expect(Buffer.compare(writeCase(heart(), [plan], { recipe }), bytes)).toBe(0)
    const opened = readCase(bytes, 'a.atrium')
    expect(opened).toEqual({ heart: heart(), plans: [plan], recipe, removed: [], warnings: [] })
  })

  test('with damaged plans or recipe opens without them and says so; with a damaged heart it does not open', () => {
    const bytes = writeCase(heart(), [plan], { recipe })
    for (const [name, words] of [
      ['plans.json', /the plans could not be opened .*the heart is whole/],
      ['recipe.json', /the recipe .* could not be opened/],
      ['identity.json', /left out for privacy could not be opened/],
    ] as const)
      for (const change of [flipped, () => null]) {
        const opened = readCase(changed(bytes, name, change), 'a.atrium')
        expect(opened.heart).toEqual(heart())
        expect(opened.warnings).toHaveLength(1)
        expect(opened.warnings[0]).toMatch(words)
        expect(opened.plans).toEqual(name === 'plans.json' ? [] : [plan])
      }
    for (const name of ['heart.json', 'labels.gz', 'lumen.gz', 'tissue.gz', 'manifest.json'])
      for (const change of [flipped, () => null])
        expect(faultOf(() => readCase(changed(bytes, name, change), 'a.atrium')).file).toBe('a.atrium')
  })

  test('leaves out a plan that is not valid and keeps the others', () => {
    const wrong = { name: 'Wrong', edits: [{ kind: 'wish' }] } as unknown as Plan
    const opened = readCase(writeCase(heart(), [wrong, plan]), 'a.atrium')
    expect(opened.plans).toEqual([plan])
    expect(opened.warnings.join()).toMatch(/plan 1 is not valid/)
  })

  test('of a newer version is refused with what to do, and a forged version is found out', () => {
    const bytes = writeCase(heart())
    const as = (v: number) =>
      changed(bytes, 'manifest.json', (m) =>
        strToU8(Buffer.from(m).toString().replace('"version":2', `"version":${v}`)),
      )
    expect(faultOf(() => readCase(as(3), 'a.atrium')).message).toMatch(
      /newer Atrium \(case version 3.*Update/,
    )
    expect(readCase(as(2), 'a.atrium').plans).toEqual([])
  })

  test('cut short anywhere does not open; with any bit changed it opens whole, without a side part, or not', () => {
    const bytes = writeCase(heart(), [plan], { recipe })
    for (let n = 0; n < bytes.length; n += n < 40 || n > bytes.length - 40 ? 1 : 7)
      expect(faultOf(() => readCase(bytes.subarray(0, n), 'cut.atrium')).file).toBe('cut.atrium')
    for (let n = 0; n < bytes.length; n += 5) {
      const broken = bytes.slice()
      broken[n] = (broken[n] as number) ^ (1 << (n % 8))
      try {
        expect(readCase(broken, 'broken.atrium').heart).toEqual(heart())
      } catch (problem) {
        expect(problem).toBeInstanceOf(Fault)
      }
    }
  })
})

describe('identity', () => {
  const named = (): Heart => ({
    ...heart(),
    name: 'MUELLER^ANNA 19740312 CT',
    source: 'CT.1.3.12.2.1107.5.1.4.60064.30000022120808113428000016573, heart.nii.gz',
    warnings: [
      'Left out: patient’s name, birth date, 3 dates.',
      'scan_00482913.nii.gz was taken for a CT in HU.',
    ],
  })

  test('does not enter a case, and what was left out is listed without being named', () => {
    const bytes = writeCase(named())
    const text = Buffer.from(bytes).toString('latin1')
    for (const secret of ['MUELLER', 'ANNA', '19740312', '1107', '00482913'])
      expect(text).not.toContain(secret)
    const { removed, heart: opened } = readCase(bytes, 'a.atrium')
    expect(opened.source).toMatch(/heart\.nii\.gz/)
    expect(removed).toEqual([
      'patient’s name',
      'birth date',
      '3 dates',
      'a name as DICOM writes it in the name of the case',
      'a date in the name of the case',
      'an identifier of a scanner or an archive in the names of files',
      'a long number in the names of files',
    ])
  })

  test('is kept where the user says so', () => {
    const opened = readCase(writeCase(named(), [], { keepIdentity: true }), 'a.atrium')
    expect(opened.heart).toEqual(named())
    expect(opened.removed).toEqual([])
  })

  test('is told from ordinary names of files', () => {
    for (const name of [
      'kit_wholeheart_1p5mm.seg.nrrd',
      'heart.nii.gz, aorta.nii.gz, LPS.nii.gz, RAS.nii.gz',
      'VH_M_Heart.glb',
      'ct_cropped.nii.gz was taken for a CT in HU, since it holds values down to -1078.',
      'The labels were resampled to cubes of 1.50 mm along the patient’s axes.',
    ])
      expect(withoutIdentifiers(name)).toEqual({ text: name, removed: [] })
    const count = '213456 cells of wall were added.'
    expect(withoutIdentifiers(count, 'sentence').text).toBe(count)
    expect(withoutIdentifiers('Doe, John 2019-03-07 8a7f30c1-2b4d-4e11-9c77-0a1b2c3d4e5f').text).toBe('…')
  })
})
