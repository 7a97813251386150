import { beforeEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { type ToolId, tools } from '../../src/tools'
import type { PoseEvent, PoseSource } from '../../src/tools/pose-event'
import { sideOf } from '../../src/tools/pose-event'
import { defaultSettings, type ToolSettings } from '../../src/tools/settings'
import { changeSettings, takeTool, toolStore } from '../../src/tools/tool-store'
import { Hand } from '../support/hand'

/*
 * What every instrument keeps to, whatever it does: a cancel in any of its states leaves the session as it was, one
 * gesture is at most one entry in the history, and the edit does not depend on what holds the instrument.
 */

type Place = readonly [number, number]
/** A gesture: `down` at the first place, `up` at the last; or a word that a keyboard sends. */
type Gesture = readonly Place[] | 'finish' | 'back'

interface Trial {
  readonly tool: ToolId
  readonly settings?: Partial<ToolSettings>
  /** Every state that the instrument can be in besides Idle. */
  readonly states: readonly string[]
  /** Gestures that end in something done. */
  readonly does: readonly Gesture[]
}

const square: readonly Gesture[] = [[[-8, -8]], [[4, -8]], [[4, 4]], [[-8, 4]]]

const trials: readonly Trial[] = [
  {
    tool: 'forceps',
    states: ['Holding'],
    does: [
      [
        [0, 0],
        [5, 5],
      ],
    ],
  },
  {
    tool: 'scalpel',
    states: ['Cutting'],
    does: [
      [
        [-10, 0],
        [-4, 0],
        [4, 3],
      ],
    ],
  },
  { tool: 'patch', states: ['Pressing', 'Outlining'], does: [...square, 'finish'] },
  {
    tool: 'suture',
    states: ['Sewing'],
    does: [
      [
        [-20, 12],
        [-10, 12],
        [-2, 12],
      ],
    ],
  },
  {
    tool: 'release',
    states: ['Taking'],
    does: [
      [
        [-15, -15],
        [-10, -15],
      ],
    ],
  },
  {
    tool: 'resect',
    states: ['Resecting'],
    does: [
      [
        [0, 0],
        [8, 0],
      ],
    ],
  },
  { tool: 'clamp', states: ['Clamping'], does: [[[3, 3]]] },
  {
    tool: 'retractor',
    states: ['Retracting', 'Carrying'],
    does: [
      [
        [-4, -4],
        [6, -4],
      ],
    ],
  },
  {
    tool: 'stay',
    states: ['Drawing', 'Redrawing'],
    does: [
      [
        [-4, 4],
        [8, 4],
      ],
    ],
  },
  { tool: 'probe', states: [], does: [] },
  { tool: 'lesion', states: ['Pointing'], does: [[[5, 5]]] },
  {
    tool: 'markers',
    states: ['Holding'],
    does: [
      [
        [12, 12],
        [16, 14],
      ],
    ],
  },
]

const sources = [
  'mouse',
  'left-hand',
  'right-hand',
  'left-controller',
  'right-controller',
  'left-pointer',
  'right-pointer',
] as const satisfies readonly PoseSource[]

/** A field at work: a patch, a cut, a hole, stitches, a vessel's end, a retractor and a stay suture. */
function fieldFor(source: PoseSource): Hand {
  const hand = new Hand(source)
  const { session } = hand
  const heart = session.state.heart!
  const disc = { normal: [0, 0, 1] as const, radius: 5e-3, area: 8e-5 }
  session.revise({
    ...heart,
    ports: [{ id: 'a', name: 'A', structure: 1, part: 'aorta', centre: [12e-3, 12e-3, 0], ...disc }],
  })
  session.apply({
    kind: 'cut',
    id: 'cut-1',
    blade_mm: [-20, -8, 4].map((x) => [
      [x, 20, 1],
      [x, 20, -5],
    ]),
  })
  session.apply({
    kind: 'lesion',
    id: 'lesion-1',
    type: 'hole',
    centre_mm: [-18, 0, -2],
    normal: [0, 0, 1],
    diameter_mm: 6,
  })
  session.frame.stitches = [
    {
      edit: 'suture-1',
      positions: Float32Array.from([-15, -10].flatMap((x) => [x * 1e-3, -16e-3, 0, x * 1e-3, -14e-3, 0])),
    },
  ]
  session.place({
    kind: 'retractor',
    id: 'retractor-1',
    from: [20e-3, -4e-3, 0],
    to: [20e-3, 4e-3, 0],
    radius: 2.5e-3,
  })
  session.place({
    kind: 'stay',
    id: 'stay-1',
    rest: [0, -20e-3, 0],
    target: [0, -24e-3, 0],
    radius: 2e-3,
    length: 6e-3,
  })
  session.apply({
    kind: 'cut',
    id: 'undone',
    blade_mm: [
      [
        [0, 0, 1],
        [0, 0, -5],
      ],
      [
        [9, 0, 1],
        [9, 0, -5],
      ],
    ],
  })
  session.undo()
  return hand
}

/** All that a person would lose or gain. */
function hashOf({ session: { state } }: Hand): string {
  const { edits, undone, exposure, unrevised } = state
  const { ports, gates, landmarks } = state.heart!
  return JSON.stringify({ edits, undone, exposure, revisions: unrevised.length, ports, gates, landmarks })
}

function entriesOf({ session: { state } }: Hand): number {
  return state.edits.length + state.unrevised.length
}

/** Nothing of an instrument is left in the hand or on the tissue but its idle tip. */
function expectNothingLeft(hand: Hand, source: PoseSource): void {
  const side = sideOf(source)
  expect(toolStore.getState().previews[side]).toBeNull()
  expect(hand.runner.stateOf(side)).toBe('Idle')
  const { grasps, instruments = [] } = hand.controls.at(-1)!
  const inField = new Set(hand.session.state.exposure.map((e) => e.id))
  expect(grasps.filter((g) => !inField.has(g.id))).toEqual([])
  expect(instruments.filter((i) => !inField.has(i.id) && !i.id.endsWith('-tip'))).toEqual([])
}

function prepare({ tool, settings }: Trial): void {
  changeSettings({ ...defaultSettings, ...settings })
  for (const side of ['mouse', 'left', 'right'] as const) takeTool(side, tool)
}

function perform(hand: Hand, gesture: Gesture): void {
  if (typeof gesture === 'string') hand.send(gesture)
  else hand.stroke(...(gesture as readonly [number, number][]))
}

const nameOf = ({ tool, settings }: Trial) => [tool, ...Object.values(settings ?? {})].join(' ')

beforeEach(() => {
  for (const side of ['mouse', 'left', 'right'] as const) takeTool(side, null)
})

test('every instrument is tried', () => {
  expect(new Set(trials.map((t) => t.tool))).toEqual(new Set(tools.map((t) => t.id)))
})

describe.each(trials.map((trial) => [nameOf(trial), trial] as const))('%s', (_, trial) => {
  test('gives the same from a mouse, a hand, a controller and a gaze, left or right', () => {
    const outcomes = sources.map((source) => {
      prepare(trial)
      const hand = fieldFor(source)
      for (const gesture of trial.does) perform(hand, gesture)
      const { edits, exposure, heart } = hand.session.state
      return {
        edits,
        exposure: exposure.map((e) => e.id),
        ports: heart!.ports.map((p) => p.centre.map((x) => Math.round(x * 1e6))),
      }
    })
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  })

  test('a cancel in any state leaves the session as it was; a gesture is at most one entry', () => {
    for (const source of ['mouse', 'right-hand'] as const) {
      const cancelled = wander(trial, source)
      expect([...cancelled].sort()).toEqual(['Idle', ...trial.states].sort())
    }
  })
})

const spots: readonly Place[] = [
  [0, 0],
  [-8, -8],
  [4, -8],
  [4, 4],
  [-8, 4],
  [12, 12],
  [20, 0],
  [0, -24],
  [-15, -15],
  [-10, -15],
  [-10, 12],
  [45, 45],
]

/**
 * A random walk over an instrument's gestures that cancels often: checks the contract at each step.
 * @returns the states in which a cancel was tried
 */
function wander(trial: Trial, source: PoseSource): Set<string> {
  prepare(trial)
  const random = seededRandom(7)
  const hand = fieldFor(source)
  const cancelled = new Set<string>()
  for (let n = 0; n < 160; n++) {
    if (hand.edits.length > 6) hand.session.jumpTo(2)
    const before = { hash: hashOf(hand), entries: entriesOf(hand) }
    for (const [phase, [x, y]] of anyGesture(random)) {
      if (phase === 'cancel') cancelled.add(hand.runner.stateOf(sideOf(source)) ?? 'Idle')
      hand.send(phase, x, y)
      if (phase !== 'cancel') continue
      expect(hashOf(hand)).toBe(before.hash)
      expectNothingLeft(hand, source)
    }
    expect(entriesOf(hand) - before.entries).toBeLessThanOrEqual(1)
  }
  return cancelled
}

type Step = readonly [PoseEvent['phase'], Place]

/** A tap, a drag or a key; at times dropped on its way, with the release that a real hand makes after it. */
function anyGesture(random: () => number): Step[] {
  const spot = () => spots[Math.floor(random() * spots.length)]!
  const [from, to] = [spot(), spot()]
  const kind = random()
  if (kind < 0.1) return [[random() < 0.5 ? 'finish' : 'back', from]]
  if (kind < 0.2) return [['cancel', from]]
  const dropped: Step[] = random() < 0.3 ? [['cancel', to]] : []
  if (kind < 0.6) return [['move', from], ['down', from], ...dropped, ['up', from]]
  const middle: Place = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
  return [['down', from], ['move', middle], ['move', to], ...dropped, ['up', to]]
}
