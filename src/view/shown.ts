import type { Vector3 } from 'three'
import type { Session } from '../session/session'

/** What drawing needs of a rehearsal: the one in hand, one that runs beside it, or one that is kept as a still. */
export interface Shown extends Pick<Session, 'store' | 'frame' | 'state'> {
  /** How far from the heart in hand it is drawn, metres of the room; left out, in its place. */
  readonly aside?: Vector3
}
