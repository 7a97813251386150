import { expect, test } from 'vitest'
import { poseAt } from '../../tests/support/hand-pose'
import type { Vec3 } from '../core/vec3'
import { firstStand, floorUnder, goneTo, inRoom, type Stand, Stick, turnedOnSpot } from './stride'

const close = (a: readonly number[], b: readonly number[]) =>
  a.forEach((v, i) => {
    expect(v).toBeCloseTo(b[i]!, 9)
  })

/** A place of the person's own space in the room. */
const seen = (p: Vec3, stand: Stand): Vec3 => inRoom({ ...poseAt([0, 0, 0]), grip: p }, stand).grip

test('turning on the spot leaves the head where it is, and twelve steps of 30° come round', () => {
  const own: Vec3 = [0.2, 1.6, -0.1]
  let stand: Stand = { position: [1, 0, 2], yaw: 0.4 }
  const head = seen(own, stand)
  for (let n = 0; n < 12; n++) {
    stand = turnedOnSpot(stand, head, Math.PI / 6)
    close(seen(own, stand), head)
  }
  close(stand.position, [1, 0, 2])
})

test('a turn to the left carries the way ahead to the left', () => {
  const { forward } = inRoom(
    { ...poseAt([0, 0, 0]), forward: [0, 0, -1] },
    turnedOnSpot(firstStand, [0, 1.6, 0], Math.PI / 2),
  )
  close(forward, [-1, 0, 0])
})

test('going to a place brings the head over it, as high as before', () => {
  const own: Vec3 = [0.3, 1.6, 0.1]
  const stand: Stand = { position: [0, 0, 0], yaw: 1 }
  const there = goneTo(stand, seen(own, stand), [2, 0, -3])
  close(seen(own, there), [2, 1.6, -3])
})

test('a ray that points down meets the floor; one that is level or too long does not', () => {
  close(floorUnder({ origin: [0, 1, 0], direction: [0, -0.8, -0.6] }, 0)!, [0, 0, -0.75])
  expect(floorUnder({ origin: [0, 1, 0], direction: [0, 0, -1] }, 0)).toBeNull()
  expect(floorUnder({ origin: [0, 1, 0], direction: [0, -0.1, -0.995] }, 0)).toBeNull()
})

test('a thumbstick turns once a push, and goes when it is let go after a push forward', () => {
  const stick = new Stick()
  const wishes = (
    [
      [0, 0],
      [0.9, 0],
      [0.9, 0],
      [0.5, 0],
      [0.1, 0],
      [-0.8, 0],
      [0, 0],
      [0, -0.9],
      [0.1, -0.5],
      [0, 0],
    ] as const
  ).map(([x, y]) => stick.next(x, y))
  const when = (of: (w: (typeof wishes)[number]) => boolean) => wishes.flatMap((w, n) => (of(w) ? [n] : []))
  expect(wishes.map((w) => w.turn)).toEqual([0, -1, 0, 0, 0, 1, 0, 0, 0, 0])
  expect(when((w) => w.aiming)).toEqual([7, 8])
  expect(when((w) => w.go)).toEqual([9])
})
