import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Edit } from '../../heart/edit'
import { editExamples } from '../../heart/edit-examples'
import { Session } from '../../session/session'
import { type PresentLink, present, type Told } from './present-link'

const place = {
  eye_mm: [0, -200, 0] as [number, number, number],
  target_mm: [0, 0, 0] as [number, number, number],
  up: [0, 0, 1] as [number, number, number],
  fieldOfView_deg: 32,
  scale: null,
  section: { axis: 'axial', offset: 0, normal: [0, 0, -1] as [number, number, number] },
  glass: false,
}

let told: Told[]
let hear: (message: Told) => void
const link: PresentLink = {
  post: (message) => told.push(message),
  listen: (listener) => {
    hear = listener
  },
  close: () => undefined,
}
const types = () => told.splice(0).map((t) => t.type)

beforeEach(() => {
  vi.useFakeTimers()
  told = []
})
afterEach(() => vi.useRealTimers())

it('tells a window that comes everything, then only what changes, and nothing is cut away there', () => {
  const session = new Session({ send: () => undefined, onMessage: () => undefined, close: () => undefined })
  session.open({ name: 'a heart', warnings: [] } as never)
  let eye = place
  const stop = present(session, link, () => eye, {
    now: () => ({ topic: 'different', sentence: 1 }),
    subscribe: () => () => undefined,
  })
  hear({ type: 'hello' })
  expect(told.find((t) => t.type === 'place')).toMatchObject({ place: { section: null, glass: true } })
  expect(types()).toEqual(['heart', 'page', 'place'])
  vi.advanceTimersByTime(1000)
  expect(types()).toEqual([])
  eye = { ...place, eye_mm: [50, -200, 0] }
  vi.advanceTimersByTime(200)
  expect(types()).toEqual(['place'])
  session.apply(editExamples[0] as Edit)
  expect(types()).toEqual(['edits'])
  stop()
  session.undo()
  vi.advanceTimersByTime(1000)
  expect(types()).toEqual([])
})
