import { expect, it } from 'vitest'
import { editExamples } from './edit-examples'
import { editsAt, emptyRecording, lengthOf, recordingSchema, undoCount, withChange } from './recording'

const [a, b, c] = editExamples as [
  (typeof editExamples)[0],
  (typeof editExamples)[0],
  (typeof editExamples)[0],
]
/** A cut at 2 s, a resection at 5 s, taken back at 6 s, a patch at 9 s. */
const recording = [
  [2, [], [a]],
  [5, [a], [a, b]],
  [6, [a, b], [a]],
  [9, [a], [a, c]],
].reduce(
  (r, [t, before, after]) => withChange(r, t as number, before as never, after as never),
  emptyRecording('a heart'),
)

it('tells the edits of any moment', () => {
  expect(editsAt(recording, 0)).toEqual([])
  expect(editsAt(recording, 5.5)).toEqual([a, b])
  expect(editsAt(recording, 6)).toEqual([a])
  expect(editsAt(recording, 100)).toEqual([a, c])
})

it('counts what was taken back, and knows its length', () => {
  expect(undoCount(recording)).toBe(1)
  expect(lengthOf(recording)).toBe(9)
})

it('stays as it is where the list did not change, and reads back from text', () => {
  expect(withChange(recording, 10, [a, c], [a, c])).toBe(recording)
  expect(recordingSchema.parse(JSON.parse(JSON.stringify(recording)))).toEqual(recording)
  expect(() => recordingSchema.parse({ ...recording, who: 'me' })).toThrow()
})
