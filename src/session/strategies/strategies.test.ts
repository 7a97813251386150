import { describe, expect, it } from 'vitest'
import type { Answer, FromEngine, ToEngine } from '../../engine/protocol'
import type { Rehearsed, Rehearser } from '../../engine/rehearser-protocol'
import type { Edit } from '../../heart/edit'
import { editExamples } from '../../heart/edit-examples'
import type { Heart } from '../../heart/heart'
import { branchPoint } from '../../heart/strategy'
import { Session } from '../session'
import { answeredOf, treeOf, untouchedId } from './strategies-state'

const [first, second, third] = editExamples as [Edit, Edit, Edit]
const patch = editExamples.find((e) => e.kind === 'patch') as Edit
const suture = { ...editExamples.find((e) => e.kind === 'suture'), patch: patch.id } as Edit
const answer = (ms: number): Answer => ({
  kind: 'circulation',
  findings: [],
  risks: [],
  waveforms: null,
  ms,
  settled: 1,
  device: '',
})
const applied = (edit: string, refused: string | null = null): FromEngine => ({
  type: 'applied',
  edit,
  severedLinkCount: 0,
  refused,
  ms: 1,
})
const opened: FromEngine = {
  type: 'opened',
  device: '',
  nodeCount: 0,
  tetCount: 0,
  bloodCellCount: 0,
  warnings: [],
}

/** Answers when it is told to. */
function quietRehearser() {
  const asked: { edits: readonly Edit[]; give(r: Rehearsed): void }[] = []
  let stop: (e: Error) => void = () => {}
  const rehearser: Rehearser = {
    rehearse: ({ edits }, progress) =>
      new Promise((resolve, reject) => {
        stop = reject
        progress('Working', 0.5)
        asked.push({ edits, give: resolve })
      }),
    cancel: () => stop(new Error('It was cancelled')),
    close: () => {},
  }
  return { rehearser, asked }
}

function start() {
  const sent: ToEngine[] = []
  let speak: (m: FromEngine) => void = () => {}
  const port = {
    send: (m: ToEngine) => sent.push(m),
    onMessage: (l: typeof speak) => (speak = l),
    close() {},
  }
  const quiet = quietRehearser()
  const session = new Session(port, quiet.rehearser)
  session.open({ name: 'heart' } as Heart)
  speak(opened)
  const tree = () => treeOf(session.state).strategies
  return { session, sent, speak: (m: FromEngine) => speak(m), tree, ...quiet }
}
const later = () => new Promise((go) => setTimeout(go))

