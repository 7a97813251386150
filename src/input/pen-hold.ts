import { Quaternion, Vector3 } from 'three'
import { add, mix, normalize, subtract, type Vec3 } from '../core/vec3'
import type { HandPose } from './hand-pose'
import { isPressed } from './press'

/** How a hand holds an instrument, in the frame of its wrist: where (metres), and along which unit vector it points. */
interface Hold {
  readonly grip: Vec3
  readonly forward: Vec3
}

/** Of a right hand that was never seen to pinch: one grown person's, as tracking gives it. The left is its mirror. */
const anybodys: Hold = { grip: [-0.02, -0.087, -0.105], forward: [-0.05, -0.88, -0.47] }

/** An instrument goes over to where the fingers last met with this time constant, seconds. */
const settling = 0.3

/**
 * Keeps the instrument still in a bare hand while the fingers close and open. An open hand carries it where its fingers
 * will meet, so that a pinch works at the place that was aimed at; closed fingers move it from there. Thumb and index of
 * an open hand are 9 cm apart, and from there to the pinch the place between them goes 7 cm and turns by 60°: were it
 * to follow them, the tip would sweep over the tissue by 12 cm.
 *
 * The wrist is what the fingers do not move. Where they meet is learnt from each pinch.
 */
export class PenHold {
  private rest: Hold
  private pressed = false
  /** How the fingers were as they began to press, and where they met most firmly. */
  private begun: Hold = anybodys
  private met: { readonly press: number; readonly hold: Hold } | null = null
  private time = Number.NaN

  constructor(side: HandPose['side']) {
    this.rest = side === 'right' ? anybodys : mirrored(anybodys)
  }

  /** The hand went out of sight, and with it what it pressed. */
  lose(): void {
    this.pressed = false
  }

  /** @param time seconds */
  next(pose: HandPose, time: number): HandPose {
    if (pose.kind !== 'hand') return pose
    const fingers = inWrist(pose)
    const was = this.pressed
    this.pressed = isPressed(was, pose.press)
    if (this.pressed && !was) this.begin(fingers)
    if (this.pressed) this.learn(fingers, pose.press)
    else this.settle(time - this.time)
    this.time = time
    return inRoomOf(pose, this.pressed ? shifted(this.rest, this.begun, fingers) : this.rest)
  }

  private begin(fingers: Hold): void {
    this.begun = fingers
    this.met = null
  }

  private learn(fingers: Hold, press: number): void {
    if (press >= (this.met?.press ?? 0)) this.met = { press, hold: fingers }
  }

  private settle(seconds: number): void {
    if (!this.met || !(seconds > 0)) return
    const share = 1 - Math.exp(-seconds / settling)
    const { grip, forward } = this.met.hold
    this.rest = {
      grip: mix(this.rest.grip, grip, share),
      forward: normalize(mix(this.rest.forward, forward, share)),
    }
  }
}

const mirrored = ({ grip, forward }: Hold): Hold => ({
  grip: [-grip[0], grip[1], grip[2]],
  forward: [-forward[0], forward[1], forward[2]],
})

/** A hold, moved as fingers did. */
const shifted = (hold: Hold, from: Hold, to: Hold): Hold => ({
  grip: add(hold.grip, subtract(to.grip, from.grip)),
  forward: normalize(add(hold.forward, subtract(to.forward, from.forward))),
})

const turn = new Quaternion()
const vector = new Vector3()
const turned = (v: Vec3, q: Quaternion): Vec3 =>
  vector
    .set(...v)
    .applyQuaternion(q)
    .toArray()

function inWrist({ grip, forward, wrist, turn: [x, y, z, w] }: HandPose): Hold {
  turn.set(-x, -y, -z, w)
  return { grip: turned(subtract(grip, wrist), turn), forward: turned(forward, turn) }
}

function inRoomOf(pose: HandPose, hold: Hold): HandPose {
  turn.set(...pose.turn)
  return { ...pose, grip: add(pose.wrist, turned(hold.grip, turn)), forward: turned(hold.forward, turn) }
}
