import { Matrix4, Vector3 } from 'three'
import { distance, type Vec3 } from '../core/vec3'
import type { HandPose } from './hand-pose'

/** A flat target in the room that a finger pokes or a ray presses: centred, in the xy plane of its matrix. */
export interface Pressable {
  readonly label: string
  matrixWorld(): Matrix4
  readonly width: number
  readonly height: number
  /** The side that wears it and cannot press it. */
  readonly worn?: 'left' | 'right' | null
  onPress(): void
  onHover?(over: boolean): void
}

/** A fingertip within this depth of a target presses it; it must leave by `rearm` before it can again, metres. */
const contact = 0.006
const rearm = 0.02
/** How far beside a target a finger may have been that now pokes it, metres. */
const aside = 0.02
/** A finger that is seen first so far behind a target has poked it; farther, the hand was only passing, metres. */
const behind = 0.035
/** A hand that goes through it faster is passing too, metres a second. */
const fastest = 1.5
/** At tissue a finger means only what it rests on: for so long, milliseconds, and without going farther than this, metres. */
const restTime = 600
const still = 0.012
/** A hand pressed further than this holds something. */
const closed = 0.5
const farthest = 1.6

/** A fingertip in one frame; milliseconds. */
interface Seen {
  readonly place: Vec3
  readonly time: number
}

/** All targets of the headset's panels, and which finger is on which. */
export class Pressables {
  private readonly all = new Set<Pressable>()
  private readonly poked = new Map<string, Pressable>()
  private readonly hovered = new Map<string, Pressable>()
  /** What the finger of a hand at tissue has come to, where and when. */
  private readonly rested = new Map<string, Seen & { readonly target: Pressable }>()
  /** Where the fingertip of each open hand was in the frame before. */
  private readonly fingertips = new Map<string, Seen>()

  add(target: Pressable): () => void {
    this.all.add(target)
    return () => this.all.delete(target)
  }

  named(label: string): Pressable | undefined {
    return [...this.all].find((t) => t.label === label)
  }

  /**
   * Pokes with the fingertip; true while it is at a target, so that the same pinch does nothing else. A finger presses
   * what it came to from the front, and a closed hand nothing: a hand at work may pass through a panel.
   * @param atWork whether the hand's instrument is at tissue, asked only beside a target: then it presses only what it
   * rests on, which is lit meanwhile
   * @param time milliseconds
   */
  poke(pose: HandPose, atWork: () => boolean, time: number): boolean {
    const before = this.fingertips.get(pose.side)
    if (pose.press > closed) this.fingertips.delete(pose.side)
    else this.fingertips.set(pose.side, { place: pose.fingertip, time })
    const on = this.poked.get(pose.side)
    if (on && this.all.has(on) && depthOf(on, pose.fingertip, 0.01) < rearm) return true
    this.poked.delete(pose.side)
    const now = { place: pose.fingertip, time }
    const near = this.nearestTo(pose, before ?? now, now)
    const isFree = near !== null && pose.press <= closed
    if (isFree && atWork()) return this.rests(near, pose.side, before, now)
    this.stir(pose.side)
    if (!isFree) return false
    if (!before || !isBefore(near, before.place)) return false
    if (!pokes(near, before, now)) return true
    this.poked.set(pose.side, near)
    near.onPress()
    return true
  }

  /** Presses what the finger has rested on for long enough; true once it has. */
  private rests(target: Pressable, side: string, before: Seen | undefined, now: Seen): boolean {
    const since = this.rested.get(side)
    if (since?.target === target && distance(since.place, now.place) < still) {
      if (now.time - since.time < restTime) return false
      this.stir(side)
      this.poked.set(side, target)
      target.onPress()
      return true
    }
    this.stir(side)
    if (!before || !isBefore(target, before.place) || !pokes(target, before, now)) return false
    this.rested.set(side, { ...now, target })
    target.onHover?.(true)
    return false
  }

  /** The finger went on from what it had come to. */
  private stir(side: string): void {
    this.rested.get(side)?.target.onHover?.(false)
    this.rested.delete(side)
  }

