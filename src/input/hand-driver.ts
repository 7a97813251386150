import { Matrix4 } from 'three'
import { add, distance, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { PoseEvent } from '../tools/pose-event'
import type { ToolRunner } from '../tools/tool-runner'
import { toolStore } from '../tools/tool-store'
import { useHeartSpace, worldToPatient } from '../view/heart-space'
import { behindSection, isCutAway, onSection } from './behind-section'
import { type HandPose, instrumentTip } from './hand-pose'
import { isPressed } from './press'
import type { Pressables } from './pressables'

/** Things on the tray that a hand can take, carry and let fall. */
export interface Tray {
  /** Takes what is at the hand; true where there was something. */
  take(pose: HandPose): boolean
  carry(pose: HandPose): void
  drop(side: 'left' | 'right'): void
  /** Lays the instrument in this hand back where the hand is; true where the hand is over the tray and held one. */
  layDown(pose: HandPose): boolean
}

/**
 * What a press of one hand means, decided where it begins: a button that is pointed at or touched, a thing on the
 * tray, the instrument in hand (which waits until its tip touches tissue), or, with an empty hand, the heart itself.
 */
export type Role = 'free' | 'panel' | 'tray' | 'waiting' | 'tool' | 'grab'

/** Part of an instrument's shaft that counts as touching once it is through the surface, metres of the room. */
const shaft = 0.045
/** The tip touches tissue that is nearer than this, metres of the room. */
const touch = 0.008
/** A hand that is pressed with its instrument this near to tissue is about to work there, metres of the room. */
const beforeTissue = 0.05

/** Under this pressure a hand is letting go: its instrument stays where it was last held firmly. */
const firmly = 0.8

/** One hand, or controller, from its poses to instruments, panels, the tray and the heart. */
export class HandDriver {
  private pressed = false
  private now: Role = 'free'
  private squeezed = false
  /** The newest pose in which the instrument was held firmly. */
  private firm: HandPose | null = null

  constructor(
    private readonly side: 'left' | 'right',
    private readonly runner: ToolRunner,
    private readonly panels: Pressables,
    private readonly tray: () => Tray | null,
  ) {}

  get role(): Role {
    return this.now
  }

  /** True while this hand holds the heart: by its press with nothing in it, or by squeezing. */
  get grabs(): boolean {
    return this.now === 'grab' || this.squeezed
  }

  /** The hand went out of sight: its gesture is dropped. */
  lose(): void {
    if (this.now === 'tool' || this.now === 'waiting') this.runner.command(this.side, 'cancel')
    if (this.now === 'tray') this.tray()?.drop(this.side)
    this.runner.leave(this.side)
    this.now = 'free'
    this.pressed = false
    this.squeezed = false
  }

  update(pose: HandPose, time: number): void {
    const poking = pose.kind === 'hand' && this.panels.poke(pose, () => this.isAtTissue(pose), time)
    const was = this.pressed
    this.pressed = isPressed(was, pose.press)
    this.squeezed = isPressed(this.squeezed, pose.squeeze) && this.now !== 'tool'
    if (!was && this.pressed) this.begin(pose, poking)
    this.follow(pose, time)
    if (was && !this.pressed) this.end(pose, time)
  }

  /** With an instrument in each hand, both pressing off the tissue hold the heart as empty hands would. */
  turnToGrab(): void {
    if (this.now === 'waiting') this.now = 'grab'
  }

  private begin(pose: HandPose, poking: boolean): void {
    if (poking) {
      this.now = 'panel'
      return
    }
    const target = this.panels.point(pose, () => this.freeOnRay(pose))
    target?.onPress()
    this.now = target ? 'panel' : this.roleOf(pose)
  }

  private roleOf(pose: HandPose): Role {
    const tray = this.tray()
    const atWork = this.isAtWork(pose)
    if (!atWork && tray?.layDown(pose)) return 'panel'
    if (!atWork && tray?.take(pose)) return 'tray'
    if (!toolStore.getState().active[this.side]) return 'grab'
    // A gaze that meets no tissue holds the heart; an instrument in the hand may still come to it.
    const beside = pose.kind === 'pointer' && !this.runner.reaches(heldInstrument(pose, 'move', 0))
    return beside ? 'grab' : 'waiting'
  }

  /**
   * How far along the hand's ray it points at panels, metres of the room. A bare hand points elsewhere than its
   * instrument: with that at tissue, what the ray happens to meet is not meant.
   */
  private freeOnRay(pose: HandPose): number {
    return pose.kind === 'hand' && this.isAtWork(pose) ? 0 : this.tissueOnRay(pose)
  }

  /** How far along the hand's ray the tissue lies that is to be seen, metres of the room; Infinity: none. */
  private tissueOnRay(pose: HandPose): number {
    const at = placeIn(worldToPatient(undefined, toPatient))
    const source = `${this.side}-pointer` as const
    const ray = { ...alongGaze(pose, at), tip: null, reach: 0 }
    const hit = this.runner.pick({ source, phase: 'move', pressure: 0, time: 0, ...ray })
    return hit
      ? distance(hit.position, at(pose.ray.origin)) * useHeartSpace.getState().scale
      : Number.POSITIVE_INFINITY
  }

  /**
   * A heart that was enlarged may reach over the tray and the panels: at its tissue no instrument is laid down, none is
   * taken, and the fingertip presses only what it rests on.
   */
  private isAtTissue(pose: HandPose): boolean {
    if (!toolStore.getState().active[this.side]) return false
    const event = heldInstrument(pose, 'move', 0)
    return this.runner.reaches({ ...event, reach: event.reach * (beforeTissue / touch) })
  }

  /** At tissue, or on its way there through what the section cuts away: a press is for the instrument. */
  private isAtWork(pose: HandPose): boolean {
    if (this.isAtTissue(pose)) return true
    const event = heldInstrument(pose, 'move', 0)
    if (!toolStore.getState().active[this.side] || !event.tip || !isCutAway(event.tip)) return false
    const tip = behindSection(event.tip, event.direction)
    const reach = beforeTissue / useHeartSpace.getState().scale - distance(tip, event.tip)
    return this.runner.reaches({ ...event, origin: tip, tip, reach })
  }

  private follow(pose: HandPose, time: number): void {
    if (this.now === 'tray') this.tray()?.carry(pose)
    if (this.now === 'free') this.panels.point(pose, () => this.freeOnRay(pose))
    if (this.now === 'grab' || this.now === 'panel' || this.now === 'tray') {
      this.runner.leave(this.side)
      return
    }
    const event = this.held(pose, 'move', time)
    if (this.now === 'waiting' && this.runner.reaches(event)) {
      this.now = 'tool'
      this.runner.handle({ ...event, phase: 'down' })
    } else this.runner.handle(event)
  }

  /** A tip that is just past the section still touches the edge that the section leaves. */
  private held(pose: HandPose, phase: PoseEvent['phase'], time: number): PoseEvent {
    const event = heldInstrument(this.steady(pose), phase, time)
    if (!event.tip || event.reach > 0) return event
    const tip = onSection(event.tip)
    const reach = touch / useHeartSpace.getState().scale - distance(tip, event.tip)
    const edge = { ...event, origin: tip, tip, reach }
    const hit = reach > 0 ? this.runner.pick(edge) : null
    return hit && !isCutAway(hit.position) ? edge : event
  }

  /** Fingers that open carry the tip along; a working instrument does not follow them. */
  private steady(pose: HandPose): HandPose {
    if (this.now !== 'tool' || !this.firm || pose.press >= firmly) this.firm = pose
    return this.firm
  }

  private end(pose: HandPose, time: number): void {
    if (this.now === 'tool') this.runner.handle(this.held(pose, 'up', time))
    if (this.now === 'tray') this.tray()?.drop(this.side)
    this.now = 'free'
  }
}

const toPatient = new Matrix4()

/** Places in the space that a matrix leads to. */
const placeIn =
  ({ elements: e }: Matrix4) =>
  ([x, y, z]: Vec3): Vec3 => [
    e[0]! * x + e[4]! * y + e[8]! * z + e[12]!,
    e[1]! * x + e[5]! * y + e[9]! * z + e[13]!,
    e[2]! * x + e[6]! * y + e[10]! * z + e[14]!,
  ]

/** The event of an instrument in this hand: its shaft as the ray, its tip as the tip, in patient space. What is cut away in the picture is not touched. */
function heldInstrument(pose: HandPose, phase: PoseEvent['phase'], time: number): PoseEvent {
  const at = placeIn(worldToPatient(undefined, toPatient))
  const common = { source: `${pose.side}-${pose.kind}` as const, phase, pressure: pose.press, time }
  if (pose.kind === 'pointer') return { ...common, ...alongGaze(pose, at), tip: null, reach: 0 }
  const point = instrumentTip(pose)
  const tip = at(point)
  const origin = at(subtract(point, scale(pose.forward, shaft)))
  const direction = scale(subtract(tip, origin), 1 / distance(tip, origin))
  const hidden = isCutAway(tip)
  return {
    ...common,
    origin: hidden ? tip : behindSection(origin, direction),
    direction,
    tip,
    reach: hidden ? 0 : touch / useHeartSpace.getState().scale,
  }
}

function alongGaze({ ray }: HandPose, at: (p: Vec3) => Vec3): Pick<PoseEvent, 'origin' | 'direction'> {
  const origin = at(ray.origin)
  const direction = normalize(subtract(at(add(ray.origin, ray.direction)), origin))
  return { origin: behindSection(origin, direction), direction }
}
