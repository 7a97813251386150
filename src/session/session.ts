import { createStore } from 'zustand/vanilla'
import type { Activity } from '../circulation'
import type { Vec3 } from '../core/vec3'
import type { BeatPhases } from '../engine/in-step'
import type { EngineControl, FromEngine, ToEngine } from '../engine/protocol'
import type { Rehearser } from '../engine/rehearser-protocol'
import type { Recipe } from '../geometry/segmentation/recipe'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { type StrategyTree, treeOfPlans } from '../heart/strategy'
import { emptyBlood, takeBlood } from './blood-frame'
import { type Exposure, fieldControl, type HandsControl } from './exposure'
import { empty, type Frame, type SessionState } from './session-state'
import { type Replacement, Strategies } from './strategies/strategies'
import type { KeptStrategy } from './strategies/strategies-state'
import { tornNotice } from './torn-notice'
import { withTorn } from './torn-release'

/** Where the engine runs: a worker in the page, the same thread in a test. */
export interface EnginePort {
  send(message: ToEngine): void
  onMessage(listener: (message: FromEngine) => void): void
  close(): void
}

/** What another rehearsal that does the same is told. */
export type Led = Pick<Session, 'setControl' | 'setActivity' | 'stepBlood'>

/** Time in which nobody has read what was said, ms. */
const unread = 1500

/**
 * The rehearsal in hand: a heart, the edits so far, undo and redo, and the newest answers. Every tool and panel
 * changes the heart only through `apply`, `undo`, `redo` and `jumpTo`.
 */
export class Session {
  readonly store = createStore<SessionState>(() => empty)
  readonly frame: Frame = {
    nodePositions: null,
    shells: [],
    stitches: [],
    tracers: null,
    touches: [],
    beat: null,
    blood: emptyBlood(),
  }
  private readonly led = new Set<Led>()
  private control: EngineControl = { grasps: [], tissueRunning: true, bloodRunning: true }
  private waitingForTemplates: ((html: string | null) => void) | null = null
  private hands: HandsControl = { grasps: [], instruments: [] }

  /** Lists of edits and hearts that the engine has not answered for yet. */
  private asked = 0
  /** When something was last said of the person's work, ms. */
  private warnedAt = Number.NEGATIVE_INFINITY
  /** A list that took the place of another one, to go back to where the engine refuses it. */
  private replaced: { readonly by: readonly Edit[]; readonly before: Partial<SessionState> } | null = null
  readonly strategies: Strategies

  /** @param rehearser answers strategies beside the one in hand; without it only what is in hand is answered */
  constructor(
    private readonly engine: EnginePort,
    rehearser: Rehearser | null = null,
  ) {
    engine.onMessage((message) => this.receive(message))
    this.strategies = new Strategies(
      {
        store: this.store,
        replace: (change) => this.replace(change),
        keep: () => this.keep(),
        notify: (notice) => this.notify(notice),
      },
      rehearser,
    )
  }

  get state(): SessionState {
    return this.store.getState()
  }

  /** @param tree strategies with the one whose edits are taken up; left out, the edits are the only strategy */
  open(
    heart: Heart,
    edits: readonly Edit[] = [],
    recipe: Recipe | null = null,
    tree: StrategyTree | null = null,
  ): void {
    this.strategies.cancel()
    const { current, strategies: list } = tree ?? treeOfPlans([])
    const strategies = { ...empty.strategies, current, list }
    const progress = { label: 'Opening', fraction: 0 }
    this.store.setState({ ...empty, heart, recipe, edits, strategies, progress })
    this.asked = 1
    Object.assign(this.frame.blood, emptyBlood())
    this.engine.send({ type: 'open', heart, edits })
    const { instruments = [], motion = 'filled', grasps } = this.control
    if (instruments.length + grasps.length > 0 || motion !== 'filled') this.tellField({ motion: 'filled' })
  }

  apply(edit: Edit): void {
    this.setEdits([...this.state.edits, edit], [])
  }

  /** Another list of edits in the place of the one in hand. */
  replaceEdits(edits: readonly Edit[]): void {
    this.setEdits(edits, [])
  }

  undo(): void {
    const { edits, undone } = this.state
    const last = edits.at(-1)
    if (last) this.setEdits(edits.slice(0, -1), [...undone, last])
  }

  redo(): void {
    const { edits, undone } = this.state
    const next = undone.at(-1)
    if (next) this.setEdits([...edits, next], undone.slice(0, -1))
  }

  /** Goes to the state after the first `count` edits; the later ones can be redone. */
  jumpTo(count: number): void {
    const all = [...this.state.edits, ...[...this.state.undone].reverse()]
    this.setEdits(all.slice(0, count), all.slice(count).reverse())
  }

