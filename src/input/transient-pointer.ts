import { add, scale } from '../core/vec3'
import type { HandPose } from './hand-pose'

type Side = HandPose['side']

/** Without a grip of its own a gaze holds things this far ahead of the eyes, metres. */
const ahead = 0.4

/**
 * The pose of a gaze with a pinch: its ray finds the tissue; it is there only as long as the fingers are closed, so it
 * is always pressed.
 * @param held pose of the pinching hand, where the device tells it
 */
export function pointerPose(
  side: Side,
  ray: HandPose['ray'],
  held: Pick<HandPose, 'grip' | 'turn'> | null,
): HandPose {
  const grip = held?.grip ?? add(ray.origin, scale(ray.direction, ahead))
  return {
    side,
    kind: 'pointer',
    grip,
    turn: held?.turn ?? [0, 0, 0, 1],
    forward: ray.direction,
    ray,
    fingertip: grip,
    wrist: grip,
    press: 1,
    squeeze: 0,
  }
}

/**
 * Tells a pinch that was opened from one that the device took away: both end with the source gone from one frame to
 * the next, but only the first was selected. The first gives one more pose, let go; the second none.
 */
export class PinchEnds {
  private readonly last = new Map<Side, HandPose>()
  private readonly opened = new Set<Side>()

  /** The session says that a selection was made with this source. */
  selected(source: Pick<XRInputSource, 'targetRayMode' | 'handedness'>): void {
    if (source.targetRayMode === 'transient-pointer' && source.handedness !== 'none')
      this.opened.add(source.handedness)
  }

  /** The pose of a side in this frame, with the release that its device does not show. */
  next(side: Side, pose: HandPose | null): HandPose | null {
    const before = this.last.get(side)
    const opened = this.opened.delete(side)
    if (pose?.kind === 'pointer' && !(opened && before)) {
      this.last.set(side, pose)
      return pose
    }
    this.last.delete(side)
    return before && opened ? { ...before, press: 0 } : pose
  }
}
