import { expect, test } from 'vitest'
import { keyIntensity, lampDecay, lampIntensity, lampPlace } from './lamp'

/** Light on a wall straight ahead that faces the lamp, as three's shader has it (`getDistanceAttenuation`). */
const lightOn = (wall: number, reach: number): number => {
  const [x, y, z] = lampPlace.map((v) => v * reach)
  const way = Math.hypot(x!, y!, z! + wall * reach)
  return lampIntensity(reach) / Math.max(way ** lampDecay, 0.01)
}

test('a wall close to the eye is lit no more than twice as much as the key lights the outside', () => {
  expect(lightOn(0.02, 0.6)).toBeLessThan(2 * keyIntensity)
})

test('the wall across is seen beside the near one: less than four times darker, two stops', () => {
  expect(lightOn(0.05, 0.6) / lightOn(0.9, 0.6)).toBeLessThan(4)
})

test('the light is the same at every size of the heart: an infant’s of 3 cm as it is, and forty times as large', () => {
  expect(lightOn(0.02, 1.2)).toBeCloseTo(lightOn(0.02, 0.03), 10)
})
