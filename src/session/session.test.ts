import { describe, expect, it, vi } from 'vitest'
import type { FromEngine, ToEngine } from '../engine/protocol'
import type { Edit } from '../heart/edit'
import { editExamples } from '../heart/edit-examples'
import type { Heart } from '../heart/heart'
import { type EnginePort, Session } from './session'

function quietEngine() {
  const sent: ToEngine[] = []
  let speak: (m: FromEngine) => void = () => {}
  const port: EnginePort = { send: (m) => sent.push(m), onMessage: (l) => (speak = l), close: () => {} }
  return { port, sent, speak: (m: FromEngine) => speak(m) }
}
const [first, second, third] = editExamples as [Edit, Edit, Edit]
const answer = {
  kind: 'circulation',
  findings: [],
  risks: [],
  waveforms: null,
  ms: 1,
  settled: 1,
  device: '',
} as const

describe('session', () => {
  it('undoes, redoes and jumps without losing an edit', () => {
    const { port, sent } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    for (const edit of [first, second, third]) session.apply(edit)
    session.undo()
    session.undo()
    expect(session.state.edits).toEqual([first])
    session.redo()
    expect(session.state.edits).toEqual([first, second])
    session.jumpTo(0)
    expect(session.state.edits).toEqual([])
    session.jumpTo(3)
    expect(session.state.edits).toEqual([first, second, third])
    expect(sent.at(-1)).toEqual({ type: 'edits', edits: [first, second, third] })
  })

  it('forgets what was undone once a new edit is made', () => {
    const session = new Session(quietEngine().port)
    session.open({ name: 'heart' } as Heart)
    session.apply(first)
    session.undo()
    session.apply(second)
    session.redo()
    expect(session.state.edits).toEqual([second])
  })

  it('keeps the answer from before an edit beside the new one', () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    speak({ type: 'answer', answer, activity: 'rest' })
    session.apply(first)
    expect(session.state.answers.before).toEqual(answer)
    expect(session.state.answers.flow).toBeNull()
  })

  it('takes an edit back that the engine refuses, and says why', () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.apply(first)
    session.apply(second)
    speak({ type: 'applied', edit: second.id, severedLinkCount: 3, refused: 'no wall there', ms: 1 })
    expect(session.state.edits).toEqual([first])
    expect(session.state.notice).toBe('no wall there')
  })

  it('leaves a refusal to be read, whatever is answered or done right after it', () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1e4)
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.apply(first)
    session.apply(second)
    speak({ type: 'applied', edit: first.id, severedLinkCount: 0, refused: 'no wall there', ms: 1 })
    speak({ type: 'applied', edit: second.id, severedLinkCount: 3, refused: null, ms: 1 })
    expect(session.state.edits).toEqual([second])
    expect(session.state.notice).toBe('no wall there')
    clock.mockReturnValue(1.1e4)
    session.apply(third)
    expect(session.state.notice).toBe('no wall there')
    clock.mockReturnValue(2e4)
    session.undo()
    expect(session.state.notice).toBeNull()
    clock.mockRestore()
  })

  it('says that stitches tore out also once their release is answered', () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.apply(first)
    speak({ type: 'torn', edit: 'suture-1', place: [0, 0, 0], rests: [[0, 0, 0]] })
    speak({ type: 'applied', edit: 'release-1', severedLinkCount: 0, refused: null, ms: 1 })
    expect(session.state.notice).toMatch(/^1 stitch of suture-1 tore out/)
  })

  it('counts the stitches that tore out until the next edit, and says so', () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.apply(first)
    speak({ type: 'torn', edit: 'suture-1', place: [0, 0, 0], rests: [[0, 0, 0]] })
    expect(session.state.notice).toMatch(/^1 stitch of suture-1 tore out/)
    const two: [number, number, number][] = [
      [0.002, 0, 0],
      [0.004, 0, 0],
    ]
    speak({ type: 'torn', edit: 'suture-1', place: [0, 0, 0], rests: two })
    expect(session.state.notice).toMatch(/^3 stitches of suture-1 tore out/)
    expect(session.state.edits.at(-1)).toMatchObject({ kind: 'release', suture: 'suture-1', torn: true })
    session.undo()
    expect(session.state.torn).toEqual({})
    expect(session.state.edits).toEqual([first])
  })

  it('keeps what the heart does while edits come and go, and fills the next heart', () => {
    const { port, sent, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    expect(session.state.motion).toBe('filled')
    session.setControl({ motion: 'beating' })
    speak({ type: 'load', found: true })
    expect(session.state.load).toBe('found')
    session.apply(first)
    session.undo()
    expect(session.state.motion).toBe('beating')
    expect(sent.filter((m) => m.type === 'control').at(-1)).toMatchObject({ control: { motion: 'beating' } })
    session.open({ name: 'another' } as Heart)
    expect(session.state.motion).toBe('filled')
    expect(session.state.load).toBe('sought')
    expect(sent.at(-1)).toMatchObject({ type: 'control', control: { motion: 'filled' } })
  })

  it('asks for the figures at exercise, and rests with the next heart', () => {
    const { port, sent } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.setActivity('exercise')
    expect(session.state.activity).toBe('exercise')
    expect(sent.at(-1)).toEqual({ type: 'activity', activity: 'exercise' })
    session.open({ name: 'another' } as Heart)
    expect(session.state.activity).toBe('rest')
  })

  it('drops an answer that was on its way when what the patient does was changed', () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    session.open({ name: 'heart' } as Heart)
    session.setActivity('exercise')
    speak({ type: 'answer', answer, activity: 'rest' })
    expect(session.state.answers.circulation).toBeNull()
    speak({ type: 'answer', answer, activity: 'exercise' })
    expect(session.state.answers.circulation).toEqual(answer)
  })

  it('hands out the templates that it asked for, and none where the engine refuses', async () => {
    const { port, speak } = quietEngine()
    const session = new Session(port)
    const asked = session.templates()
    speak({ type: 'templates', html: '<html>' })
    expect(await asked).toBe('<html>')
    const again = session.templates()
    speak({ type: 'fault', message: 'patch-1 fits on no page' })
    expect(await again).toBeNull()
    expect(session.state.notice).toMatch(/fits on no page/)
  })

  it('never gives two edits one name', () => {
    const session = new Session(quietEngine().port)
    session.open({ name: 'heart' } as Heart)
    session.apply({ ...first, id: session.nextId('cut') })
    session.undo()
    expect(session.nextId('cut')).toBe('cut-2')
  })

  it('revises the heart under its edits, and takes that back step by step', () => {
    const { port, sent } = quietEngine()
    const session = new Session(port)
    const [one, two, three] = ['one', 'two', 'three'].map((name) => ({ name }) as Heart) as [
      Heart,
      Heart,
      Heart,
    ]
    session.open(one)
    session.apply(first)
    session.revise(two)
    session.revise(three)
    expect(sent.at(-1)).toEqual({ type: 'revise', heart: three })
    session.unrevise()
    expect(session.state.heart).toBe(two)
    session.unrevise()
    session.unrevise()
    expect(session.state.heart).toBe(one)
    expect(session.state.edits).toEqual([first])
  })
})
