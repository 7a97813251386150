import { Body, Box, ContactMaterial, Material, Plane, Vec3 as Vector, World } from 'cannon-es'
import type { Vec3 } from '../core/vec3'

export interface RigidPose {
  readonly position: Vec3
  /** Unit quaternion x y z w. */
  readonly quaternion: readonly [number, number, number, number]
}

/** What is drawn of a thing. */
interface Placed {
  readonly position: { set(x: number, y: number, z: number): unknown }
  readonly quaternion: { set(x: number, y: number, z: number, w: number): unknown }
}

/** A thing on the tray: a box of this half size, metres, and mass, kg. */
export interface Item {
  readonly id: string
  readonly halfSize: Vec3
  readonly mass: number
  /** Where it lies at first, metres of the tray. */
  readonly home: Vec3
}

/** Inner size of the tray, and the height and thickness of its rim, metres. */
export const tray = { width: 0.3, depth: 0.2, rim: 0.014, thickness: 0.004 } as const
/** The floor lies this far under the tray, metres. */
const floor = 0.9
const gravity = 9.81
const step = 1 / 240
const fastest = 3

/**
 * Rigid bodies (cannon-es) on a tray, in the tray's own frame: x to the right, y up, z to the person, metres,
 * seconds. The upper face of the tray is y = 0. Things that fall off lie on the floor until `tidy`.
 */
export class TrayWorld {
  private readonly world = new World({ gravity: new Vector(0, -gravity, 0), allowSleep: true })
  private readonly bodies = new Map<string, Body>()
  private readonly items = new Map<string, Item>()
  private rest = 0

  constructor(items: readonly Item[]) {
    const matter = new Material('steel')
    this.world.defaultContactMaterial = new ContactMaterial(matter, matter, {
      friction: 0.35,
      restitution: 0.12,
      contactEquationStiffness: 2e5,
      contactEquationRelaxation: 4,
    })
    for (const body of [...trayBodies(), floorBody()]) this.world.addBody(body)
    for (const item of items) this.add(item)
  }

  /** Whether all that is free has come to rest: then nothing is to be computed. */
  get isStill(): boolean {
    for (const body of this.bodies.values())
      if (body.type === Body.DYNAMIC && body.sleepState !== Body.SLEEPING) return false
    return true
  }

  /** Advances by whole steps of 1/240 s; what is left waits for the next call. Long pauses are not caught up. */
  advance(seconds: number): void {
    if (this.isStill) return
    this.rest = Math.min(this.rest + seconds, 0.1)
    for (; this.rest >= step; this.rest -= step) this.world.step(step)
  }

  pose(id: string): RigidPose {
    const { position: p, quaternion: q } = this.body(id)
    return { position: [p.x, p.y, p.z], quaternion: [q.x, q.y, q.z, q.w] }
  }

  /** Puts what is drawn of a thing where it is; asked for all of them in every frame. */
  place(id: string, { position, quaternion }: Placed): void {
    const { position: p, quaternion: q } = this.body(id)
    position.set(p.x, p.y, p.z)
    quaternion.set(q.x, q.y, q.z, q.w)
  }

  /** The free thing whose box is nearest to a point and within a distance [m]; null: none. */
  nearest(point: Vec3, within: number): string | null {
    let best: { id: string; away: number } | null = null
    for (const [id, body] of this.bodies) {
      if (body.type !== Body.DYNAMIC) continue
      const away = distanceToBox(body, this.items.get(id)!.halfSize, point)
      if (away < (best?.away ?? within)) best = { id, away }
    }
    return best?.id ?? null
  }

  /** Puts a thing where a hand holds it; it no longer falls, and pushes others aside. */
  hold(id: string, pose: RigidPose): void {
    const body = this.body(id)
    body.type = Body.KINEMATIC
    body.collisionResponse = false
    body.position.set(...pose.position)
    body.quaternion.set(...pose.quaternion)
    body.velocity.setZero()
    body.angularVelocity.setZero()
  }

  /** Lets a thing go with the hand's velocity, m/s (at most 3). */
  release(id: string, velocity: Vec3 = [0, 0, 0]): void {
    const body = this.body(id)
    const speed = Math.hypot(...velocity)
    const share = speed > fastest ? fastest / speed : 1
    body.type = Body.DYNAMIC
    body.collisionResponse = true
    body.velocity.set(velocity[0] * share, velocity[1] * share, velocity[2] * share)
    body.wakeUp()
  }

  /** Drops a thing onto its own place from 4 cm. */
  sendHome(id: string): void {
    const [x, y, z] = this.items.get(id)!.home
    this.hold(id, { position: [x, y + 0.04, z], quaternion: [0, 0, 0, 1] })
    this.release(id)
  }

  /** Sends home what has come to rest below the tray. */
  tidy(): void {
    this.bodies.forEach((body, id) => {
      if (body.type === Body.DYNAMIC && body.position.y < -0.1 && body.velocity.length() < 0.02)
        this.sendHome(id)
    })
  }

  /** Kinetic and potential energy of all free things over the tray's face, joules. */
  energy(): number {
    let sum = 0
    for (const body of this.bodies.values()) {
      const spin = body.angularVelocity
      const turning =
        body.inertia.x * spin.x ** 2 + body.inertia.y * spin.y ** 2 + body.inertia.z * spin.z ** 2
      sum +=
        0.5 * (body.mass * body.velocity.lengthSquared() + turning) + body.mass * gravity * body.position.y
    }
    return sum
  }

  private add(item: Item): void {
    const body = new Body({ mass: item.mass, shape: new Box(new Vector(...item.halfSize)) })
    body.linearDamping = 0.05
    body.angularDamping = 0.35
    body.allowSleep = true
    body.sleepSpeedLimit = 0.015
    body.sleepTimeLimit = 0.4
    this.world.addBody(body)
    this.bodies.set(item.id, body)
    this.items.set(item.id, item)
    this.sendHome(item.id)
  }

  private body(id: string): Body {
    const body = this.bodies.get(id)
    if (!body) throw new Error(`There is no ${id} on the tray`)
    return body
  }
}

/** The plate and its four rims; the plate is thick downwards, so that nothing falls through it. */
function trayBodies(): Body[] {
  const { width, depth, rim, thickness } = tray
  const deep = 0.03
  const box = (half: Vec3, at: Vec3): Body =>
    new Body({ mass: 0, shape: new Box(new Vector(...half)), position: new Vector(...at) })
  const high = (rim + deep) / 2
  const [x, z] = [width / 2 + thickness, depth / 2 + thickness]
  return [
    box([width / 2, deep / 2, depth / 2], [0, -deep / 2, 0]),
    box([thickness, high, z], [x, rim - high, 0]),
    box([thickness, high, z], [-x, rim - high, 0]),
    box([x, high, thickness], [0, rim - high, z]),
    box([x, high, thickness], [0, rim - high, -z]),
  ]
}

function floorBody(): Body {
  const body = new Body({ mass: 0, shape: new Plane(), position: new Vector(0, -floor, 0) })
  body.quaternion.setFromEuler(-Math.PI / 2, 0, 0)
  return body
}

function distanceToBox(body: Body, half: Vec3, point: Vec3): number {
  const local = body.pointToLocalFrame(new Vector(...point))
  return Math.hypot(
    Math.max(Math.abs(local.x) - half[0], 0),
    Math.max(Math.abs(local.y) - half[1], 0),
    Math.max(Math.abs(local.z) - half[2], 0),
  )
}
