import { Matrix4, Quaternion, Vector3 } from 'three'
import { scale, subtract, type Vec3 } from '../core/vec3'
import { changeSettings, takeTool, toolStore } from '../tools/tool-store'
import type { TrayItem } from './tray-items'
import { type RigidPose, TrayWorld, tray } from './tray-world'

type Side = 'left' | 'right' | 'mouse'

/** As much of a hand as the tray needs; room metres. */
export interface Holder {
  readonly side: Side
  readonly grip: Vec3
  readonly turn: RigidPose['quaternion']
  /** Unit vector along which a held instrument points. */
  readonly forward: Vec3
}

/** A hand takes what is this near to its pinch, metres. */
const within = 0.035
/** An instrument is laid down when its hand lets go this near over the tray, metres. */
const above = 0.3
const beside = 0.04

/**
 * Hands at the tray: taking a thing puts its instrument in the hand, laying it down over the tray lets it fall there.
 * An instrument that the palette takes out of the hand drops home.
 */
export class TrayHands {
  private readonly held = new Map<Side, TrayItem>()
  private readonly before = new Map<Side, { grip: Vec3; velocity: Vec3 }>()
  readonly world: TrayWorld
  /** Tray to room; set by whoever places the tray. */
  readonly toRoom = new Matrix4()

  constructor(readonly items: readonly TrayItem[]) {
    this.world = new TrayWorld(items)
  }

  isHeld(id: string): boolean {
    return [...this.held.values()].some((item) => item.id === id)
  }

  take(hand: Holder): boolean {
    const id = this.world.nearest(this.inTray(hand.grip), within)
    const item = this.items.find((i) => i.id === id)
    if (!item || toolStore.getState().active[hand.side]) return false
    this.takeItem(hand, item)
    return true
  }

  takeItem(hand: Holder, item: TrayItem): void {
    this.held.set(hand.side, item)
    takeTool(hand.side, item.tool)
    if (item.material) changeSettings({ patchMaterial: item.material })
    this.carry(hand)
  }

  carry(hand: Holder): void {
    const item = this.held.get(hand.side)
    if (!item) return
    const before = this.before.get(hand.side)?.grip ?? hand.grip
    this.before.set(hand.side, { grip: hand.grip, velocity: scale(subtract(hand.grip, before), 60) })
    this.world.hold(item.id, this.heldPose(hand))
  }

  /** The end of the press that took a thing: it stays in the hand until it is laid down. */
  drop(_side: Side): void {}

  /** Lets the instrument in this hand fall, where the hand is over the tray; true where it was. */
  layDown(hand: Holder): boolean {
    if (!toolStore.getState().active[hand.side] || !this.isOver(hand.grip)) return false
    this.carry(hand)
    const item = this.held.get(hand.side)
    this.held.delete(hand.side)
    takeTool(hand.side, null)
    if (item) this.world.release(item.id, this.before.get(hand.side)?.velocity)
    this.before.delete(hand.side)
    return true
  }

  /** Once a frame: physics, and home with what another palette choice took out of a hand. */
  advance(seconds: number): void {
    const { active } = toolStore.getState()
    for (const [side, item] of this.held)
      if (active[side] !== item.tool) {
        this.held.delete(side)
        this.world.sendHome(item.id)
      }
    this.world.advance(seconds)
    this.world.tidy()
  }

  private isOver(place: Vec3): boolean {
    const [x, y, z] = this.inTray(place)
    const inside = Math.abs(x) < tray.width / 2 + beside && Math.abs(z) < tray.depth / 2 + beside
    return inside && y > -0.02 && y < above
  }

  private inTray(place: Vec3): Vec3 {
    return new Vector3(...place).applyMatrix4(this.toRoom.clone().invert()).toArray()
  }

  /** The thing's box lies along the instrument, its middle at the pinch. */
  private heldPose(hand: Holder): RigidPose {
    const back = new Vector3(...hand.forward).negate()
    const turn = new Quaternion().setFromUnitVectors(new Vector3(0, 0, 1), back)
    const room = new Quaternion().setFromRotationMatrix(this.toRoom).invert()
    return { position: this.inTray(hand.grip), quaternion: room.multiply(turn).toArray() }
  }
}
