import type { StoreApi } from 'zustand/vanilla'
import { say } from '../../core/language'
import type { Answer } from '../../engine/protocol'
import type { Rehearsed, RehearseRequest, Rehearser } from '../../engine/rehearser-protocol'
import type { Edit, Plan } from '../../heart/edit'
import type { Heart } from '../../heart/heart'
import { outOfOrder, type Strategy, sameEdits } from '../../heart/strategy'
import type { SessionState } from '../session-state'
import {
  type Answered,
  answeredOf,
  editsOf,
  type KeptStrategy,
  type StrategiesState,
  treeOf,
} from './strategies-state'

/** Another list of edits in the place of the one in hand; where the engine refuses it, all of this is taken back. */
export interface Replacement extends Pick<SessionState, 'edits' | 'undone'> {
  /** What is known of it already; left out, the answers before it stay faint beside the new ones. */
  readonly answers?: SessionState['answers']
  readonly strategies?: StrategiesState
}

/** What of the session the strategies work on. */
export interface StrategyHost {
  readonly store: StoreApi<SessionState>
  replace(replacement: Replacement): void
  /** What is to be kept of the strategy in hand; answers and picture only where they belong to its edits. */
  keep(): KeptStrategy
  notify(notice: string | null): void
}

type Asked = Omit<RehearseRequest, 'heart' | 'edits'>

/** Branches of one tree: made, named, put in another order, taken up, taken away, and answered in the background. */
export class Strategies {
  private runs = 0

  constructor(
    private readonly host: StrategyHost,
    private readonly rehearser: Rehearser | null,
  ) {}

  private get state(): SessionState {
    return this.host.store.getState()
  }

  private set(change: Partial<StrategiesState>): void {
    this.host.store.setState((s) => ({ strategies: { ...s.strategies, ...change } }))
  }

  /**
   * A new strategy with the first `count` edits of the one in hand, which is taken up.
   * @returns its id
   */
  branch(count = this.state.edits.length, name?: string): string {
    const parent = this.state.strategies.current
    return this.take({ edits: this.state.edits.slice(0, count), parent, ...(name && { name }) })
  }

  /** A copy of a strategy, beside it in the tree, which is taken up. */
  duplicate(id: string): string | null {
    const from = treeOf(this.state).strategies.find((s) => s.id === id)
    if (!from) return null
    return this.take({ ...from, name: say('{name}, copy', { name: from.name }) })
  }

  private take(made: Omit<Strategy, 'id' | 'name'> & { readonly name?: string }): string {
    const { list } = this.state.strategies
    const id = freeId(list)
    const name = made.name ?? say('Strategy {number}', { number: id.replace('strategy-', '') })
    this.set({ list: [...list, { ...made, id, name }] })
    this.switchTo(id)
    return id
  }

  /** Plans as strategies from the untouched heart; those whose name and edits are there already are left out. */
  addPlans(plans: readonly Plan[]): void {
    for (const { name, edits } of plans) {
      const { strategies } = treeOf(this.state)
      if (strategies.some((s) => s.name === name && sameEdits(s.edits, edits))) continue
      this.set({
        list: [...this.state.strategies.list, { id: freeId(strategies), name, parent: null, edits }],
      })
    }
  }

  rename(id: string, name: string): void {
    const trimmed = name.trim()
    if (!trimmed) return
    this.set({ list: this.state.strategies.list.map((s) => (s.id === id ? { ...s, name: trimmed } : s)) })
  }

  /** Takes up another strategy; what the one in hand has answered is kept. */
  switchTo(id: string): void {
    const before = this.state.strategies
    const next = before.list.find((s) => s.id === id)
    if (!next || id === before.current) return
    const kept = this.keptNow()
    const strategies = { ...before, list: treeOf(this.state).strategies, kept, current: id }
    const { edits } = next
    const known = answeredOf({ ...this.state, strategies, edits }, id)
    const answers = { circulation: known?.circulation ?? null, flow: known?.flow ?? null, before: null }
    this.host.replace({ edits, undone: kept[id]?.undone ?? [], answers, strategies })
  }

  /** Keeps what the one in hand has answered before it is answered for something else. */
  keepAnswers(): void {
    this.set({ kept: this.keptNow() })
  }

  private keptNow(): StrategiesState['kept'] {
    const { kept, current } = this.state.strategies
    return { ...kept, [current]: joined(kept[current], this.host.keep()) }
  }

  /** Takes a strategy away, those branched from it now branch from its parent; the last one stays. */
  remove(id: string): void {
    const { strategies } = treeOf(this.state)
    const at = strategies.findIndex((s) => s.id === id)
    const strategy = strategies[at]
    if (!strategy || strategies.length === 1) return
    if (id === this.state.strategies.current) this.switchTo(besides(strategies, strategy))
    const children = strategies.filter((s) => s.parent === id).map((s) => s.id)
    const list = this.state.strategies.list
      .filter((s) => s.id !== id)
      .map((s) => (s.parent === id ? { ...s, parent: strategy.parent } : s))
    this.set({ list, removed: { strategy, at, children } })
  }

