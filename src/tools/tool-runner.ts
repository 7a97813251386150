import type { Vec3 } from '../core/vec3'
import type { Grasp, Instrument } from '../engine/protocol'
import { trimmed } from '../geometry/trim'
import { annotate, nextAnnotationId } from '../session/annotations'
import type { Session } from '../session/session'
import { type ToolId, toolById } from '.'
import { readBlood } from './blood-reading'
import { readFieldAt } from './field-reading'
import { type PoseEvent, type Side, sideOf } from './pose-event'
import { findRim } from './rim'
import { TipBody } from './tip-body'
import { type SurfaceQueries, TissuePicker } from './tissue-picker'
import { type SectionOfView, type ToolContext, type ToolHit, ToolMachine } from './tool'
import { setPreview, toolStore } from './tool-store'

/** Brings the pose events of all sides to the instruments in hand, and what these do to the session. */
export class ToolRunner {
  private readonly machines = new Map<Side, { tool: ToolId; machine: ToolMachine }>()
  private readonly pressed = new Set<Side>()
  private readonly last = new Map<Side, PoseEvent>()
  private readonly hits = new Map<Side, ToolHit | null>()
  private readonly grasps = new Map<Side, Grasp>()
  private readonly instruments = new Map<Side, Instrument>()
  /** Ends of idle instruments that tissue gives under. */
  private readonly tips: Record<Side, TipBody> = {
    mouse: new TipBody(),
    left: new TipBody(),
    right: new TipBody(),
  }
  private readonly bodies = new Map<Side, Instrument>()

  /** @param sight the section of the view; left out, there is none to change */
  constructor(
    private readonly session: Session,
    private readonly queries: SurfaceQueries,
    private readonly sight: SectionOfView = { show() {}, keep() {}, putBack() {} },
    /** Told where the instrument of a side is at work. */
    private readonly onWork: (side: Side, tip: Vec3) => void = () => undefined,
  ) {}

  /** The state's name of the instrument on a side, e.g. `Cutting`; null: no instrument was used yet. */
  stateOf(side: Side): string | null {
    return this.machines.get(side)?.machine.stateName ?? null
  }

  /** Whether the instrument of a side is between two presses of one gesture: an outline, a design, a measure. */
  isMidway(side: Side): boolean {
    const state = this.stateOf(side)
    return state !== null && state !== 'Idle' && !this.pressed.has(side)
  }

  /** Gives the event to the instrument of its side. Does nothing while no heart is open or the hand is empty. */
  handle(event: PoseEvent): void {
    const side = sideOf(event.source)
    this.last.set(side, event)
    const context = this.contextOf(side)
    if (!context) return
    const machine = this.machineOf(side, context)
    this.press(side, event.phase)
    machine?.handle(event, context)
    this.feel(side, event)
    const tip = event.tip ?? this.touched(side)?.position
    if (machine && tip) this.onWork(side, tip)
  }

  /** The instrument of a side is no longer at the tissue: nothing gives under it, and no ring shows where it hovered. */
  leave(side: Side): void {
    this.setBody(side, this.tips[side].leave())
    const state = this.stateOf(side)
    if (state === null || state === 'Idle') setPreview(side, null)
  }

  /** True where a press now is for the instrument in hand: tissue is there, or something else that it takes. */
  reaches(event: PoseEvent): boolean {
    if (this.pick(event)) return true
    const side = sideOf(event.source)
    const context = this.contextOf(side)
    return !!context && (this.machineOf(side, context)?.reaches(event, context) ?? false)
  }

  /** Ends, takes a step back in or drops the gesture of a side, where its instrument was last. */
  command(side: Side, phase: 'finish' | 'back' | 'cancel'): void {
    const last = this.last.get(side)
    if (last) this.handle({ ...last, phase })
  }

  /** The tissue that the instrument of a side last looked for and found; null: it was off the tissue. */
  touched(side: Side): ToolHit | null {
    return this.hits.get(side) ?? null
  }

