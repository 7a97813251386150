import { add, normalize, type Vec3 } from '../../src/core/vec3'
import type { HandPose } from '../../src/input/hand-pose'

/** A right controller whose instrument's tip is at `tip` (metres of the room) and points down. */
export function poseAt(tip: Vec3, more: Partial<HandPose> = {}): HandPose {
  const forward: Vec3 = more.forward ?? [0, -1, 0]
  const grip = add(tip, [-0.06 * forward[0], -0.06 * forward[1], -0.06 * forward[2]])
  return {
    side: 'right',
    kind: 'controller',
    grip,
    turn: [0, 0, 0, 1],
    forward,
    ray: { origin: grip, direction: normalize(forward) },
    fingertip: tip,
    wrist: grip,
    press: 0,
    squeeze: 0,
    ...more,
  }
}
