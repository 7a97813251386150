import { Quaternion, Vector3 } from 'three'
import { expect, test } from 'vitest'
import type { Vec3 } from '../core/vec3'
import type { HeartPose } from '../view/heart-space'
import { carry, type Grip, stretch } from './heart-grab'

const start: HeartPose = { position: [0, 1, -0.5], quaternion: [0, 0, 0, 1], scale: 2 }
const upright: Grip['turn'] = [0, 0, 0, 1]
const grip = (place: Vec3, turn: Grip['turn'] = upright): Grip => ({ grip: place, turn })
const quarter = new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), Math.PI / 2).toArray()

/** A point fixed to the heart, metres of the heart, where it is in the room. */
const inRoom = (pose: HeartPose, p: Vec3): Vec3 =>
  new Vector3(...p)
    .multiplyScalar(pose.scale)
    .applyQuaternion(new Quaternion(...pose.quaternion))
    .add(new Vector3(...pose.position))
    .toArray()

function near(a: Vec3, b: Vec3): void {
  for (let i = 0; i < 3; i++) expect(a[i]).toBeCloseTo(b[i]!, 6)
}

test('one hand carries the heart as if it were fixed to it', () => {
  const before = grip([0.2, 1, -0.5])
  const after = carry(start, before, grip([0.3, 1.1, -0.4], quarter))
  expect(after.scale).toBe(2)
  // The point of the heart that lay in the hand lies in the hand still.
  near(inRoom(after, [0.1, 0, 0]), [0.3, 1.1, -0.4])
  near(inRoom(after, [0, 0, 0]), [0.3, 1.1, -0.2])
})

test('two hands that move apart enlarge the heart about the middle between them', () => {
  const after = stretch(
    start,
    [grip([-0.1, 1, -0.5]), grip([0.1, 1, -0.5])],
    [grip([-0.2, 1, -0.5]), grip([0.2, 1, -0.5])],
  )
  expect(after.scale).toBeCloseTo(4, 6)
  near(after.position, start.position)
})

test('two hands turn the heart as the line between them turns', () => {
  const after = stretch(
    start,
    [grip([-0.1, 1, -0.5]), grip([0.1, 1, -0.5])],
    [grip([0, 1, -0.4]), grip([0, 1, -0.6])],
  )
  near(inRoom(after, [0.05, 0, 0]), [0, 1, -0.6])
})

test('the scale stays between 1 : 1 and 40 : 1', () => {
  const apart = [grip([-1, 1, -0.5]), grip([1, 1, -0.5])] as const
  const close = [grip([-0.01, 1, -0.5]), grip([0.01, 1, -0.5])] as const
  expect(stretch(start, close, apart).scale).toBe(40)
  expect(stretch(start, apart, close).scale).toBe(1)
})
