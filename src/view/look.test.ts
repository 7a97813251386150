import { Matrix4, Vector3 } from 'three'
import { expect, test } from 'vitest'
import { normalize, subtract, type Vec3 } from '../core/vec3'
import { type HeartSpace, patientToWorld } from './heart-space'
import { clipOf, inPatient, inRoom, type Look, lookOf, poseFor, viewpointOf } from './look'

const look: Look = { eye: [0.02, -0.2, 0.05], target: [0.01, 0.01, -0.02], up: [0, 0.31622777, 0.9486833] }
const space: HeartSpace = {
  position: [0.1, 1.2, -0.5],
  quaternion: normalizeQuaternion([0.1, 0.4, -0.2, 0.9]),
  scale: 3,
  centre: [0.01, 0.02, 0.03],
  radius: 0.06,
}
function normalizeQuaternion(q: [number, number, number, number]): [number, number, number, number] {
  const size = Math.hypot(...q)
  return q.map((v) => v / size) as [number, number, number, number]
}
const close = (a: Vec3, b: Vec3) =>
  a.forEach((v, i) => {
    expect(v).toBeCloseTo(b[i]!, 7)
  })

test('a look goes to the room and back', () => {
  const back = inPatient(inRoom(look, space), space)
  close(back.eye, look.eye)
  close(back.target, look.target)
  close(back.up, look.up)
})

test.each([
  [0, 0, -1],
  [0.6, -0.5, -0.4],
  [0, -1, 0],
] as Vec3[])(
  'the heart is laid so that the person who stays has the look, gazing along %d %d %d',
  (...way) => {
    const towards = normalize(way)
    const person: Vec3 = [0.3, 1.6, 0.2]
    const pose = poseFor(look, 5, person, towards, space.centre)
    expect(pose.scale).toBe(5)
    const toWorld = patientToWorld({ ...space, ...pose }, new Matrix4())
    const eye = new Vector3(...look.eye).applyMatrix4(toWorld)
    close(eye.toArray(), person)
    const target = new Vector3(...look.target).applyMatrix4(toWorld)
    close(normalize(subtract(target.toArray(), person)), towards)
    // No roll: what is right in the picture is level.
    const up = new Vector3(...look.up).transformDirection(toWorld)
    const right = new Vector3(...towards).cross(up)
    if (Math.abs(towards[1]) < 0.99) {
      expect(right.y).toBeCloseTo(0, 6)
      expect(up.y).toBeGreaterThan(0)
    }
  },
)

test('a place that is kept gives the same look and the same section again', () => {
  const clip = { axis: 'view', offset: 0.2, normal: [0, 0, 1] } as const
  const kept = { ...viewpointOf(look, { fieldOfView_deg: 32, scale: 4, glass: true, clip }), name: 'Place 1' }
  const again = lookOf(kept)
  close(again.eye, look.eye)
  close(again.target, look.target)
  expect(clipOf(kept)).toEqual(clip)
  expect(clipOf({ ...kept, section: null }).axis).toBe('none')
})
