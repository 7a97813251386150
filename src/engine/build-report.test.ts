import { expect, it } from 'vitest'
import { builtInCase } from '../procedures/built-in-cases'
import { buildReport } from './build-report'

it('says for what the figures hold: right after the edits, weeks later or at exercise', async () => {
  const heart = builtInCase('normal', 3e-3)
  const about = { heart, strategies: [], reference: null, device: 'a test', written: new Date(0) }
  const read = async (activity?: 'recovered' | 'exercise') => {
    const { facts, method } = await buildReport({ ...about, ...(activity && { activity }) })
    return [facts.find((f) => f.label === 'Figures read')?.value, method.at(-1)]
  }
  expect(await read()).toEqual(['At rest', expect.stringContaining('right after the last edit')])
  expect(await read('recovered')).toEqual(['Weeks later', expect.stringContaining('those weeks later')])
  expect((await read('exercise'))[0]).toBe('Exercise')
})
