import { Vector3 } from 'three'
import { expect, test } from 'vitest'
import normalFile from '../../../assets/hearts/normal.json'
import { mm } from '../../core/units'
import { distance, type Vec3 } from '../../core/vec3'
import { readHeartCase } from '../../geometry/parametric/heart-case'
import { parametricHeart } from '../../geometry/parametric/parametric-heart'
import { deepestPoint } from '../chamber'
import { type HeartPose, type HeartSpace, patientToWorld, tissueBall } from '../heart-space'
import { viewpointOf } from '../look'
import { type Aimed, fieldOf, type Person, roomLookFrom, roomLookOf } from './room-look'

const heart = parametricHeart(readHeartCase(normalFile, 'normal.json'), 3 * mm)
const person: Person = { head: [0, 1.6, 0], heading: [0, 0, -1], field: [0.1, 1.3, -0.5] }
const space: HeartSpace = {
  position: person.field,
  quaternion: [0, 0.6, 0, 0.8],
  scale: 2,
  ...tissueBall(heart),
}
const inRoom = (pose: HeartPose, place: Vec3): Vec3 =>
  new Vector3(...place).applyMatrix4(patientToWorld({ ...space, ...pose })).toArray()
const eyeOf = (pose: HeartPose): Vec3 =>
  new Vector3(...person.head).applyMatrix4(patientToWorld({ ...space, ...pose }).invert()).toArray()

test('an anatomical view turns the heart where it lies: as large as it was, its middle where it was', () => {
  for (const view of ['surgeon', 'front', 'back'] as const) {
    const { pose, inside } = roomLookFrom(heart, view, space, person)
    expect(inside).toBe(false)
    expect(pose.scale).toBe(2)
    expect(distance(inRoom(pose, space.centre), person.field)).toBeLessThan(1e-9)
  }
  const { section } = roomLookFrom(heart, 'four-chamber', space, person)
  expect(section?.axis).toBe('view')
})

test('a place kept inside is inside again: the head where it was, as large, and level', () => {
  const eye = deepestPoint(heart)
  const kept = viewpointOf(
    { eye, target: space.centre, up: [0, 0, 1] },
    { fieldOfView_deg: 60, scale: 12, glass: false, clip: { axis: 'none', offset: 0, normal: [0, 1, 0] } },
  )
  const { pose, inside } = roomLookOf(heart, { ...kept, name: 'Place 1' }, space, person)
  expect(inside).toBe(true)
  expect(pose.scale).toBe(12)
  expect(distance(eyeOf(pose), eye)).toBeLessThan(1e-9)
  expect(inRoom(pose, space.centre)[1]).toBeCloseTo(person.head[1], 9)
})

test('a place kept on the page is seen from an arm away', () => {
  const eye: Vec3 = [space.centre[0], space.centre[1] - 0.2, space.centre[2]]
  const kept = viewpointOf(
    { eye, target: space.centre, up: [0, 0, 1] },
    { fieldOfView_deg: 32, scale: null, glass: false, clip: { axis: 'none', offset: 0, normal: [0, 1, 0] } },
  )
  const { pose, inside } = roomLookOf(heart, { ...kept, name: 'Place 1' }, space, person)
  expect(inside).toBe(false)
  expect(pose.scale).toBeCloseTo(2.5, 9)
  expect(distance(inRoom(pose, space.centre), person.head)).toBeCloseTo(0.5, 9)
})

test('from kept place to kept place what is looked at comes to the same field, until hands move the heart', () => {
  const kept = (dx: number, dz: number) => {
    const target: Vec3 = [space.centre[0] + dx, space.centre[1], space.centre[2] + dz]
    const look = { eye: [target[0], target[1] - 0.09, target[2]] as Vec3, target, up: [0, 0, 1] as Vec3 }
    const clip = { axis: 'none', offset: 0, normal: [0, 1, 0] } as const
    return {
      target,
      view: { ...viewpointOf(look, { fieldOfView_deg: 32, scale: null, glass: false, clip }), name: 'Place' },
    }
  }
  const places = [kept(0.02, 0.01), kept(-0.01, -0.02), kept(0.02, -0.01), kept(0, 0.02)]
  let [now, aimed]: [HeartSpace, Aimed | null] = [space, null]
  const met: Vec3[] = []
  for (const { view, target } of places) {
    const field = fieldOf(now.position, aimed)
    const { pose } = roomLookOf(heart, view, now, { ...person, field })
    aimed = { position: pose.position, field }
    now = { ...now, ...pose }
    met.push(inRoom(pose, target))
  }
  for (const place of met) expect(distance(place, met[0]!)).toBeLessThan(1e-9)
  expect(fieldOf(now.position, null)).toEqual(now.position)
  expect(fieldOf([0, 1, -0.4], aimed)).toEqual([0, 1, -0.4])
})
