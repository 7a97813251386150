import { Fault } from '../../core/fault'
import { say } from '../../core/language'
import type { Edit } from '../../heart/edit'
import { editsAt, lengthOf, type Recording, recordingSchema } from '../../heart/recording'
import type { Recorder } from '../../session/recorder'
import type { Session } from '../../session/session'
import { type Replay, useTraining } from './use-training'

/** Seconds between two moments of a replay. */
const tick = 0.1

/** Shows a recording again on the open heart: each edit when its time comes, forward and back. */
export class Replayer {
  private timer: ReturnType<typeof setInterval> | null = null

  constructor(
    private readonly session: Session,
    readonly recorder: Recorder,
  ) {}

  /** @throws Fault where another heart is open than the one recorded */
  begin(recording: Recording): void {
    const open = this.session.state.heart?.name
    if (open !== recording.heart)
      throw new Fault(
        say('This recording'),
        say('is of another heart: {name}', { name: say(recording.heart) }),
        say('Open that heart first'),
      )
    this.recorder.pause(true)
    this.set({ recording, at: 0, playing: true, speed: 4 })
    this.show(0)
    this.timer ??= setInterval(() => this.advance(), tick * 1e3)
  }

  seek(at: number): void {
    this.change({ at })
    this.show(at)
  }

  change(next: Partial<Replay>): void {
    const { replay } = useTraining.getState()
    if (replay) this.set({ ...replay, ...next })
  }

  /** Ends with the heart as the recording left it, so that the rehearsal goes on from there. */
  end(): void {
    const { replay } = useTraining.getState()
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    if (replay) this.show(Infinity)
    this.set(null)
    this.recorder.pause(false)
  }

  private advance(): void {
    const { replay } = useTraining.getState()
    if (!replay?.playing) return
    const end = lengthOf(replay.recording)
    const at = Math.min(replay.at + tick * replay.speed, end)
    this.set({ ...replay, at, playing: at < end })
    this.show(at)
  }

  private show(at: number): void {
    const { replay } = useTraining.getState()
    if (replay) goTo(this.session, editsAt(replay.recording, at))
  }

  private set(replay: Replay | null): void {
    useTraining.setState({ replay })
  }
}

/** Brings the session to a list of edits, by taking back and making only what differs. */
export function goTo(session: Pick<Session, 'state' | 'jumpTo' | 'apply'>, wanted: readonly Edit[]): void {
  const { edits } = session.state
  let keep = 0
  while (keep < edits.length && edits[keep] === wanted[keep]) keep++
  if (keep < edits.length) session.jumpTo(keep)
  for (const edit of wanted.slice(keep)) session.apply(edit)
}

/**
 * A recording from a file of its own, or from the case that it was saved with.
 * @throws Fault where there is none in it
 */
export async function recordingIn(file: File): Promise<Recording> {
  if (!/\.atrium$/i.test(file.name)) return readRecording(await file.text(), file.name)
  const { readCase } = await import('../../io/case-file')
  const { recording } = readCase(new Uint8Array(await file.arrayBuffer()), file.name)
  if (!recording)
    throw new Fault(
      file.name,
      say('holds no recording of a rehearsal'),
      say('Choose a recording as Atrium saves it'),
    )
  return recording
}

/** @throws Fault where the text is no recording */
export function readRecording(text: string, name: string): Recording {
  const remedy = say('Choose a recording as Atrium saves it')
  try {
    return recordingSchema.parse(JSON.parse(text))
  } catch {
    throw new Fault(name, say('is no recording of a rehearsal'), remedy)
  }
}
