import { distance, type Vec3 } from '../core/vec3'
import type { HandPose } from './hand-pose'
import { OneEuro, type OneEuroSettings } from './one-euro'

/** For places (metres) and for directions (unit vectors). A place lags by 1.6 mm at most, a direction by 1.1°. */
export const tremor = {
  place: { still: 1.2, beta: 100, velocity: 2 },
  direction: { still: 1.2, beta: 8, velocity: 2 },
} as const satisfies Record<string, OneEuroSettings>

/** Farther in one frame no hand goes: it was lost and found, metres. */
const jump = 0.25

/** Takes the trembling of tracking out of one bare hand; controllers, which tremble little, pass unchanged. */
export class SteadyHand {
  private readonly grip = new OneEuro(tremor.place)
  private readonly fingertip = new OneEuro(tremor.place)
  private readonly wrist = new OneEuro(tremor.place)
  private readonly rayOrigin = new OneEuro(tremor.place)
  private readonly forward = new OneEuro(tremor.direction)
  private readonly rayDirection = new OneEuro(tremor.direction)
  private readonly turn = new OneEuro(tremor.direction)
  private last: HandPose | null = null

  /** The hand went out of sight. */
  lose(): void {
    this.last = null
    for (const filter of this.filters()) filter.restart()
  }

  /** @param time seconds */
  next(pose: HandPose, time: number): HandPose {
    if (pose.kind !== 'hand') return pose
    const before = this.last
    if (before && distance(before.grip, pose.grip) > jump) this.lose()
    this.last = pose
    const sign = before && dot4(before.turn, pose.turn) < 0 ? -1 : 1
    const turned = sign < 0 ? pose.turn.map((v) => -v) : pose.turn
    const steady: HandPose = {
      ...pose,
      grip: vec(this.grip.next(pose.grip, time)),
      fingertip: vec(this.fingertip.next(pose.fingertip, time)),
      wrist: vec(this.wrist.next(pose.wrist, time)),
      forward: unit(this.forward.next(pose.forward, time)) as unknown as Vec3,
      turn: unit(this.turn.next(turned, time)) as unknown as HandPose['turn'],
      ray: {
        origin: vec(this.rayOrigin.next(pose.ray.origin, time)),
        direction: unit(this.rayDirection.next(pose.ray.direction, time)) as unknown as Vec3,
      },
    }
    this.last = { ...pose, turn: turned as unknown as HandPose['turn'] }
    return steady
  }

  private filters(): OneEuro[] {
    return [this.grip, this.fingertip, this.wrist, this.rayOrigin, this.forward, this.rayDirection, this.turn]
  }
}

const vec = (v: readonly number[]): Vec3 => [v[0]!, v[1]!, v[2]!]
const unit = (v: readonly number[]): number[] => {
  const size = Math.hypot(...v)
  return v.map((x) => x / size)
}
const dot4 = (a: HandPose['turn'], b: HandPose['turn']): number =>
  a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]