  /**
   * The target that the hand's ray meets first within 1.6 m; it is told that it is pointed at.
   * @param hidden how far along the ray something stands before the targets behind it, metres; asked only where there is one
   */
  point(pose: HandPose, hidden: () => number = () => Number.POSITIVE_INFINITY): Pressable | null {
    const first = this.firstOnRay(pose)
    const found = first && first.distance < hidden() ? first.target : null
    const before = this.hovered.get(pose.side)
    if (before !== found) {
      before?.onHover?.(false)
      found?.onHover?.(true)
    }
    if (found) this.hovered.set(pose.side, found)
    else this.hovered.delete(pose.side)
    return found
  }

  /** The target that the fingertip is at, or has gone through since the frame before. */
  private nearestTo(pose: HandPose, before: Seen, now: Seen): Pressable | null {
    let best: Pressable | null = null
    let least = rearm
    for (const target of this.all) {
      if (target.worn === pose.side || (isFar(target, now.place) && isFar(target, before.place))) continue
      const through = isBefore(target, before.place) && pokes(target, before, now)
      const depth = through ? 0 : depthOf(target, pose.fingertip, 0)
      if (depth < least) [best, least] = [target, depth]
    }
    return best
  }

  /** Asked for each hand in every frame: it makes nothing anew. */
  private firstOnRay(pose: HandPose): typeof onRay | null {
    onRay.target = null
    onRay.distance = farthest
    for (const target of this.all) {
      if (target.worn === pose.side) continue
      const distance = rayDistance(target, pose.ray)
      if (distance >= onRay.distance) continue
      onRay.target = target
      onRay.distance = distance
    }
    return onRay.target ? onRay : null
  }
}

/** What the ray that was asked for last met first, metres along it. */
const onRay: { target: Pressable | null; distance: number } = { target: null, distance: farthest }

const inverse = new Matrix4()
const local = new Vector3()
const along = new Vector3()

/** Whether a point is farther from a target than any that is over it and comes near: cheaply, as most are. */
function isFar(target: Pressable, [x, y, z]: Vec3): boolean {
  const { elements: e } = target.matrixWorld()
  const [dx, dy, dz] = [x - e[12]!, y - e[13]!, z - e[14]!]
  const reach = target.width + target.height + 3 * aside
  return dx * dx + dy * dy + dz * dz > reach * reach
}

/** Distance of a point from a target's plane; infinite beside it (by more than `slack`). */
function depthOf(target: Pressable, point: Vec3, slack: number): number {
  local.set(...point).applyMatrix4(inverse.copy(target.matrixWorld()).invert())
  const beside = Math.abs(local.x) > target.width / 2 + slack || Math.abs(local.y) > target.height / 2 + slack
  return beside ? Number.POSITIVE_INFINITY : Math.abs(local.z)
}

/** Whether a point lies on the front of a target, over it or nearly so. */
function isBefore(target: Pressable, point: Vec3): boolean {
  local.set(...point).applyMatrix4(inverse.copy(target.matrixWorld()).invert())
  const over = Math.abs(local.x) < target.width / 2 + aside && Math.abs(local.y) < target.height / 2 + aside
  return over && local.z > 0
}

/** Whether a fingertip, on its way from one frame to the next, comes to a target from the front or goes through it. */
function pokes(target: Pressable, before: Seen, now: Seen): boolean {
  inverse.copy(target.matrixWorld()).invert()
  local.set(...now.place).applyMatrix4(inverse)
  if (local.z > contact || local.z < -behind) return false
  const isThrough = local.z < -contact
  const seconds = 1e-3 * (now.time - before.time)
  if (isThrough && distance(before.place, now.place) > fastest * seconds) return false
  along.set(...before.place).applyMatrix4(inverse)
  if (isThrough) local.lerp(along, local.z / (local.z - along.z))
  return Math.abs(local.x) <= target.width / 2 && Math.abs(local.y) <= target.height / 2
}

function rayDistance(target: Pressable, { origin: o, direction: d }: HandPose['ray']): number {
  inverse.copy(target.matrixWorld()).invert()
  local.set(o[0], o[1], o[2]).applyMatrix4(inverse)
  along.set(d[0], d[1], d[2]).transformDirection(inverse)
  const t = -local.z / along.z
  if (!(t > 0)) return Number.POSITIVE_INFINITY
  local.addScaledVector(along, t)
  return Math.abs(local.x) <= target.width / 2 && Math.abs(local.y) <= target.height / 2
    ? t
    : Number.POSITIVE_INFINITY
}
