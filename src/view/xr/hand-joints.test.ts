import { Group, Object3D } from 'three'
import { expect, test } from 'vitest'
import { handJoints } from './hand-joints'

const named = (name: string) => Object.assign(new Object3D(), { name })
const model = new Group().add(named('wrist').add(named('thumb-tip')))
/** A hand found at a height; a new one each time that it is found. */
const found = () => new Map([...['wrist', 'thumb-tip']].map((name) => [name, {}])) as unknown as XRHand
const frameAt = (y: number, tracked = true) =>
  ({
    fillPoses(spaces: Iterable<unknown>, _base: unknown, poses: Float32Array) {
      for (const n of [...spaces].keys()) poses.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, n, y, 0, 1], 16 * n)
      return tracked
    },
  }) as unknown as XRFrame
const at = (name: string) => model.getObjectByName(name)!.matrix.elements.slice(12, 15)

test('one model follows the hand that is tracked, however often it was found again', () => {
  for (const height of [1, 1.5]) {
    handJoints(model, found()).follow(frameAt(height), {} as XRSpace)
    expect(at('wrist')).toEqual([0, height, 0])
    expect(at('thumb-tip')).toEqual([1, height, 0])
  }
})

test('a hand that is hidden stays where it was', () => {
  const joints = handJoints(model, found())
  joints.follow(frameAt(1), {} as XRSpace)
  joints.follow(frameAt(2, false), {} as XRSpace)
  expect(at('wrist')).toEqual([0, 1, 0])
})

test('a model that lacks a joint is refused by its name', () => {
  const hand = new Map([['little-finger', {}]]) as unknown as XRHand
  expect(() => handJoints(model, hand)).toThrow('little-finger')
})
