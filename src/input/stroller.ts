import { type Camera, Vector3 } from 'three'
import type { Vec3 } from '../core/vec3'
import { behindVeil, useComfort } from '../view/xr/comfort'
import type { HandPose } from './hand-pose'
import { hands } from './hands'
import { isPressed } from './press'
import { floorUnder, goneTo, Stick, type StickWish, turnedOnSpot } from './stride'

/** A turn by a step, radians. */
const step = Math.PI / 6

/** One hand's part in turning and going, for those who want it. */
export class Stroller {
  private readonly stick = new Stick()
  private pressed = true
  private aimsByStick = false

  constructor(readonly side: 'left' | 'right') {}

  /** What this hand does in this frame; the head in the room. */
  next(pose: HandPose | null, head: Vec3): void {
    const { snapTurn, teleport, aiming } = useComfort.getState()
    const wish = this.stick.next(pose?.stick?.[0] ?? 0, pose?.stick?.[1] ?? 0)
    if (snapTurn && wish.turn) turnPerson(head, wish.turn)
    if (teleport && pose) this.aimByStick(wish, pose, head)
    if (aiming === this.side && !this.aimsByStick && pose) this.goByPress(pose, head)
    else this.pressed = true
  }

  private aimByStick(wish: StickWish, pose: HandPose, head: Vec3): void {
    if (wish.aiming) {
      this.aimsByStick = true
      useComfort.setState({ aiming: this.side })
    } else if (this.aimsByStick) {
      this.aimsByStick = false
      useComfort.setState({ aiming: null })
      if (wish.go) go(pose, head)
    }
  }

  /** Aiming was begun with a button: the next new press goes. */
  private goByPress(pose: HandPose, head: Vec3): void {
    const was = this.pressed
    this.pressed = isPressed(was, pose.press)
    if (was || !this.pressed) return
    useComfort.setState({ aiming: null })
    go(pose, head)
  }
}

function go(pose: HandPose, head: Vec3): void {
  const { stand } = useComfort.getState()
  const floor = floorUnder(pose.ray, stand.position[1])
  if (floor) behindVeil(() => useComfort.setState({ stand: goneTo(stand, head, floor) }))
}

/** Turns the person by a step, to the left positive: at once, without a turning that eyes would follow. */
export function turnPerson(head: Vec3, steps: number): void {
  const { stand } = useComfort.getState()
  useComfort.setState({ stand: turnedOnSpot(stand, head, steps * step) })
}

const place = new Vector3()

/** Both hands, once a frame. */
export function stroll(strollers: Record<'left' | 'right', Stroller>, camera: Camera): void {
  camera.getWorldPosition(place)
  const head = place.toArray()
  strollers.left.next(hands.left, head)
  strollers.right.next(hands.right, head)
}