  /** The tissue under an event, whatever is in hand; null: none. */
  pick(event: PoseEvent): ToolHit | null {
    return this.picker()?.pick(event) ?? null
  }

  private machineOf(side: Side, context: ToolContext): ToolMachine | null {
    const tool = toolStore.getState().active[side]
    const now = this.machines.get(side)
    if (now && now.tool === tool) return now.machine
    now?.machine.cancel(context)
    this.machines.delete(side)
    this.hits.delete(side)
    this.leave(side)
    if (!tool) return null
    const machine = new ToolMachine(toolById(tool).start)
    this.machines.set(side, { tool, machine })
    return machine
  }

  private feel(side: Side, event: PoseEvent): void {
    const now = this.machines.get(side)
    const works = now?.machine.stateName !== 'Idle'
    const hit = works ? null : this.touched(side)
    this.setBody(side, this.tips[side].update(now?.tool ?? null, event, hit))
  }

  private press(side: Side, phase: PoseEvent['phase']): void {
    if (phase === 'down') this.pressed.add(side)
    if (phase === 'up' || phase === 'cancel') this.pressed.delete(side)
    const busy = this.pressed.size > 0
    if (toolStore.getState().busy !== busy) toolStore.setState({ busy })
  }

  private picker(): TissuePicker | null {
    const { surface } = this.session.state
    const { nodePositions } = this.session.frame
    return surface && nodePositions ? new TissuePicker(this.queries, surface, nodePositions) : null
  }

  private contextOf(side: Side): ToolContext | null {
    const { session } = this
    const { heart } = session.state
    const edits = trimmed(session.state.edits)
    const picker = this.picker()
    if (!heart || !picker) return null
    return {
      heart,
      edits,
      settings: toolStore.getState().settings,
      exposure: session.state.exposure,
      stitches: session.frame.stitches,
      pick: (event) => this.remember(side, picker.pick(event)),
      pickBeside: (event, place) => this.remember(side, picker.pickBeside(event, place)),
      nearest: (point, within) => picker.nearest(point, within),
      now: (rest) => picker.now(rest),
      rim: (hit) => findRim(picker, heart, edits, hit),
      blood: (event) => readFieldAt(session.frame.blood, event) ?? readBlood(session.frame.tracers, event),
      apply: (edit) => session.apply(edit),
      revise: (revised) => session.revise(revised),
      nextId: (kind) => session.nextId(kind),
      setGrasp: (grasp) => this.setGrasp(side, grasp),
      setInstrument: (instrument) => this.setInstrument(side, instrument),
      place: (item) => session.place(item),
      takeAway: (id) => session.takeAway(id),
      nextExposureId: (kind) => session.nextExposureId(kind),
      annotate,
      nextAnnotationId,
      section: this.sight,
      preview: (shape) => setPreview(side, shape),
      notify: (text) => session.notify(text),
    }
  }

  private remember(side: Side, hit: ToolHit | null): ToolHit | null {
    this.hits.set(side, hit)
    return hit
  }

  private setGrasp(side: Side, grasp: Parameters<ToolContext['setGrasp']>[0]): void {
    if (!grasp && !this.grasps.has(side)) return
    if (grasp) this.grasps.set(side, { id: side, ...grasp })
    else this.grasps.delete(side)
    this.session.setHands({ grasps: [...this.grasps.values()] })
  }

  private setInstrument(side: Side, body: Parameters<ToolContext['setInstrument']>[0]): void {
    if (!body && !this.instruments.has(side)) return
    if (body) this.instruments.set(side, { id: side, ...body })
    else this.instruments.delete(side)
    this.tellInstruments()
  }

  private setBody(side: Side, body: Omit<Instrument, 'id'> | null | undefined): void {
    if (body === undefined) return
    if (body) this.bodies.set(side, { id: `${side}-tip`, ...body })
    else this.bodies.delete(side)
    this.tellInstruments()
  }

  private tellInstruments(): void {
    this.session.setHands({ instruments: [...this.instruments.values(), ...this.bodies.values()] })
  }
}
