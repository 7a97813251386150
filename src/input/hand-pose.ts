import { add, length, mix, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { pointerPose } from './transient-pointer'

type Quaternion = readonly [number, number, number, number]

/** One hand or controller in one frame; metres of the room. */
export interface HandPose {
  readonly side: 'left' | 'right'
  /** `pointer`: a gaze with a pinch, there only while the fingers are closed. */
  readonly kind: 'hand' | 'controller' | 'pointer'
  /** Where it holds: the pinch point, or the controller's grip. */
  readonly grip: Vec3
  /** How the wrist or controller is turned, unit quaternion x y z w. */
  readonly turn: Quaternion
  /** Unit vector along which a held instrument points. */
  readonly forward: Vec3
  /** For far targets. */
  readonly ray: { readonly origin: Vec3; readonly direction: Vec3 }
  /** What pokes a button. */
  readonly fingertip: Vec3
  /** Back of the wrist, where a palette is worn. */
  readonly wrist: Vec3
  /** 0–1: thumb to index, or the trigger. */
  readonly press: number
  /** 0–1: thumb to middle finger, or the squeeze button. */
  readonly squeeze: number
  /** Thumbstick of a controller that has one, each -1 to 1: to the right, and towards the person. */
  readonly stick?: readonly [right: number, back: number]
}

/** Tip of an instrument held so: this far ahead of the pinch, metres. */
const reachOfInstrument = 0.06

export const instrumentTip = (pose: HandPose): Vec3 => add(pose.grip, scale(pose.forward, reachOfInstrument))

/** Reads one input source; null while it is not tracked. `selecting`: between its select events. */
export function readHandPose(
  frame: XRFrame,
  source: XRInputSource,
  space: XRReferenceSpace,
  selecting: boolean,
): HandPose | null {
  if (source.handedness === 'none') return null
  if (source.targetRayMode === 'transient-pointer') return readPointer(frame, source, space)
  return source.hand
    ? readHand(frame, source, source.hand, space, selecting)
    : readController(frame, source, space, selecting)
}

const vec = (p: DOMPointReadOnly): Vec3 => [p.x, p.y, p.z]
const turnOf = (t: XRRigidTransform): Quaternion => [
  t.orientation.x,
  t.orientation.y,
  t.orientation.z,
  t.orientation.w,
]
/** The -z axis of a pose. */
const aheadOf = (t: XRRigidTransform): Vec3 => [-t.matrix[8]!, -t.matrix[9]!, -t.matrix[10]!]

function readRay(frame: XRFrame, source: XRInputSource, space: XRReferenceSpace): HandPose['ray'] | null {
  const pose = frame.getPose(source.targetRaySpace, space)
  return pose ? { origin: vec(pose.transform.position), direction: aheadOf(pose.transform) } : null
}

function readPointer(frame: XRFrame, source: XRInputSource, space: XRReferenceSpace): HandPose | null {
  const ray = readRay(frame, source, space)
  if (!ray) return null
  const held = source.gripSpace && frame.getPose(source.gripSpace, space)
  const grip = held ? { grip: vec(held.transform.position), turn: turnOf(held.transform) } : null
  return pointerPose(source.handedness as 'left' | 'right', ray, grip)
}

function readController(
  frame: XRFrame,
  source: XRInputSource,
  space: XRReferenceSpace,
  selecting: boolean,
): HandPose | null {
  const held = source.gripSpace && frame.getPose(source.gripSpace, space)
  const ray = readRay(frame, source, space)
  if (!held || !ray) return null
  const grip = vec(held.transform.position)
  const buttons = source.gamepad?.buttons ?? []
  const axes = source.gamepad?.axes ?? []
  return {
    side: source.handedness as 'left' | 'right',
    kind: 'controller',
    grip,
    turn: turnOf(held.transform),
    forward: ray.direction,
    ray,
    fingertip: add(grip, scale(ray.direction, reachOfInstrument)),
    wrist: grip,
    press: Math.max(buttons[0]?.value ?? 0, selecting ? 1 : 0),
    squeeze: buttons[1]?.value ?? 0,
    // Of the standard mapping: the first two axes are a touchpad's.
    stick: [axes[2] ?? 0, axes[3] ?? 0],
  }
}

function readHand(
  frame: XRFrame,
  source: XRInputSource,
  hand: XRHand,
  space: XRReferenceSpace,
  selecting: boolean,
): HandPose | null {
  const joint = (name: XRHandJoint): Vec3 | null => {
    const at = hand.get(name)
    const pose = at && frame.getJointPose?.(at, space)
    return pose ? vec(pose.transform.position) : null
  }
  const wristSpace = hand.get('wrist')
  const wristPose = wristSpace && frame.getJointPose?.(wristSpace, space)
  const [thumb, index, middle] = [joint('thumb-tip'), joint('index-finger-tip'), joint('middle-finger-tip')]
  const knuckle = joint('index-finger-phalanx-proximal')
  if (!wristPose || !thumb || !index || !middle || !knuckle) return null
  // The thumb moves less than the finger while they close: the tip of the instrument stays where it was.
  const grip = mix(thumb, index, 0.35)
  const wrist = vec(wristPose.transform.position)
  return {
    side: source.handedness as 'left' | 'right',
    kind: 'hand',
    grip,
    turn: turnOf(wristPose.transform),
    forward: penDirection(wrist, knuckle, grip),
    ray: readRay(frame, source, space) ?? { origin: knuckle, direction: normalize(subtract(knuckle, wrist)) },
    fingertip: index,
    wrist,
    press: Math.max(pinch(thumb, index), selecting ? 1 : 0),
    squeeze: pinch(thumb, middle),
  }
}

/** A pen lies in the web of the hand and comes out between the tips: midway between forearm and knuckle to pinch. */
const penDirection = (wrist: Vec3, knuckle: Vec3, grip: Vec3): Vec3 =>
  normalize(add(normalize(subtract(grip, knuckle)), normalize(subtract(grip, wrist))))

/** Finger tips this far apart, metres: closed, and wide open. */
const closed = 0.012
const open = 0.04

/** 1 where two finger tips touch, 0 where they are 4 cm apart. */
const pinch = (a: Vec3, b: Vec3): number =>
  Math.min(Math.max((open - length(subtract(a, b))) / (open - closed), 0), 1)
