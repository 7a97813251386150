import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Edit } from '../../heart/edit'
import { editExamples } from '../../heart/edit-examples'
import { emptyRecording, withChange } from '../../heart/recording'
import { Recorder } from '../../session/recorder'
import { Session } from '../../session/session'
import { Replayer, readRecording } from './replayer'
import { useTraining } from './use-training'

const [a, b] = editExamples as [Edit, Edit]
const ids = (session: Session) => session.state.edits.map((e) => e.id)

let session: Session
let time = 0
beforeEach(() => {
  vi.useFakeTimers()
  time = 0
  session = new Session({ send: () => undefined, onMessage: () => undefined, close: () => undefined })
})
afterEach(() => vi.useRealTimers())

const heart = { name: 'a heart', warnings: [] } as never

it('records a rehearsal and shows it again, forward, back and to its end', () => {
  const recorder = new Recorder(session, () => time)
  session.open(heart)
  time = 10
  session.apply(a)
  time = 20
  session.apply(b)
  time = 30
  session.undo()
  recorder.pose('right', [0, 0, 0.01])
  const recording = recorder.recorded
  expect(recording.changes.map((c) => [c.at_s, c.keep, c.add.length])).toEqual([
    [10, 0, 1],
    [20, 1, 1],
    [30, 1, 0],
  ])
  expect(recording.poses).toEqual([{ at_s: 30, side: 'right', tip_mm: [0, 0, 10] }])

  const replayer = new Replayer(session, recorder)
  replayer.begin(recording)
  expect(ids(session)).toEqual([])
  replayer.seek(25)
  expect(ids(session)).toEqual([a.id, b.id])
  replayer.seek(12)
  expect(ids(session)).toEqual([a.id])
  vi.advanceTimersByTime(3000)
  expect(useTraining.getState().replay?.at).toBeCloseTo(24, 5)
  expect(ids(session)).toEqual([a.id, b.id])
  replayer.end()
  expect(ids(session)).toEqual([a.id])
  expect(recorder.recorded.changes).toHaveLength(3)
})

it('begins anew with another heart, and refuses a recording of one that is not open', () => {
  const recorder = new Recorder(session, () => time)
  session.open(heart, [a])
  expect(recorder.recorded.changes).toMatchObject([{ at_s: 0, keep: 0 }])
  const other = withChange(emptyRecording('another heart'), 1, [], [a])
  expect(() => new Replayer(session, recorder).begin(other)).toThrow(/another heart/)
})

it('says of a file that is none what to do', () => {
  expect(() => readRecording('{"version": 1}', 'notes.json')).toThrow(/notes\.json.*Choose a recording/s)
})
