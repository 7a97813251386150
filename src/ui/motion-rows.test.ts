import { expect, test } from 'vitest'
import { motionNote, motionRows } from './motion-rows'

test('every choice has its own word, drawing, key and meaning', () => {
  for (const of of ['label', 'icon', 'key', 'meaning'] as const)
    expect(new Set(motionRows.map((r) => r[of])).size).toBe(3)
})

test('says what is not shown yet, and what cannot be', () => {
  expect(motionNote('filled', 'sought')).not.toMatch(/then/)
  expect(motionNote('beating', 'sought')).toMatch(/beating then/)
  expect(motionNote('arrested', 'none')).toMatch(/not found/)
  expect(motionNote('beating', 'found')).toBeNull()
})
