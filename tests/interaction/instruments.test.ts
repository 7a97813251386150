import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/random'
import { annotationSchema } from '../../src/heart/annotation'
import { type Edit, editSchema } from '../../src/heart/edit'
import { annotationStore, openAnnotations } from '../../src/session/annotations'
import { type ToolId, tools } from '../../src/tools'
import { type PoseEvent, type PoseSource, sideOf } from '../../src/tools/pose-event'
import { defaultSettings, type ToolSettings } from '../../src/tools/settings'
import { changeSettings, takeTool, toolStore } from '../../src/tools/tool-store'
import { fieldAtWork } from '../support/field'
import type { Hand } from '../support/hand'

/*
 * What every instrument keeps to, whatever it does: a cancel in any of its states leaves the session as it was, one
 * gesture is at most one entry in the history, and the edit does not depend on what holds the instrument.
 */

type Place = readonly [x: number, y: number, z?: number]

interface Trial {
  readonly tool: ToolId
  readonly settings?: Partial<ToolSettings>
  /** With a patch in the field that is not sewn. */
  readonly patch?: true
  /** Every state that the instrument can be in besides Idle. */
  readonly states: readonly string[]
  /**
   * Gestures that end in something done: `x,y x,y` presses at the first place and lets go at the last, millimetres on
   * the plate; `finish` and `back` are keys.
   */
  readonly does: readonly string[]
  /** How many edits, things in the field and notes come of them. */
  readonly makes: { readonly edits?: number; readonly notes?: number; readonly exposure?: number }
}

const square = ['-8,-8', '4,-8', '4,4', '-8,4']
const outlined = ['Outlining', 'Pressing']
const shaped = ['Dragging', 'Making', 'Shaping']
const laidPatch: Edit = {
  kind: 'patch',
  id: 'patch-laid',
  outline_mm: [
    [-8, -8, 0],
    [4, -8, 0],
    [4, 4, 0],
    [-8, 4, 0],
  ],
  material: 'pericardium',
  oversize: 0,
  mode: 'cover',
}
const edit = { edits: 1 }
const note = { notes: 1 }

