import { add, scale, subtract, type Vec3 } from '../core/vec3'
import type { HandPose } from './hand-pose'

/** Where the person's own floor lies in the room: shifted, and turned about the vertical [rad]. */
export interface Stand {
  readonly position: Vec3
  readonly yaw: number
}
export const firstStand: Stand = { position: [0, 0, 0], yaw: 0 }

/** Turned about the vertical by an angle. */
const turned = ([x, y, z]: Vec3, angle: number): Vec3 => [
  x * Math.cos(angle) + z * Math.sin(angle),
  y,
  z * Math.cos(angle) - x * Math.sin(angle),
]

/** The person turns on the spot: the head stays where it is. Metres of the room, radians, to the left positive. */
export function turnedOnSpot(stand: Stand, head: Vec3, angle: number): Stand {
  const [x, , z] = add(head, turned(subtract(stand.position, head), angle))
  return { position: [x, stand.position[1], z], yaw: stand.yaw + angle }
}

/** The person stands over a place of the floor, facing as before. */
export const goneTo = (stand: Stand, head: Vec3, floor: Vec3): Stand => ({
  ...stand,
  position: add(stand.position, [floor[0] - head[0], 0, floor[2] - head[2]]),
})

/** Farther than this nobody goes at once, metres. */
const farthest = 6

/** Where a ray meets the floor; null where it does not, or too far away. */
export function floorUnder({ origin, direction }: HandPose['ray'], height: number): Vec3 | null {
  const way = (height - origin[1]) / direction[1]
  return direction[1] < -0.05 && way > 0 && way < farthest ? add(origin, scale(direction, way)) : null
}

/** A pose of the person's own space in the room. */
export function inRoom(pose: HandPose, { position, yaw }: Stand): HandPose {
  if (yaw === 0 && position.every((v) => v === 0)) return pose
  const at = (p: Vec3): Vec3 => add(turned(p, yaw), position)
  const [s, c] = [Math.sin(yaw / 2), Math.cos(yaw / 2)]
  const [x, y, z, w] = pose.turn
  return {
    ...pose,
    grip: at(pose.grip),
    fingertip: at(pose.fingertip),
    wrist: at(pose.wrist),
    forward: turned(pose.forward, yaw),
    turn: [c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y],
    ray: { origin: at(pose.ray.origin), direction: turned(pose.ray.direction, yaw) },
  }
}

/** What a thumbstick asks for in one frame. */
export interface StickWish {
  /** -1: a step to the right, 1: to the left, 0: none. */
  readonly turn: -1 | 0 | 1
  /** Held forward: shows where one would go. */
  readonly aiming: boolean
  /** Let go after aiming: go there. */
  readonly go: boolean
}

/** Pushed farther than the first it counts, back under the second it may again. */
const [pushed, centred] = [0.7, 0.3]

/** One thumbstick: a push to a side turns once, a push forward aims and lets go. */
export class Stick {
  private turning = false
  private aims = false

  next(x: number, y: number): StickWish {
    const turn = !this.turning && !this.aims && Math.abs(x) > pushed ? (x > 0 ? -1 : 1) : 0
    if (turn) this.turning = true
    if (Math.abs(x) < centred) this.turning = false
    const aimed = this.aims
    if (!this.turning && y < -pushed) this.aims = true
    if (Math.hypot(x, y) < centred) this.aims = false
    return { turn, aiming: this.aims, go: aimed && !this.aims }
  }
}
