import { expect, it } from 'vitest'
import type { Answer, Finding } from '../../engine/protocol'
import type { Edit } from '../../heart/edit'
import { editExamples } from '../../heart/edit-examples'
import type { Heart } from '../../heart/heart'
import { empty, type SessionState } from '../../session/session-state'
import { untouchedId } from '../../session/strategies/strategies-state'
import { branchesOf, comparisonOf } from './comparison'

const [first, second] = editExamples as [Edit, Edit]
const heart = { name: 'heart' } as Heart
const finding = (value: number, uncertainty?: number): Finding => ({
  id: 'gradient',
  label: 'Gradient',
  value,
  unit: 'mmHg',
  band: null,
  basis: '',
  condition: '',
  answer: 'circulation',
  settled: 1,
  warnings: [],
  ...(uncertainty !== undefined && { uncertainty }),
})
const answer = (f: Finding): Answer => ({
  kind: 'circulation',
  findings: [f],
  risks: [],
  waveforms: null,
  ms: 0,
  settled: 1,
  device: '',
})
const answered = (edits: readonly Edit[], f: Finding) => ({
  answered: { rest: { heart, edits, circulation: answer(f), flow: null, refused: [] } },
})
const state: SessionState = {
  ...empty,
  heart,
  edits: [first],
  answers: { circulation: answer(finding(30, 4)), flow: null, before: null },
  strategies: {
    ...empty.strategies,
    current: 'a',
    list: [
      { id: 'a', name: 'Patch', parent: null, edits: [] },
      { id: 'b', name: 'Tunnel', parent: 'a', edits: [first, second] },
      { id: 'c', name: 'Band', parent: null, edits: [second] },
    ],
    kept: {
      untouched: answered([], finding(60, 3)),
      b: answered([first, second], finding(33, 3)),
      // Answered to another list than it now has.
      c: answered([first], finding(1, 1)),
    },
  },
}

it('says beside each figure how it differs from the reference, and where that is within its uncertainty', () => {
  const { columns, rows } = comparisonOf(state, { reference: 'a', sort: null })
  expect(columns.map((c) => [c.name, c.answered])).toEqual([
    ['Untouched', true],
    ['Patch', true],
    ['Tunnel', true],
    ['Band', false],
  ])
  expect(rows[0]?.cells.map((c) => c && [c.value, c.spread, c.difference])).toEqual([
    ['60', '± 3.0', '+30'],
    ['30', '± 4.0', ''],
    ['33', '± 3.0', '+3.0, within its uncertainty'],
    null,
  ])
})

it('puts no figure at rest beside one of exercise', () => {
  const exercising = { ...state, activity: 'exercise' as const }
  const { columns, rows } = comparisonOf(exercising, { reference: 'a', sort: null })
  expect(columns.map((c) => c.answered)).toEqual([false, true, false, false])
  expect(rows[0]?.cells.map((c) => c?.value)).toEqual([undefined, '30', undefined, undefined])
})

it('puts strategies in the order of a figure only where asked', () => {
  const sort = { figure: 'gradient', descending: false }
  const names = comparisonOf(state, { reference: 'a', sort }).columns.map((c) => c.name)
  expect(names).toEqual(['Patch', 'Tunnel', 'Untouched', 'Band'])
})

it('takes an answer that knows its uncertainty rather than a newer one that does not yet', () => {
  const live = { circulation: answer(finding(31)), flow: null, before: null }
  const kept = { ...state.strategies.kept, a: answered([first], finding(30, 4)) }
  const both = { ...state, answers: live, strategies: { ...state.strategies, kept } }
  expect(comparisonOf(both, { reference: 'a', sort: null }).rows[0]?.cells[1]?.value).toBe('30')
})

it('draws the tree with the step after which each branch leaves', () => {
  expect(branchesOf(state).map((b) => [b.name, b.depth, b.after])).toEqual([
    ['Patch', 0, null],
    ['Tunnel', 1, 1],
    ['Band', 0, null],
  ])
})

it('names a figure in its cell where another ventricle feeds the way than in the row', () => {
  const renamed = { ...finding(30), label: 'LV outflow, peak gradient' }
  const { rows } = comparisonOf(
    { ...state, answers: { circulation: answer(renamed), flow: null, before: null } },
    { reference: untouchedId, sort: null },
  )
  expect(rows[0]?.label).toBe('Gradient')
  expect(rows[0]?.cells.map((c) => c?.label)).toEqual(['', 'LV outflow, peak gradient', '', undefined])
})
