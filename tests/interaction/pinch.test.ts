import { Quaternion, Vector3 } from 'three'
import { beforeEach, describe, expect, test } from 'vitest'
import { add, distance, normalize, scale, subtract, type Vec3 } from '../../src/core/vec3'
import { HandDriver } from '../../src/input/hand-driver'
import { type HandPose, instrumentTip } from '../../src/input/hand-pose'
import { PenHold } from '../../src/input/pen-hold'
import { Pressables } from '../../src/input/pressables'
import { Selecting } from '../../src/input/selecting'
import { SteadyHand } from '../../src/input/steady-hand'
import { takeTool, toolStore } from '../../src/tools/tool-store'
import { useHeartSpace } from '../../src/view/heart-space'
import { Hand } from '../support/hand'
import { poseAt } from '../support/hand-pose'

/*
 * How a tracked right hand holds a pen, as its fingers tell (`readHandPose`), in the frame of its wrist: of the open and
 * of the pinching hand of a headset's recording (iwer 2.5, relaxed.js and pinch.js), metres.
 */
const open = { grip: [-0.0688, -0.0339, -0.1279], forward: [-0.62, -0.34, -0.71] } as const
const pinched = { grip: [-0.0199, -0.0867, -0.1046], forward: [-0.05, -0.88, -0.47] } as const

const mixed = (a: Vec3, b: Vec3, t: number): Vec3 => add(scale(a, 1 - t), scale(b, t))
const about = (v: Vec3, q: HandPose['turn']): Vec3 =>
  new Vector3(...v).applyQuaternion(new Quaternion(...q)).toArray()

/** The hand as tracking gives it, closed so far (0–1); a hand of another size or pose by `other`, metres. */
function fingers(wrist: Vec3, turn: HandPose['turn'], closed: number, other: Vec3 = [0, 0, 0]): HandPose {
  const grip = add(mixed(open.grip, pinched.grip, closed), other)
  const forward = about(normalize(mixed(open.forward, pinched.forward, closed)), turn)
  const at = add(wrist, about(grip, turn))
  const gap = 0.094 - 0.092 * closed
  const press = Math.min(Math.max((0.04 - gap) / 0.028, 0), 1)
  return { ...poseAt([0, 0, 0], { kind: 'hand', forward, wrist, turn, press }), grip: at, fingertip: at }
}

/** One hand with all that a frame does with it, on the plate, four times as large as life. */
function room() {
  const hand = new Hand('right-hand')
  const driver = new HandDriver('right', hand.runner, new Pressables(), () => null)
  const [pen, steady] = [new PenHold('right'), new SteadyHand()]
  let time = 0
  const frame = (pose: HandPose, seconds: number): Vec3 => {
    time += seconds
    const held = steady.next(pen.next(pose, time), time)
    driver.update(held, 1e3 * time)
    return instrumentTip(held)
  }
  return { hand, frame }
}

const turn = new Quaternion().setFromAxisAngle(new Vector3(1, 2, 3).normalize(), 0.3).toArray()

beforeEach(() => {
  useHeartSpace.setState({ position: [0, 0, 0], quaternion: [0, 0, 0, 1], centre: [0, 0, 0], scale: 4 })
  takeTool('right', null)
  takeTool('left', null)
})

describe('a bare hand with an instrument', () => {
  /** Frames of 14 ms, of 90 ms, and one in which the hand was open and one in which it is closed. */
  test.each([
    ['at 72 pictures a second', 0.014, [0, 0.2, 0.4, 0.6, 0.8, 0.95, 1, 1, 0.9, 0.6, 0.3, 0]],
    ['with frames of 90 ms', 0.09, [0, 0.5, 1, 0.4, 0]],
    ['closed and opened from one frame to the next', 0.15, [0, 1, 0]],
  ] as const)('taps where it was aimed before its fingers closed, %s', (_, seconds, closed) => {
    const { hand, frame } = room()
    takeTool('right', 'patch')
    // Aimed: the wrist is brought to where the tip of the open hand is at the place.
    const place: Vec3 = [0.02, 0.001, 0.012]
    const off = frame(fingers([0, 0.3, 0], turn, 0), seconds)
    const wrist = add([0, 0.3, 0], subtract(place, off))
    for (let n = 0; n < 60; n++) frame(fingers(wrist, turn, 0), seconds)
    for (const c of closed) frame(fingers(wrist, turn, c), seconds)
    expect(hand.runner.stateOf('right')).toBe('Outlining')
    const shown = toolStore.getState().previews.right as { points: readonly Vec3[] }
    expect(distance(shown.points[0]!, [0.02 / 4, -0.012 / 4, 0])).toBeLessThan(0.5e-3)
  })

  test('moves it with its fingers once they are closed', () => {
    const { frame } = room()
    frame(fingers([0, 0.3, 0], turn, 0), 0.014)
    const before = frame(fingers([0, 0.3, 0], turn, 1), 0.2)
    const after = frame(fingers([0, 0.3, 0], turn, 1, [0, 0.01, 0]), 0.2)
    expect(distance(before, after)).toBeCloseTo(0.01, 4)
  })

  test('of another shape is learnt: its instrument comes to lie where its own fingers meet', () => {
    const { frame } = room()
    const other: Vec3 = [0.01, 0.02, -0.015]
    for (let n = 0; n < 10; n++) frame(fingers([0, 0.3, 0], turn, 1, other), 0.014)
    for (let n = 0; n < 150; n++) frame(fingers([0, 0.3, 0], turn, 0), 0.014)
    const lies = frame(fingers([0, 0.3, 0], turn, 0), 0.014)
    const meets = add([0, 0.3, 0], about(add(pinched.grip, other), turn))
    const points = about(normalize(pinched.forward), turn)
    expect(distance(lies, add(meets, scale(points, 0.06)))).toBeLessThan(1e-3)
  })
})

test('a press that begins and ends between two frames is seen in one', () => {
  const selecting = new Selecting()
  selecting.start('right')
  selecting.end('right')
  selecting.start('left')
  expect([...selecting.inFrame()].sort()).toEqual(['left', 'right'])
  expect([...selecting.inFrame()]).toEqual(['left'])
  selecting.end('left')
  expect(selecting.inFrame().size).toBe(0)
})
