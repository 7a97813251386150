import type { Vec3 } from '../core/vec3'

/** `pointer`: a gaze with a pinch (transient pointer), which has a ray and no instrument in the hand. */
export type PoseSource =
  | 'mouse'
  | 'left-hand'
  | 'right-hand'
  | 'left-controller'
  | 'right-controller'
  | 'left-pointer'
  | 'right-pointer'

/** Who holds the instrument: each side has its own tool and its own gesture. */
export type Side = 'mouse' | 'left' | 'right'

/**
 * The one event that every instrument understands, whatever made it.
 * `finish` ends an outline (Enter), `back` takes its last point away (Backspace); both repeat the last pose.
 */
export interface PoseEvent {
  readonly source: PoseSource
  readonly phase: 'down' | 'move' | 'up' | 'cancel' | 'finish' | 'back'
  /** Ray of the pointer or of the instrument's shaft; patient space, metres. */
  readonly origin: Vec3
  /** Unit vector. */
  readonly direction: Vec3
  /** Tip of the held instrument, patient space, metres; null for the mouse and a gaze, whose ray finds the tissue. */
  readonly tip: Vec3 | null
  /** A tip closer to the tissue than this touches it, metres in patient space. */
  readonly reach: number
  /** 0–1: how firmly the trigger, pinch or pen presses. */
  readonly pressure: number
  /** Milliseconds. */
  readonly time: number
}

export const sideOf = (source: PoseSource): Side =>
  source === 'mouse' ? 'mouse' : source.startsWith('left') ? 'left' : 'right'

/** Whether its ray finds the tissue, as a mouse's does; else it holds an instrument with a tip. */
export const pointsByRay = (source: PoseSource): boolean => source === 'mouse' || source.endsWith('-pointer')
