import { expect, test } from 'vitest'
import type { DomainGate } from '../geometry/blood-domain'
import { GateRamp } from './gate-ramp'

const gates = (...ids: string[]) => ids.map((id) => ({ id }) as DomainGate)

test('a gate goes to its goal by no more than a step allows, and is shut below 3 %', () => {
  const ramp = new GateRamp(gates('mitral', 'aortic'))
  ramp.setGoals({ aortic: -1 }, false)
  expect(ramp.move(0.6)).toBe(true)
  expect(ramp.now).toEqual([1, 0.4])
  ramp.move(0.38)
  expect([ramp.isOpen(0), ramp.isOpen(1)]).toEqual([true, false])
  expect(ramp.scales).toEqual([1, 0])
  ramp.move(1)
  expect(ramp.move(1)).toBe(false)
})

test('in a changed domain gates keep their openness by name, and new ones are open', () => {
  const ramp = new GateRamp(gates('mitral', 'aortic'))
  ramp.setGoals({ mitral: 0.25 }, true)
  const next = ramp.carriedTo(gates('new', 'mitral'))
  expect(next.now).toEqual([1, 0.25])
  expect(next.move(1)).toBe(false)
})

test('is the same again from its memory', () => {
  const ramp = new GateRamp(gates('mitral'))
  ramp.setGoals({ mitral: 0 }, false)
  ramp.move(0.5)
  const again = new GateRamp(gates('mitral'))
  again.restore(JSON.parse(JSON.stringify(ramp.memory)))
  ramp.move(0.2)
  again.move(0.2)
  expect(again.now).toEqual(ramp.now)
})
