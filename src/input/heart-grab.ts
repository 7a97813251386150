import { Quaternion, Vector3 } from 'three'
import type { Vec3 } from '../core/vec3'
import type { HeartPose } from '../view/heart-space'
import type { HandPose } from './hand-pose'

/** A hand that holds the heart. */
export type Grip = Pick<HandPose, 'grip' | 'turn'>

const smallestScale = 1
const largestScale = 40

/** The heart after one hand that holds it has moved and turned. */
export function carry(pose: HeartPose, before: Grip, now: Grip): HeartPose {
  const turn = new Quaternion(...now.turn).multiply(new Quaternion(...before.turn).invert())
  return moved(pose, before.grip, now.grip, turn, 1)
}

/** The heart after two hands that hold it have moved: turned as the line between them, scaled as their distance. */
export function stretch(
  pose: HeartPose,
  before: readonly [Grip, Grip],
  now: readonly [Grip, Grip],
): HeartPose {
  const [was, is] = [between(before), between(now)]
  const turn = new Quaternion().setFromUnitVectors(was.clone().normalize(), is.clone().normalize())
  const wanted = pose.scale * (is.length() / Math.max(was.length(), 1e-3))
  const scale = Math.min(Math.max(wanted, smallestScale), largestScale)
  // Said outright: as a product the limit would be passed by the last digit.
  return { ...moved(pose, middle(before), middle(now), turn, scale / pose.scale), scale }
}

const between = ([a, b]: readonly [Grip, Grip]): Vector3 => new Vector3(...b.grip).sub(new Vector3(...a.grip))

const middle = ([a, b]: readonly [Grip, Grip]): Vec3 =>
  new Vector3(...a.grip)
    .add(new Vector3(...b.grip))
    .multiplyScalar(0.5)
    .toArray()

/** Turns and scales about `from`, then brings `from` to `to`. */
function moved(pose: HeartPose, from: Vec3, to: Vec3, turn: Quaternion, factor: number): HeartPose {
  const arm = new Vector3(...pose.position).sub(new Vector3(...from)).applyQuaternion(turn)
  const position = arm.multiplyScalar(factor).add(new Vector3(...to))
  const quaternion = turn
    .clone()
    .multiply(new Quaternion(...pose.quaternion))
    .normalize()
  return { position: position.toArray(), quaternion: quaternion.toArray(), scale: pose.scale * factor }
}