describe('strategies', () => {
  it('branch at any edit, and each keeps its own list and what was undone in it', () => {
    const { session, sent, tree } = start()
    for (const edit of [first, second]) session.apply(edit)
    const branch = session.strategies.branch(1, 'Smaller hole')
    expect(session.state.edits).toEqual([first])
    expect(sent.at(-1)).toEqual({ type: 'edits', edits: [first] })
    session.apply(third)
    session.apply(second)
    session.undo()
    session.strategies.switchTo('strategy-1')
    expect(session.state.edits).toEqual([first, second])
    expect(session.state.undone).toEqual([])
    expect(branchPoint(tree(), tree()[1]!)).toBe(1)
    session.strategies.switchTo(branch)
    session.redo()
    expect(session.state.edits).toEqual([first, third, second])
  })

  it('keep their answers once computed, until the list or the heart changes', () => {
    const { session, speak } = start()
    speak({ type: 'answer', answer: answer(1), activity: 'rest' })
    session.apply(first)
    // Not answered yet: what stands there belongs to the list before.
    session.strategies.branch()
    expect(answeredOf(session.state, 'strategy-1')).toBeNull()
    speak(applied(first.id))
    speak(applied(first.id))
    speak({ type: 'answer', answer: answer(2), activity: 'rest' })
    session.strategies.switchTo('strategy-1')
    expect(session.state.answers.circulation).toBeNull()
    session.strategies.switchTo('strategy-2')
    expect(session.state.answers.circulation?.ms).toBe(2)
    session.strategies.switchTo('strategy-1')
    speak(applied(first.id))
    session.revise({ name: 'another' } as Heart)
    expect(answeredOf(session.state, 'strategy-2')).toBeNull()
  })

  it('keep an answer for what the patient did, and know it again', () => {
    const { session, speak } = start()
    const heart = session.state.heart!
    session.strategies.learn(untouchedId, {
      heart,
      edits: [],
      circulation: answer(7),
      flow: null,
      refused: [],
    })
    session.apply(first)
    speak(applied(first.id))
    speak({ type: 'answer', answer: answer(8), activity: 'rest' })
    session.setActivity('exercise')
    expect(answeredOf(session.state, untouchedId)).toBeNull()
    session.setActivity('rest')
    expect(answeredOf(session.state, untouchedId)?.circulation.ms).toBe(7)
    expect(answeredOf(session.state, 'strategy-1')?.circulation.ms).toBe(8)
  })

  it('are taken away and brought back in their place, the branches of one with them', () => {
    const { session, tree } = start()
    session.apply(first)
    const middle = session.strategies.branch()
    const leaf = session.strategies.branch()
    session.strategies.remove(middle)
    expect(tree().map((s) => [s.id, s.parent])).toEqual([
      ['strategy-1', null],
      [leaf, 'strategy-1'],
    ])
    session.strategies.bringBack()
    expect(tree().map((s) => [s.id, s.parent])).toEqual([
      ['strategy-1', null],
      [middle, 'strategy-1'],
      [leaf, middle],
    ])
    session.strategies.remove(leaf)
    expect(session.state.strategies.current).toBe(middle)
    session.strategies.remove(middle)
    session.strategies.remove('strategy-1')
    expect(tree()).toHaveLength(1)
  })

  it('have their edits put in another order, unless one needs the other first', () => {
    const { session, speak } = start()
    for (const edit of [first, patch, suture]) session.apply(edit)
    session.strategies.moveEdit(0, 2)
    expect(session.state.edits.map((e) => e.id)).toEqual([patch.id, suture.id, first.id])
    session.strategies.moveEdit(0, 1)
    expect(session.state.edits[0]?.id).toBe(patch.id)
    expect(session.state.notice).toBe(`${suture.id} has to come after ${patch.id}.`)
    session.strategies.moveEdit(2, 0)
    speak(applied(suture.id, 'no tissue there'))
    expect(session.state.edits.map((e) => e.id)).toEqual([patch.id, suture.id, first.id])
  })

  it('that the engine refuses are not taken up', () => {
    const { session, speak } = start()
    session.apply(first)
    session.strategies.addPlans([{ name: 'plan', edits: [second] }])
    session.strategies.addPlans([{ name: 'plan', edits: [second] }])
    expect(session.state.strategies.list).toHaveLength(2)
    session.strategies.switchTo('strategy-2')
    speak(applied(second.id, 'no tissue there'))
    expect(session.state.strategies.current).toBe('strategy-1')
    expect(session.state.edits).toEqual([first])
  })

  it('are answered in the background one after the other, and cancelled', async () => {
    const { session, asked } = start()
    session.apply(first)
    const running = session.strategies.run([untouchedId, 'strategy-1'])
    await later()
    expect(session.state.strategies.job).toMatchObject({
      id: untouchedId,
      fraction: 0.5,
      waiting: ['strategy-1'],
    })
    const rest = { edits: [], warnings: [], templates: [], device: '' }
    asked[0]!.give({ circulation: answer(3), flow: null, ...rest })
    await later()
    expect(answeredOf(session.state, untouchedId)?.circulation.ms).toBe(3)
    expect(asked[1]!.edits).toEqual([first])
    session.strategies.cancel()
    await running
    expect(session.state.strategies.job).toBeNull()
    expect(session.state.notice).toBeNull()
    expect(session.state.edits).toEqual([first])
  })
})
