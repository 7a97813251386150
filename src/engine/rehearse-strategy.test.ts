import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { twoChambers } from '../geometry/resolve-anatomy.fixture'
import type { Gpu } from '../gpu'
import type { FlowAnswerInput } from './flow-answer'
import { rehearsalCase } from './rehearse'
import { type RehearsalCase, rehearseStrategy } from './rehearse-strategy'

// The flow itself is measured elsewhere: here it takes two runs and finds what the circulation found.
const asked = vi.hoisted(() => [] as FlowAnswerInput[])
vi.mock('./flow-answer', () => ({
  flowAnswer: async (input: FlowAnswerInput) => {
    asked.push(input)
    for (const id of ['one', 'two']) {
      input.say?.(`3D flow through ${id}`)
      for (const share of [0.2, 0.6, 1]) input.progress?.(share)
    }
    return { ...input.first, answer: { ...input.first.answer, kind: 'flow' }, runs: [], warnings: [] }
  },
}))

describe('a strategy rehearsed beside the heart in hand', () => {
  let on: RehearsalCase
  beforeAll(() => {
    on = rehearsalCase({ ...twoChambers(3e-3), kind: 'vessel' }, null)
  })
  beforeEach(() => {
    asked.length = 0
  })

  it('has the circulation’s answer alone without a device', async () => {
    const { answers } = await rehearseStrategy(on, 'as it came', [])
    expect([answers.circulation.kind, answers.flow]).toEqual(['circulation', null])
    expect(asked).toHaveLength(0)
  })

  it('has both answers where the flow is asked for, and tells how far it is without going back', async () => {
    const told: number[] = []
    const gpu = { description: 'a device' } as Gpu
    const progress = (_: string, fraction: number) => told.push(fraction)
    const options = { progress, untilAgreed: true }
    const { answers } = await rehearseStrategy({ ...on, gpu }, 'with flow', [], options)
    expect([answers.circulation.kind, answers.flow?.kind]).toEqual(['circulation', 'flow'])
    expect(asked[0]?.untilAgreed).toBe(true)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.length).toBeGreaterThan(7)
    expect(told.at(-1)).toBeLessThan(1)
  })
})