  /** Another view of the same tissue: ports, gates, landmarks, names of blood or physiology. The edits stay. */
  revise(heart: Heart): void {
    const { heart: before, unrevised } = this.state
    if (before) this.become(heart, [...unrevised, before])
  }

  /** Takes the last revision back. */
  unrevise(): void {
    const { unrevised } = this.state
    const before = unrevised.at(-1)
    if (before) this.become(before, unrevised.slice(0, -1))
  }

  private become(heart: Heart, unrevised: readonly Heart[]): void {
    const { circulation, flow } = this.state.answers
    this.store.setState({
      heart,
      unrevised,
      notice: null,
      answers: { circulation, flow: null, before: flow ?? circulation },
    })
    this.asked++
    this.engine.send({ type: 'revise', heart })
  }

  /** What runs, and what the heart does. */
  setControl(
    control: Partial<
      Pick<EngineControl, 'motion' | 'tissueRunning' | 'bloodRunning' | 'bloodShow' | 'bloodPace' | 'share'>
    >,
  ): void {
    this.control = { ...this.control, ...control }
    if (control.motion) this.store.setState({ motion: control.motion })
    this.engine.send({ type: 'control', control: this.control })
    for (const other of this.led) other.setControl(control)
  }

  /**
   * Tells another rehearsal from now on what this one is told, and how it stands at first.
   * @returns ends it
   */
  lead(other: Led): () => void {
    this.led.add(other)
    const { grasps, instruments, inStep, ...control } = this.control
    other.setControl(control)
    if (this.state.activity !== 'rest') other.setActivity(this.state.activity)
    return () => void this.led.delete(other)
  }

  /** Keeps to the moment of the beat in which another rehearsal is; null: to none. */
  keepInStepWith(other: BeatPhases | null): void {
    const { inStep = null } = this.control
    if (inStep?.blood === other?.blood && inStep?.tissue === other?.tissue) return
    this.control = { ...this.control, inStep: other }
    this.engine.send({ type: 'control', control: this.control })
  }

  /** The figures as the patient rests or exercises; no answer of before holds any longer. */
  setActivity(activity: Activity): void {
    this.strategies.cancel()
    this.strategies.keepAnswers()
    this.store.setState({ activity, answers: { circulation: null, flow: null, before: null } })
    this.engine.send({ type: 'activity', activity })
    for (const other of this.led) other.setActivity(activity)
  }

  /** Lets the blood go on by a share of a beat. */
  stepBlood(beats: number): void {
    this.engine.send({ type: 'step-blood', beats })
    for (const other of this.led) other.stepBlood(beats)
  }

  /** What the hands hold and touch at this moment; what is left out stays as it was. */
  setHands(hands: Partial<HandsControl>): void {
    this.hands = { ...this.hands, ...hands }
    this.tellField()
  }

  /** Sets a retractor or a stay suture, or moves the one of the same name. */
  place(item: Exposure): void {
    const { exposure } = this.state
    const known = exposure.some((e) => e.id === item.id)
    this.setExposure(known ? exposure.map((e) => (e.id === item.id ? item : e)) : [...exposure, item])
  }

  /** Takes a retractor or a stay suture out of the field. */
  takeAway(id: string): void {
    this.setExposure(this.state.exposure.filter((e) => e.id !== id))
  }

  /** A name for the next one of a kind: `stay-2`. */
  nextExposureId(kind: Exposure['kind']): string {
    return firstFree(kind, new Set(this.state.exposure.map((e) => e.id)))
  }

  private setExposure(exposure: readonly Exposure[]): void {
    this.store.setState({ exposure })
    this.tellField()
  }

  private tellField(control: Partial<EngineControl> = {}): void {
    this.control = { ...this.control, ...control, ...fieldControl(this.hands, this.state.exposure) }
    this.engine.send({ type: 'control', control: this.control })
  }

  /** Says something to the user in the place where refusals appear; null clears it. */
  notify(notice: string | null): void {
    this.store.setState({ notice })
  }

  /** The patches laid flat: one HTML page that prints at 1 : 1. Null where the engine refuses; it says why. */
  templates(): Promise<string | null> {
    return new Promise((resolve) => {
      this.waitingForTemplates = resolve
      this.engine.send({ type: 'templates' })
    })
  }

  /** A name for the next edit of a kind: `cut-3`. */
  nextId(kind: Edit['kind']): string {
    return firstFree(kind, new Set([...this.state.edits, ...this.state.undone].map((e) => e.id)))
  }

  close(): void {
    this.strategies.close()
    this.engine.close()
  }

  /** True once the answers and the picture belong to the present edits. */
  get isAnswered(): boolean {
    return this.asked === 0
  }

