import { describe, expect, it } from 'vitest'
import { Fault } from '../../core/fault'
import type { Heart } from '../../heart/heart'
import { ballsScan, type FixtureOffer, memoryStore, ScriptedIntake, settle, surveyOf } from './intake.fixture'
import { type GivenFile, IntakeFlow } from './intake-flow'

const file = (name: string, size = 3): GivenFile => ({
  name,
  size,
  read: async () => new Uint8Array(size),
})
const heart = { name: 'new' } as Heart

function setUp(atWork = false) {
  const intake = new ScriptedIntake()
  const accepted: string[] = []
  const flow = new IntakeFlow({
    create: () => intake,
    accept: (h) => accepted.push(h.name),
    atWork: () => atWork,
    saves: memoryStore(),
  })
  return { intake, flow, accepted, phase: () => flow.state.phase.name }
}

async function survey(given: ReturnType<typeof setUp>, ...offers: FixtureOffer[]) {
  void given.flow.take([file('a.nii')])
  await settle()
  await given.intake.answer(surveyOf(...offers))
}

describe('the way from files to a heart', () => {
  it('opens the only thing that was found and accepts it only when it is whole', async () => {
    const given = setUp()
    await survey(given, ['a', 'labels'])
    expect(given.accepted).toEqual([])
    await given.intake.answer({ kind: 'heart', heart, plans: [] })
    expect(given.accepted).toEqual(['new'])
    expect(given.phase()).toBe('closed')
  })

  it('lets one choose among several, the best chosen by itself', async () => {
    const given = setUp()
    await survey(given, ['ct', 'scan'], ['seg', 'labels'])
    expect(given.flow.state.phase).toMatchObject({ name: 'choosing', chosen: 'ct' })
    given.flow.choose('seg')
    void given.flow.goOn('seg')
    await settle()
    expect(given.intake.asked.at(-1)?.what).toBe('open seg')
  })

  it('asks before a case ends a rehearsal with steps in it', async () => {
    const given = setUp(true)
    await survey(given, ['old', 'case'])
    expect(given.phase()).toBe('choosing')
    given.flow.leave()
    expect(given.accepted).toEqual([])
  })

  it('names the file, what is wrong and what to do, and goes back', async () => {
    const given = setUp()
    void given.flow.take([file('cut.nii.gz')])
    await settle()
    await given.intake.refuse(new Fault('cut.nii.gz', 'it is cut short', 'Copy it again'))
    expect(given.flow.state.phase).toEqual({
      name: 'failed',
      faults: [{ file: 'cut.nii.gz', fault: 'it is cut short. Copy it again.' }],
    })
    given.flow.back()
    expect(given.phase()).toBe('closed')
  })

  it('lists what could not be used when nothing could', async () => {
    const given = setUp()
    void given.flow.take([file('notes.txt')])
    await settle()
    await given.intake.answer({ offers: [], refused: [{ file: 'notes.txt', fault: 'a text' }] })
    expect(given.flow.state.phase).toMatchObject({ name: 'failed', faults: [{ file: 'notes.txt' }] })
  })

  it('refuses more than a browser can hold before it reads a byte', async () => {
    const given = setUp()
    let read = 0
    await given.flow.take([{ name: 'all', size: 4e9, read: async () => new Uint8Array(++read) }])
    expect(read).toBe(0)
    expect(given.phase()).toBe('failed')
  })

  it('lets an answer go that comes after a cancel', async () => {
    const given = setUp()
    await survey(given, ['a', 'labels'])
    given.flow.cancel()
    await given.intake.answer({ kind: 'heart', heart, plans: [] })
    expect(given.accepted).toEqual([])
    expect(given.phase()).toBe('closed')
    expect(given.intake.cancelled).toBe(1)
  })

  it('keeps the workspace to come back to, before and after the heart is built', async () => {
    const given = setUp()
    await survey(given, ['ct', 'scan'])
    await given.intake.answer({ kind: 'scan', scan: ballsScan() })
    expect(given.phase()).toBe('workspace')
    given.flow.leave()
    given.flow.resume()
    void given.flow.build()
    await settle()
    await given.intake.answer(heart)
    expect(given.accepted).toEqual(['new'])
    given.flow.resume()
    expect(given.phase()).toBe('workspace')
  })

  it('stays in the workspace when the heart is refused', async () => {
    const given = setUp()
    await survey(given, ['ct', 'scan'])
    await given.intake.answer({ kind: 'scan', scan: ballsScan() })
    void given.flow.build()
    await settle()
    await given.intake.refuse(new Fault('balls', 'no seed lies in blood', 'Click into blood'))
    const { phase } = given.flow.state
    expect(phase.name === 'workspace' && phase.workspace.state.fault).toContain('no seed lies in blood')
    expect(given.accepted).toEqual([])
  })
})
