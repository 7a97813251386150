import type { Vec3 } from '../core/vec3'
import { emptyRecording, type RecordedSide, type Recording, withChange } from '../heart/recording'
import type { Session } from './session'
import type { SessionState } from './session-state'

/** A hand's pose is kept at most so often, seconds. */
const poseStep = 0.1
/** An hour of one hand at work: older poses of a longer rehearsal stay, newer ones are not kept. */
const mostPoses = 36_000

/**
 * Records the rehearsal in hand from the moment a heart is opened: each change of the edits with its time, and where
 * the instruments were. Another heart begins another recording.
 */
export class Recorder {
  private recording: Recording
  private start: number
  private poses: Recording['poses'] = []
  private readonly lastPose = new Map<RecordedSide, number>()
  private paused = false
  private readonly stop: () => void

  /** @param now seconds of a clock that only goes forward */
  constructor(
    session: Session,
    private readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.recording = emptyRecording(session.state.heart?.name ?? '')
    this.start = this.now()
    this.stop = session.store.subscribe((state, before) => {
      if (this.paused) return
      // A heart that is opened has no device yet; one that is only revised keeps its own.
      if (state.heart && state.heart !== before.heart && state.device === '') this.restart(state)
      else if (state.edits !== before.edits)
        this.recording = withChange(this.recording, this.elapsed(), before.edits, state.edits)
    })
  }

  /** What was recorded until now. */
  get recorded(): Recording {
    return { ...this.recording, poses: [...this.poses] }
  }

  /** Where the tip of a hand's instrument is at work, metres, patient space. */
  pose(side: RecordedSide, tip: Vec3): void {
    const at_s = this.elapsed()
    if (this.paused || this.poses.length >= mostPoses) return
    if (at_s - (this.lastPose.get(side) ?? -1) < poseStep) return
    this.lastPose.set(side, at_s)
    this.poses.push({ at_s, side, tip_mm: [tip[0] * 1e3, tip[1] * 1e3, tip[2] * 1e3] })
  }

  /** A replay is not recorded. */
  pause(paused: boolean): void {
    this.paused = paused
  }

  close(): void {
    this.stop()
  }

  private elapsed(): number {
    return this.now() - this.start
  }

  /** Begins anew, with what the heart was opened with as its first change. */
  private restart({ heart, edits }: Pick<SessionState, 'heart' | 'edits'>): void {
    this.start = this.now()
    this.poses = []
    this.lastPose.clear()
    this.recording = withChange(emptyRecording(heart?.name ?? ''), 0, [], edits)
  }
}