  private setEdits(
    edits: readonly Edit[],
    undone: readonly Edit[],
    answers: SessionState['answers'] = {
      circulation: this.state.answers.circulation,
      flow: null,
      before: this.state.answers.flow ?? this.state.answers.circulation,
    },
    strategies: SessionState['strategies'] = this.state.strategies,
  ): void {
    // Whoever works on has not read what came only just now.
    const notice = performance.now() - this.warnedAt < unread ? this.state.notice : null
    this.store.setState({ edits, undone, strategies, torn: {}, notice, answers })
    this.asked++
    this.engine.send({ type: 'edits', edits })
  }

  private replace({ edits, undone, answers, strategies = this.state.strategies }: Replacement): void {
    const { edits: was, undone: wasUndone, strategies: were } = this.state
    this.replaced = { by: edits, before: { edits: was, undone: wasUndone, strategies: were } }
    this.setEdits(edits, undone, answers, strategies)
  }

  /** The strategy in hand as it is kept while another one is. */
  private keep(): KeptStrategy {
    const { heart, edits, undone, answers, surface, activity } = this.state
    const { circulation, flow } = answers
    if (!heart || !this.isAnswered) return { undone }
    return {
      undone,
      ...(circulation && { answered: { [activity]: { heart, edits, circulation, flow, refused: [] } } }),
      ...(surface && {
        still: { heart, edits, surface, frame: { ...this.frame, blood: { ...this.frame.blood } } },
      }),
    }
  }

  /** The engine refused an edit, or a list in another order: it is as if it had never been made. */
  private takeBack(id: string): void {
    const { replaced } = this
    if (replaced?.by === this.state.edits) this.store.setState(replaced.before)
    else this.store.setState({ edits: this.state.edits.filter((e) => e.id !== id) })
  }

  /** Says what happened to the person's work. */
  private warn(notice: string | null): void {
    this.warnedAt = performance.now()
    this.store.setState({ notice })
  }

  private answered(): void {
    this.asked = Math.max(this.asked - 1, 0)
  }

  /** Stitches tore out: an entry of the history says where, so that the blood leaks there. */
  private tear(edit: string, rests: readonly Vec3[]): void {
    const { edits, undone } = this.state
    const torn = { ...this.state.torn, [edit]: (this.state.torn[edit] ?? 0) + rests.length }
    this.setEdits(withTorn(edits, { edit, rests }, this.nextId('release')), undone)
    this.store.setState({ torn })
    this.warn(tornNotice(torn))
  }

  private handTemplates(html: string | null): void {
    this.waitingForTemplates?.(html)
    this.waitingForTemplates = null
  }

  private receive(message: FromEngine): void {
    const set = this.store.setState
    takeBlood(this.frame.blood, message)
    switch (message.type) {
      case 'progress':
        set({
          progress: message.fraction < 1 ? { label: message.label, fraction: message.fraction } : null,
        })
        break
      case 'opened':
        this.answered()
        set({
          progress: null,
          device: message.device,
          counts: { nodes: message.nodeCount, tets: message.tetCount, bloodCells: message.bloodCellCount },
          warnings: message.warnings,
        })
        break
      case 'revised':
        this.answered()
        set({ progress: null, warnings: message.warnings })
        break
      case 'surface':
        this.frame.nodePositions = message.nodePositions
        set({ surface: message.surface })
        break
      case 'snapshot':
        this.frame.nodePositions = message.nodePositions
        this.frame.shells = message.shells
        this.frame.stitches = message.stitches
        this.frame.touches = message.touches ?? []
        this.frame.beat = message.beat ?? null
        set({ tissueMs: message.tissueMs })
        break
      case 'tracers':
        this.frame.tracers = message.tracers
        set({ timeDilation: message.timeDilation, flowSettled: message.settled })
        break
      case 'applied':
        this.answered()
        if (message.refused) this.takeBack(message.edit)
        set({ severedLinkCount: message.severedLinkCount })
        // The next edit may have been answered already: what was refused is told all the same.
        if (message.refused) this.warn(message.refused)
        break
      case 'load':
        set({ load: message.found ? 'found' : 'none' })
        break
      case 'torn':
        this.tear(message.edit, message.rests)
        break
      case 'templates':
        this.handTemplates(message.html)
        break
      case 'answer':
        if (message.activity !== this.state.activity) break
        // A flow that comes while newer edits wait was measured before them.
        if (message.answer.kind === 'flow' && !this.isAnswered) break
        set({ answers: { ...this.state.answers, [message.answer.kind]: message.answer } })
        break
      case 'lost':
        // One message answers for all that was on its way: that all of it is open again.
        this.asked = 1
        set({
          notice: `The graphics processor was lost (${message.reason}); rebuilding from the edits.`,
        })
        break
      case 'fault':
        this.handTemplates(null)
        set({ notice: message.message, progress: null })
    }
  }
}

/** `kind-n` with the least n that is free. */
function firstFree(kind: string, taken: ReadonlySet<string>): string {
  let n = 1
  while (taken.has(`${kind}-${n}`)) n++
  return `${kind}-${n}`
}
