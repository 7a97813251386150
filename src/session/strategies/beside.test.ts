import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineControl, FromEngine, ToEngine } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import { editExamples } from '../../heart/edit-examples'
import type { Heart } from '../../heart/heart'
import { type EnginePort, Session } from '../session'
import { Beside } from './beside'

function quietEngine() {
  const sent: ToEngine[] = []
  let speak: (m: FromEngine) => void = () => {}
  const state = { closed: false }
  const port: EnginePort = {
    send: (m) => sent.push(m),
    onMessage: (l) => (speak = l),
    close: () => (state.closed = true),
  }
  const control = (): EngineControl =>
    (sent.findLast((m) => m.type === 'control') as { control: EngineControl }).control
  const flowsAt = (phase: number) =>
    speak({ type: 'tracers', tracers: new Float32Array(8), timeDilation: 1, settled: 0, beats: 0, phase })
  const opened = () =>
    speak({ type: 'opened', device: '', nodeCount: 0, tetCount: 0, bloodCellCount: 0, warnings: [] })
  return { port, sent, state, control, flowsAt, opened }
}

const heart = { name: 'heart' } as Heart
const [first, second] = editExamples as [Edit, Edit]

describe('a strategy beside the one in hand', () => {
  let wall = 0
  const setUp = () => {
    const [ours, theirs] = [quietEngine(), quietEngine()]
    const main = new Session(ours.port)
    main.open(heart, [first])
    main.setControl({ motion: 'beating', bloodPace: 0.25, bloodShow: 'streamlines' })
    const beside = new Beside(main, theirs.port, () => wall)
    beside.show(heart, [first, second])
    return { main, beside, ours, theirs }
  }
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('opens with its own edits and does what the one in hand does, and what that is told later', () => {
    const { main, theirs, beside } = setUp()
    expect(theirs.sent[0]).toEqual({ type: 'open', heart, edits: [first, second] })
    expect(theirs.control()).toMatchObject({ motion: 'beating', bloodPace: 0.25, bloodShow: 'streamlines' })
    main.setControl({ bloodRunning: false })
    expect(theirs.control()).toMatchObject({ bloodRunning: false, motion: 'beating' })
    main.stepBlood(0.02)
    main.setActivity('exercise')
    expect(theirs.sent.slice(-2)).toEqual([
      { type: 'step-blood', beats: 0.02 },
      { type: 'activity', activity: 'exercise' },
    ])
    expect(main.state.edits).toEqual([first])
    beside.close()
  })

  it('tells each where in the beat the other is', () => {
    const { ours, theirs, beside } = setUp()
    theirs.opened()
    ours.flowsAt(0.95)
    theirs.flowsAt(0.05)
    vi.advanceTimersByTime(50)
    expect(ours.control().inStep).toEqual({ blood: 0.05, tissue: null })
    expect(theirs.control().inStep).toEqual({ blood: 0.95, tissue: null })
    expect(beside.store.getState().apart).toBeCloseTo(0.1)
    beside.close()
  })

  it('is not waited for before it is open, once it has stopped, and after it is closed', () => {
    const { ours, theirs, beside } = setUp()
    ours.flowsAt(0.5)
    vi.advanceTimersByTime(50)
    expect(ours.control().inStep ?? null).toBeNull()
    theirs.opened()
    theirs.flowsAt(0.4)
    vi.advanceTimersByTime(50)
    expect(ours.control().inStep?.blood).toBe(0.4)
    wall += 11_000
    vi.advanceTimersByTime(50)
    expect(ours.control().inStep).toBeNull()
    theirs.flowsAt(0.41)
    vi.advanceTimersByTime(50)
    expect(ours.control().inStep?.blood).toBe(0.41)
    beside.close()
    expect(ours.control().inStep).toBeNull()
    expect(theirs.state.closed).toBe(true)
  })

  it('stands still where that is asked for, and takes other edits without another opening', () => {
    const { main, theirs, beside } = setUp()
    beside.setMoving(false)
    expect(theirs.control()).toMatchObject({ bloodRunning: false, motion: 'filled' })
    main.setControl({ bloodRunning: true })
    expect(theirs.control().bloodRunning).toBe(false)
    beside.setMoving(true)
    expect(theirs.control()).toMatchObject({ bloodRunning: true, motion: 'beating' })
    beside.show(heart, [second])
    expect(theirs.sent.at(-1)).toEqual({ type: 'edits', edits: [second] })
    beside.close()
  })
})