const trials: readonly Trial[] = [
  { tool: 'forceps', states: ['Holding'], does: ['0,0 5,5'], makes: {} },
  { tool: 'retractor', states: ['Retracting', 'Carrying'], does: ['-4,-4 6,-4'], makes: { exposure: 1 } },
  { tool: 'stay', states: ['Drawing', 'Redrawing'], does: ['-4,4 8,4'], makes: { exposure: 1 } },
  { tool: 'scalpel', states: ['Cutting'], does: ['-10,0 -4,0 4,3'], makes: edit },
  { tool: 'scissors', states: ['Snipping'], does: ['0,0 3,0'], makes: edit },
  {
    tool: 'scissors',
    patch: true,
    states: ['Snipping', 'Trimming'],
    does: ['-4,-12 -4,8'],
    makes: edit,
  },
  { tool: 'resect', states: ['Resecting'], does: ['0,0 8,0'], makes: edit },
  { tool: 'patch', states: outlined, does: [...square, 'finish'], makes: edit },
  {
    tool: 'patch',
    settings: { outline: 'shape first' },
    states: [...outlined, ...shaped],
    does: [...square, 'finish', '4,4 8,8', '-2,-8 -2,-12', 'finish'],
    makes: edit,
  },
  {
    tool: 'baffle',
    states: [...outlined, ...shaped],
    does: [...square, '-8,-8', '-2,-2 -1,-1', '4,4', 'back', 'finish'],
    makes: edit,
  },
  {
    tool: 'conduit',
    states: ['Choosing', 'Joining', ...shaped],
    does: ['-10,0', '14,0', 'finish'],
    makes: edit,
  },
  { tool: 'suture', states: ['Sewing'], does: ['-20,12 -10,12 -2,12'], makes: edit },
  { tool: 'suture', settings: { sewing: 'one by one' }, states: ['Sewing'], does: ['-10,19'], makes: edit },
  { tool: 'release', states: ['Taking'], does: ['-15,-15 -10,-15'], makes: edit },
  { tool: 'clamp', states: ['Clamping', 'Opening'], does: ['3,3'], makes: edit },
  { tool: 'probe', states: [], does: [], makes: {} },
  { tool: 'measure', states: ['Placing'], does: ['0,0 12,5'], makes: note },
  {
    tool: 'measure',
    settings: { measure: 'angle' },
    states: ['Placing'],
    does: ['8,0', '0,0', '0,8'],
    makes: note,
  },
  {
    tool: 'measure',
    settings: { measure: 'area' },
    states: outlined,
    does: [...square, 'finish'],
    makes: note,
  },
  { tool: 'measure', settings: { measure: 'volume' }, states: ['Asking'], does: ['2,2'], makes: note },
  { tool: 'section', states: ['Sectioning'], does: ['0,0 4,0'], makes: {} },
  { tool: 'note', states: ['Writing'], does: ['0,0 8,0', '5,5'], makes: { notes: 2 } },
  { tool: 'markers', states: ['Holding'], does: ['12,12 16,14'], makes: {} },
  { tool: 'lesion', states: ['Pointing'], does: ['5,5'], makes: edit },
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

/** All that a person would lose or gain. */
function hashOf(hand: Hand): string {
  const { state } = hand.session
  const { edits, undone, exposure, unrevised } = state
  const { ports, gates, landmarks } = state.heart!
  return JSON.stringify({
    edits,
    undone,
    exposure,
    revisions: unrevised.length,
    ports,
    gates,
    landmarks,
    section: hand.section,
    annotations: annotations(),
  })
}

function entriesOf({ session: { state } }: Hand): number {
  return state.edits.length + state.unrevised.length + annotations().length
}

const annotations = () => annotationStore.getState().annotations

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

function fieldOf({ patch }: Trial, source: PoseSource): Hand {
  const hand = fieldAtWork(source)
  if (patch) hand.session.apply(laidPatch)
  return hand
}

function perform(hand: Hand, gesture: string): void {
  if (gesture === 'finish' || gesture === 'back') hand.send(gesture)
  else hand.stroke(...gesture.split(' ').map((p) => p.split(',').map(Number) as [number, number]))
}

const nameOf = ({ tool, settings, patch }: Trial) =>
  [tool, ...Object.values(settings ?? {}), ...(patch ? ['on a patch'] : [])].join(' ')

afterAll(() => changeSettings(defaultSettings))

beforeEach(() => {
  for (const side of ['mouse', 'left', 'right'] as const) takeTool(side, null)
})

test('every instrument is tried', () => {
  expect(new Set(trials.map((t) => t.tool))).toEqual(new Set(tools.map((t) => t.id)))
})

describe.each(trials.map((trial) => [nameOf(trial), trial] as const))('%s', (_, trial) => {
  test('gives the same from a mouse, a hand, a controller and a gaze, left or right', () => {
    const outcomes = sources.map((source) => outcomeOf(trial, source))
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  })

  test('a cancel in any state leaves the session as it was; a gesture is at most one entry', () => {
    for (const source of ['mouse', 'right-hand'] as const) {
      const cancelled = wander(trial, source)
      expect([...cancelled].sort()).toEqual(['Idle', ...trial.states].sort())
    }
  })
})

/** What comes of a trial's gestures: what was made, and the numbers of it. */
function outcomeOf(trial: Trial, source: PoseSource) {
  prepare(trial)
  const hand = fieldOf(trial, source)
  const before = { ...hand.session.state }
  for (const gesture of trial.does) perform(hand, gesture)
  const { edits, exposure, heart } = hand.session.state
  expect(edits.length - before.edits.length).toBe(trial.makes.edits ?? 0)
  expect(exposure.length - before.exposure.length).toBe(trial.makes.exposure ?? 0)
  expect(annotations()).toHaveLength(trial.makes.notes ?? 0)
  for (const made of edits) expect(editSchema.parse(made)).toEqual(made)
  for (const made of annotations()) expect(annotationSchema.parse(made)).toEqual(made)
  const ports = heart!.ports.map((p) => p.centre.map((x) => Math.round(x * 1e6)))
  return { edits, ports, annotations: annotations() }
}

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
  const hand = fieldOf(trial, source)
  const cancelled = new Set<string>()
  for (let n = 0; n < 110; n++) {
    if (hand.edits.length > 6) hand.session.jumpTo(trial.patch ? 3 : 2)
    if (annotations().length > 6) openAnnotations([])
    const before = { hash: hashOf(hand), entries: entriesOf(hand) }
    for (const [phase, place] of anyGesture(random, spotsOf(source))) {
      if (phase === 'cancel') cancelled.add(hand.runner.stateOf(sideOf(source)) ?? 'Idle')
      hand.send(phase, ...place)
      if (phase !== 'cancel') continue
      expect(hashOf(hand)).toBe(before.hash)
      expectNothingLeft(hand, source)
    }
    expect(entriesOf(hand) - before.entries).toBeLessThanOrEqual(1)
  }
  return cancelled
}

/** Places on the plate, and the beads of a design that is shown. */
function spotsOf(source: PoseSource): readonly Place[] {
  const shown = toolStore.getState().previews[sideOf(source)]
  if (shown?.kind !== 'design') return spots
  const places = [shown.done, shown.done, ...shown.beads].map(({ place: [x, y, z] }) => [x, y, z] as const)
  return [...spots, ...places.map(([x, y, z]): Place => [1e3 * x, 1e3 * y, 1e3 * z])]
}

type Step = readonly [PoseEvent['phase'], Place]

/** A tap, a drag or a key; at times dropped on its way, with the release that a real hand makes after it. */
function anyGesture(random: () => number, spots: readonly Place[]): Step[] {
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
