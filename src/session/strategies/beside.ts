import { createStore } from 'zustand/vanilla'
import { aheadOf, type BeatPhases } from '../../engine/in-step'
import type { Edit } from '../../heart/edit'
import type { Heart } from '../../heart/heart'
import { type EnginePort, type Led, Session } from '../session'
import type { Frame } from '../session-state'

/** How often the two are told of each other, ms. */
const interval = 40
/** One that has stood at one moment of the beat for so long is waited for no more: its blood may have been given up, ms. */
const patience = 10_000

type Control = Parameters<Session['setControl']>[0]

/**
 * A second rehearsal of the same heart, with the edits of another strategy, beside the one in hand: it does what that one
 * does, and both keep to the same moment of the beat, the one that is ahead waiting for the other.
 */
export class Beside implements Led {
  readonly session: Session
  /** By how much of a beat the other one's blood is ahead, -.5 to .5; null while that is not known. */
  readonly store = createStore<{ readonly apart: number | null }>(() => ({ apart: null }))
  private control: Control = {}
  private moving = true
  private edits: readonly Edit[] | null = null
  private readonly seen = new Map<Session, { readonly phases: string; readonly at: number }>()
  private readonly timer: ReturnType<typeof setInterval>
  private release: (() => void) | null = null

  /** @param now the clock on the wall, ms */
  constructor(
    private readonly main: Session,
    port: EnginePort,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.session = new Session(port)
    this.timer = setInterval(() => this.keepInStep(), interval)
  }

  /** Shows these edits; the heart is opened once and goes on from there. */
  show(heart: Heart, edits: readonly Edit[]): void {
    if (edits === this.edits && heart === this.session.state.heart) return
    this.edits = edits
    if (heart === this.session.state.heart) this.session.replaceEdits(edits)
    else {
      this.session.open(heart, edits)
      this.release?.()
      this.release = this.main.lead(this)
    }
  }

  /** Whether its blood and its beat go on; else it stands still, and costs nothing once its tissue is at rest. */
  setMoving(moving: boolean): void {
    this.moving = moving
    this.tell()
  }

  setControl(control: Control): void {
    this.control = { ...this.control, ...control }
    this.tell()
  }

  setActivity(activity: Parameters<Session['setActivity']>[0]): void {
    this.session.setActivity(activity)
  }

  stepBlood(beats: number): void {
    if (this.moving) this.session.stepBlood(beats)
  }

  close(): void {
    clearInterval(this.timer)
    this.release?.()
    this.main.keepInStepWith(null)
    this.session.close()
  }

  private tell(): void {
    this.session.setControl(this.moving ? this.control : { ...this.control, ...standing })
  }

  private keepInStep(): void {
    const { main, session } = this
    const both = this.moving && session.isAnswered
    const [ours, theirs] = [phasesOf(main.frame), phasesOf(session.frame)]
    main.keepInStepWith(both ? this.patiently(session, theirs) : null)
    session.keepInStepWith(both ? this.patiently(main, ours) : null)
    const apart =
      both && ours.blood !== null && theirs.blood !== null ? aheadOf(theirs.blood, ours.blood) : null
    if (apart !== this.store.getState().apart) this.store.setState({ apart })
  }

  private patiently(of: Session, phases: BeatPhases): BeatPhases | null {
    const now = JSON.stringify(phases)
    const seen = this.seen.get(of)
    if (seen?.phases !== now) this.seen.set(of, { phases: now, at: this.now() })
    else if (this.now() - seen.at > patience) return null
    return phases
  }
}

const standing: Control = { bloodRunning: false, motion: 'filled' }

const phasesOf = ({ tracers, blood, beat }: Frame): BeatPhases => ({
  blood: tracers ? blood.phase : null,
  tissue: beat,
})
