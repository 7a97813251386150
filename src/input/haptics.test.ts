import { expect, test } from 'vitest'
import { Haptics, pulseStrength } from './haptics'

const touch = (instrument: string, newtons: number) => ({ instrument, force: [0, 0, newtons] as const })

test('a hand feels what its own instrument touches, no more than fully, and not a brush', () => {
  expect(pulseStrength('right', [touch('right-tip', 0.25)])).toBeCloseTo(0.5, 9)
  expect(pulseStrength('left', [touch('right-tip', 0.25), touch('retractor-1', 3)])).toBe(0)
  expect(pulseStrength('right', [touch('right-tip', 40)])).toBe(1)
  expect(pulseStrength('right', [touch('right-tip', 0.001)])).toBe(0)
})

test('the controller of that side pulses, not at every frame', () => {
  const pulses: number[] = []
  const source = (handedness: string) =>
    ({
      handedness,
      gamepad: { hapticActuators: [{ pulse: async (s: number) => pulses.push(s) }] },
    }) as unknown as XRInputSource
  const haptics = new Haptics()
  for (const time of [1000, 1010, 1020, 1060])
    haptics.feel([source('left'), source('right')], [touch('right-tip', 0.5)], time)
  expect(pulses).toEqual([1, 1])
})
