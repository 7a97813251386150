import { beforeEach, expect, test } from 'vitest'
import type { Edit } from '../heart/edit'
import { Ear, type Listened, soundNames } from './heard'
import { Synth, voices } from './synth'

const quiet: Listened = {
  edits: [],
  annotations: [],
  torn: {},
  touches: [],
  previews: { mouse: null, left: null, right: null },
}
const touch = (instrument: string, newtons: number) => ({ instrument, force: [0, 0, newtons] as const })
const blade = (mm: number): Listened => ({
  ...quiet,
  previews: {
    ...quiet.previews,
    right: {
      kind: 'cut',
      depth: '',
      blade: [
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        [
          [mm * 1e-3, 0, 0],
          [0, 0, 0],
        ],
      ],
    },
  },
})
const edit = (kind: Edit['kind']) => ({ kind, id: kind }) as unknown as Edit

let ear: Ear
const names = (now: Listened) => ear.listen(now).map((h) => h.sound)

beforeEach(() => {
  ear = new Ear()
  ear.listen(quiet)
})

test('a contact is heard when it begins, not while it lasts, as firmly as it presses', () => {
  expect(ear.listen({ ...quiet, touches: [touch('right-tip', 0.25)] })).toEqual([
    { sound: 'contact', side: 'right', strength: 0.5 },
  ])
  expect(names({ ...quiet, touches: [touch('right-tip', 0.4)] })).toEqual([])
  expect(names(quiet)).toEqual([])
  expect(names({ ...quiet, touches: [touch('right-tip', 0.4)] })).toEqual(['contact'])
  expect(names({ ...quiet, touches: [touch('retractor-1', 3)] })).toEqual([])
})

test('a blade is heard once for every two millimetres', () => {
  expect([1, 3, 3.5, 5.5, 5.6].map((mm) => names(blade(mm)).length)).toEqual([0, 1, 0, 1, 0])
})

test('what was sewn, taken out, torn and made sounds each in its way; taking an edit back is silent', () => {
  const sewn = { ...quiet, edits: [edit('suture')] }
  expect(names(sewn)).toEqual(['stitch'])
  expect(names(quiet)).toEqual([])
  expect(names({ ...quiet, edits: [edit('release')] })).toEqual(['snap'])
  expect(names({ ...quiet, edits: [edit('release'), edit('patch')] })).toEqual(['done'])
  expect(names({ ...quiet, edits: [edit('release'), edit('patch')], torn: { a: 1 } })).toEqual(['snap'])
})

test('every sound is soft and short', () => {
  for (const name of soundNames)
    for (const { after, long, loud } of voices[name]) {
      expect(after + long).toBeLessThanOrEqual(0.2)
      expect(loud).toBeLessThanOrEqual(0.2)
    }
})

test('a device without sound is silent and breaks nothing', () => {
  const synth = new Synth(() => {
    throw new Error('no audio device')
  })
  synth.wake()
  synth.play('cut', 1, null, { place: [0, 0, 0], forward: [0, 0, -1], up: [0, 1, 0] })
})
