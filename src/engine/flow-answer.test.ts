import { expect, it, vi } from 'vitest'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import { builtInCase } from '../procedures/built-in-cases'
import { computeAnswer } from './answer'
import { flowAnswer } from './flow-answer'

// The flow itself is measured elsewhere: here it has come so far when its time is over.
const settled = vi.hoisted(() => ({ value: 0 }))
vi.mock('./measure-opening', () => ({
  OpeningWindow: {
    create: async () => ({
      measure: async () => ({
        law: { linear: 0, quadratic: 1e13 },
        run: { opening: 'VSD', cellsAcross: 6, settled: settled.value, wall_ms: 1, warnings: [] },
      }),
      destroy: () => {},
    }),
  },
}))

const heart = builtInCase('vsd-muscular', 4e-3)
const domain = baseDomain(heart)
const gpu = { description: 'a device' } as Gpu
const first = computeAnswer({ heart, domain, edits: [], device: '' })
const answerAt = (share: number) => {
  settled.value = share
  return flowAnswer({ gpu, heart, domain, edits: [], first, budgetMs: 1 })
}
const ratioOf = (found: Awaited<ReturnType<typeof flowAnswer>>) =>
  found?.answer.findings.find((f) => f.id === 'qp-qs')

it('leaves the estimate, and says so, where the 3D flow was ended before it told anything', async () => {
  const found = await answerAt(0)
  expect(found?.answer.kind).toBe('circulation')
  expect(found?.runs).toHaveLength(1)
  expect(ratioOf(found)?.value).toBe(first.answer.findings.find((f) => f.id === 'qp-qs')?.value)
  expect(ratioOf(found)?.warnings.join()).toContain('its estimate stands')
})

it('puts a law that has told in place of the estimate', async () => {
  const found = await answerAt(0.5)
  expect(found?.answer.kind).toBe('flow')
  expect(ratioOf(found)?.settled).toBe(0.5)
  expect(ratioOf(found)?.value).not.toBe(first.answer.findings.find((f) => f.id === 'qp-qs')?.value)
  expect(ratioOf(found)?.warnings.join()).not.toContain('its estimate stands')
})