  /** Brings the strategy back that was taken away last, in its place in the tree. */
  bringBack(): void {
    const { removed, list } = this.state.strategies
    if (!removed) return
    const { strategy, at, children } = removed
    const parent = list.some((s) => s.id === strategy.parent) ? strategy.parent : null
    const others = list.map((s) => (children.includes(s.id) ? { ...s, parent: strategy.id } : s))
    this.set({ list: [...others.slice(0, at), { ...strategy, parent }, ...others.slice(at)], removed: null })
  }

  /** Moves an edit of the strategy in hand to another place in its order; refused where another one needs it first. */
  moveEdit(from: number, to: number): void {
    const edits = [...this.state.edits]
    const [moved] = edits.splice(from, 1)
    if (!moved || from === to) return
    edits.splice(to, 0, moved)
    const wrong = outOfOrder(edits)
    if (wrong) this.host.notify(say('{edit} has to come after {needs}.', wrong))
    else this.host.replace({ edits, undone: this.state.undone })
  }

  /**
   * Answers strategies one after the other beside the one in hand, which goes on undisturbed.
   * @param flow with the 3D flow, too
   */
  async run(ids: readonly string[], flow = false): Promise<void> {
    await this.answerAll(ids, { flow })
  }

  /**
   * The same with the patches laid flat, for a report.
   * @returns what was answered, by id; null where it was cancelled or failed
   */
  forReport(ids: readonly string[], flow = false): Promise<ReadonlyMap<string, Rehearsed> | null> {
    return this.answerAll(ids, { flow, templates: true })
  }

  private async answerAll(
    ids: readonly string[],
    asked: Asked,
  ): Promise<ReadonlyMap<string, Rehearsed> | null> {
    const turn = ++this.runs
    this.rehearser?.cancel()
    const found = new Map<string, Rehearsed>()
    for (const [n, id] of ids.entries()) {
      const rehearsed = await this.answer(id, ids.slice(n + 1), asked, turn)
      if (turn !== this.runs) return null
      if (rehearsed) found.set(id, rehearsed)
    }
    this.set({ job: null })
    return found.size === ids.length ? found : null
  }

  private async answer(
    id: string,
    waiting: readonly string[],
    asked: Asked,
    turn: number,
  ): Promise<Rehearsed | null> {
    const { heart, activity } = this.state
    const edits = editsOf(this.state, id)
    if (!heart || !edits || !this.rehearser) return null
    const progress = (label: string, fraction: number) => {
      if (turn === this.runs) this.set({ job: { id, label, fraction, waiting } })
    }
    progress('Measuring the anatomy', 0)
    try {
      const found = await this.rehearser.rehearse({ heart, edits, activity, ...asked }, progress)
      if (this.state.heart !== heart || this.state.activity !== activity) return null
      const rehearsed = { ...found, flow: found.flow ?? this.knownFlow(id, edits) }
      this.keepAnswer(id, heart, edits, rehearsed)
      return rehearsed
    } catch (error) {
      if (turn === this.runs) this.host.notify((error as Error).message)
      return null
    }
  }

  private keepAnswer(id: string, heart: Heart, edits: readonly Edit[], found: Rehearsed): void {
    const refused = found.edits.flatMap((e) => (e.refused ? [{ id: e.id, why: e.refused }] : []))
    this.learn(id, { heart, edits, circulation: found.circulation, flow: found.flow, refused })
  }

  /** Keeps what a strategy has answered elsewhere, for what the patient does now. */
  learn(id: string, answered: Answered): void {
    const { kept } = this.state.strategies
    const now = joined(kept[id], { answered: { [this.state.activity]: answered } })
    this.set({ kept: { ...kept, [id]: now } })
  }

  /** A 3D answer to the same edits that is there already. */
  private knownFlow(id: string, edits: readonly Edit[]): Answer | null {
    const { strategies, answers } = this.state
    const inHand = id === strategies.current && edits === this.state.edits
    return (inHand ? answers.flow : null) ?? answeredOf(this.state, id)?.flow ?? null
  }

  /** Ends what is being answered in the background. */
  cancel(): void {
    this.runs++
    this.rehearser?.cancel()
    this.set({ job: null })
  }

  close(): void {
    this.runs++
    this.rehearser?.close()
  }
}

/** What is known of a strategy with what was learnt since; answers to what the patient does otherwise stay. */
const joined = (before: KeptStrategy | undefined, since: KeptStrategy): KeptStrategy => ({
  ...before,
  ...since,
  answered: { ...before?.answered, ...since.answered },
})

/** Who is taken up when one goes: its parent, else the one before it. */
function besides(strategies: readonly Strategy[], gone: Strategy): string {
  const others = strategies.filter((s) => s.id !== gone.id)
  const at = strategies.indexOf(gone)
  return (others.find((s) => s.id === gone.parent) ?? others[Math.max(at - 1, 0)])!.id
}

function freeId(list: readonly Strategy[]): string {
  let n = 1
  while (list.some((s) => s.id === `strategy-${n}`)) n++
  return `strategy-${n}`
}
