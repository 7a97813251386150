import { expect, test } from 'vitest'
import { distance, dot, subtract, type Vec3 } from '../../core/vec3'
import { placement, postures } from './placement'

const head: Vec3 = [0.4, 1.2, -0.3]
const heading: Vec3 = [0.6, 0, -0.8]

test.each(postures)(
  '%s, the heart and the tray are within the reach of an arm, below the eyes',
  (posture) => {
    const { heart, tray } = placement(head, heading, posture, 'right')
    for (const place of [heart, tray.position]) {
      expect(distance(head, place)).toBeLessThan(0.72)
      expect(place[1]).toBeLessThan(head[1])
      expect(dot(subtract(place, head), heading)).toBeGreaterThan(0.3)
    }
    // From the head down to the heart: a look of some 30°.
    expect(Math.atan2(head[1] - heart[1], 0.5)).toBeLessThan(0.6)
  },
)

test('the tray stands on the side of the hand that works, and a seated person’s lies higher', () => {
  const right: Vec3 = [0.8, 0, 0.6]
  const side = (hand: 'left' | 'right') =>
    dot(subtract(placement(head, heading, 'standing', hand).tray.position, head), right)
  expect(side('right')).toBeCloseTo(0.36, 9)
  expect(side('left')).toBeCloseTo(-0.36, 9)
  expect(placement(head, heading, 'seated', 'right').tray.position[1]).toBeGreaterThan(
    placement(head, heading, 'standing', 'right').tray.position[1],
  )
})
