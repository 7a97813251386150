import { join } from 'node:path'
import type { Page } from 'playwright-core'

type Vec = [number, number, number]
type Quat = [number, number, number, number]
/** What of a hand is brought to a place. */
type Part = 'tip' | 'grip' | 'fingertip' | 'ray'

/** The emulator draws as many pixels as the window has; without a GPU each costs. */
const working = { width: 480, height: 300 }

const emulator = join(import.meta.dirname, '../../node_modules/iwer/build/iwer.min.js')

/*
 * What the page's scripts see: the emulator (iwer) and the page's own test handle. Typed loosely here, because the
 * functions below run in the page.
 */
// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/**
 * An emulated Quest 3 in the page, driven from the test: the head, two hands or two controllers. Installed by
 * `install` before any script of the page; the emulator shows its picture on the page's canvas.
 */
export class Headset {
  constructor(
    private readonly page: Page,
    private readonly mode: 'hand' | 'controller',
  ) {}

  static async install(page: Page): Promise<void> {
    await page.addInitScript({ path: emulator })
    await page.addInitScript(() => {
      const { XRDevice, metaQuest3, P_HAND_INPUT } = window.IWER
      const device = new XRDevice(metaQuest3, { stereoEnabled: false, fovy: 1.1 })
      device.installRuntime({ forceInstall: true })
      // Its open and its pinching hand were recorded in different places: as fingers close, a wrist stays where it is.
      const { poses } = device.hands.left[P_HAND_INPUT]
      const wrist = (pose: typeof poses.pinch) => new DOMMatrix(pose.jointTransforms.wrist.offsetMatrix)
      const way = wrist(poses.pinch).multiply(wrist(poses.default).inverse())
      for (const joint of Object.values(poses.default.jointTransforms) as { offsetMatrix: number[] }[])
        joint.offsetMatrix = [...way.multiply(new DOMMatrix(joint.offsetMatrix)).toFloat64Array()]
      window.headset = device
    })
  }

  /** Leaves the session, hands empty. */
  async leave(): Promise<void> {
    await this.page.evaluate(() => window.atrium.xrStore.getState().session.end())
    await this.page.waitForFunction(() => window.atrium.xrStore.getState().session === undefined)
    await this.page.setViewportSize({ width: 960, height: 600 })
  }

  /**
   * Enters the session and waits until the heart stands before the person and both hands are seen.
   * @param how with the room shut out, or seen through
   * @param size of the picture, pixels of the page, for as long as the session lasts
   */
  async enter(how: 'vr' | 'ar' = 'vr', size = working): Promise<void> {
    await this.page.setViewportSize(size)
    // The emulator shows its picture where the canvas of the page was when the session began.
    await this.page.waitForFunction(() => document.querySelector('canvas')?.clientWidth === window.innerWidth)
    await this.page.evaluate(
      async ([mode, how]) => {
        const device = window.headset
        device.primaryInputMode = mode
        device.position.set(0, 1.6, 0)
        device.quaternion.set(0, 0, 0, 1)
        const inputs = mode === 'hand' ? device.hands : device.controllers
        inputs.left.position.set(-0.2, 1.25, -0.35)
        inputs.right.position.set(0.25, 1.25, -0.3)
        inputs.right.quaternion.set(0, 0, 0, 1)
        const { xrStore } = window.atrium
        await (how === 'ar' ? xrStore.enterAR() : xrStore.enterVR())
      },
      [this.mode, how] as const,
    )
    await this.page.waitForFunction(() => {
      const { hands, useHeartSpace } = window.atrium
      return hands.left && hands.right && useHeartSpace.getState().position[1] > 0.5
    })
    // The head looks down at the field, as a surgeon's does.
    const { position } = await this.page.evaluate(() => window.atrium.useHeartSpace.getState())
    await this.lookAt(position, [0, 1.6, 0])
  }

  /** Brings the head to a place of the room, upright and looking at another. */
  async lookAt(place: Vec, from: Vec): Promise<void> {
    await this.page.evaluate(
      ({ to, at }) => {
        const [x, y, z] = to.map((v, i) => v - at[i]!) as Vec
        const [yaw, pitch] = [Math.atan2(-x, -z) / 2, Math.atan2(y, Math.hypot(x, z)) / 2]
        const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)]
        window.headset.position.set(...at)
        window.headset.quaternion.set(cy * sp, sy * cp, -sy * sp, cy * cp)
      },
      { to: place, at: from },
    )
    await this.frames(1)
  }

  /** Shows the picture of both eyes, side by side, for as long as `look` takes. */
  async withBothEyes(look: () => Promise<unknown>): Promise<void> {
    await this.showBoth(true)
    await this.frames(3)
    await look()
    await this.showBoth(false)
    await this.frames(2)
  }

  /** From the next frame on, both eyes side by side, or one alone. */
  showBoth(both: boolean): Promise<void> {
    return this.page.evaluate((on) => {
      window.headset.stereoEnabled = on
    }, both)
  }

  /** Waits until the session has begun so many frames and the hands were read in each. */
  frames(count: number): Promise<void> {
    return this.page.evaluate(
      (n) =>
        new Promise<void>((done) => {
          const { session } = window.atrium.xrStore.getState()
          const next = () => (n-- > 0 ? session.requestAnimationFrame(next) : done())
          next()
        }),
      count,
    )
  }

  /**
   * Brings a part of the right hand to a place of the room, as eye and hand do: a bare hand, whose trembling the page
   * takes out, comes some frames late, and goes on from where it has come to rest beside the place.
   */
  private async bring(part: Part, place: Vec): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      const off = await this.atRest(() => this.wayOf(part, place))
      if (Math.hypot(...off) < 3e-4) return
      await this.shift(off)
      await this.frames(1)
    }
    const off = await this.atRest(() => this.wayOf(part, place))
    if (Math.hypot(...off) > 1e-3) throw new Error(`The hand stays ${off} m off`)
  }

  /** What is so once it changes no more from frame to frame. */
  private async atRest(read: () => Promise<Vec>): Promise<Vec> {
    let now = await read()
    for (let n = 0, still = 0; n < 120 && still < 2; n++) {
      await this.frames(1)
      const before = now
      now = await read()
      still = Math.hypot(...now.map((v, i) => v - before[i]!)) < 2e-5 ? still + 1 : 0
    }
    return now
  }

  /** The way from where the page has a part of the right hand to a place, metres. */
  private wayOf(part: Part, place: Vec): Promise<Vec> {
    return this.page.evaluate(
      ({ part, to }) => {
        const { grip, forward, ray, fingertip } = window.atrium.hands.right
        const tip = grip.map((v: number, i: number) => v + 0.06 * forward[i])
        const at = { tip, grip, fingertip, ray: ray.origin }[part]
        return to.map((v, i) => v - at[i]) as Vec
      },
      { part, to: place },
    )
  }

  private shift(way: Vec): Promise<void> {
    return this.page.evaluate(
      ({ mode, by }) => {
        const at = (mode === 'hand' ? window.headset.hands : window.headset.controllers).right.position
        at.set(at.x + by[0], at.y + by[1], at.z + by[2])
      },
      { mode: this.mode, by: way },
    )
  }

  /** Turns the right hand so that a held instrument points along a direction of the room, then holds it there. */
  async aim(direction: Vec): Promise<void> {
    await this.page.evaluate(
      ({ mode, to }) => {
        const input = (mode === 'hand' ? window.headset.hands : window.headset.controllers).right
        const [x, y, z] = window.atrium.hands.right.forward
        const length = Math.hypot(...to)
        const [a, b, c] = to.map((v) => v / length) as Vec
        // Shortest turn from the present direction to the wanted one, before the present turn.
        const w = 1 + x * a + y * b + z * c
        const turn = [y * c - z * b, z * a - x * c, x * b - y * a, Math.max(w, 1e-6)]
        const size = Math.hypot(...turn)
        const [p, q, r, s] = turn.map((v) => v / size) as Quat
        const now = input.quaternion
        input.quaternion.set(
          s * now.x + p * now.w + q * now.z - r * now.y,
          s * now.y - p * now.z + q * now.w + r * now.x,
          s * now.z + p * now.y - q * now.x + r * now.w,
          s * now.w - p * now.x - q * now.y - r * now.z,
        )
      },
      { mode: this.mode, to: direction },
    )
    await this.frames(1)
    await this.atRest(() => this.page.evaluate(() => window.atrium.hands.right.forward))
  }

  /** Brings the tip of the instrument in the right hand (6 cm ahead of the grip) to a place of the room. */
  bringTip = (place: Vec): Promise<void> => this.bring('tip', place)

  /** Brings the right grip (the pinch point) to a place of the room. */
  bringGrip = (place: Vec): Promise<void> => this.bring('grip', place)

  /** Brings the grips of both hands to places of the room. */
  async bringGrips(left: Vec, right: Vec): Promise<void> {
    await this.page.evaluate(
      ({ mode, to }) => {
        const inputs = mode === 'hand' ? window.headset.hands : window.headset.controllers
        for (const side of ['left', 'right'] as const) {
          const { grip } = window.atrium.hands[side]
          const at = inputs[side].position
          at.set(at.x + to[side][0] - grip[0], at.y + to[side][1] - grip[1], at.z + to[side][2] - grip[2])
        }
      },
      { mode: this.mode, to: { left, right } },
    )
    await this.frames(3)
  }

  /** Closes or opens both hands. */
  async pressBoth(on: boolean): Promise<void> {
    await this.page.evaluate(
      ({ mode, value }) => {
        for (const side of ['left', 'right'])
          if (mode === 'hand') window.headset.hands[side].updatePinchValue(value)
          else window.headset.controllers[side].updateButtonValue('trigger', value)
      },
      { mode: this.mode, value: on ? 1 : 0 },
    )
    await this.frames(2)
  }

  /** Pushes the thumbstick of the right controller: to the right and back, each -1 to 1; then lets it go. */
  async pushStick(right: number, back: number): Promise<void> {
    for (const [x, y] of [
      [right, back],
      [0, 0],
    ]) {
      await this.page.evaluate(
        ([a, b]) => window.headset.controllers.right.updateAxes('thumbstick', a, b),
        [x, y],
      )
      await this.frames(2)
    }
  }

  /** Takes the heart by its middle with the empty right hand and turns it about the vertical, radians. */
  async turnHeart(angle: number): Promise<void> {
    const middle = (await this.page.evaluate(() => window.atrium.useHeartSpace.getState().position)) as Vec
    await this.bringGrip(middle)
    await this.press(true)
    await this.page.evaluate(
      ({ mode, half }) => {
        const input = (mode === 'hand' ? window.headset.hands : window.headset.controllers).right
        const { x, y, z, w } = input.quaternion
        const [s, c] = [Math.sin(half), Math.cos(half)]
        input.quaternion.set(c * x + s * z, c * y + s * w, c * z - s * x, c * w - s * y)
      },
      { mode: this.mode, half: angle / 2 },
    )
    await this.frames(1)
    await this.bringGrip(middle)
    await this.press(false)
  }

  /** Closes or opens the pinch, or pulls or lets go of the trigger, of the right hand. */
  async press(on: boolean): Promise<void> {
    await this.page.evaluate(
      ({ mode, value }) => {
        if (mode === 'hand') window.headset.hands.right.updatePinchValue(value)
        else window.headset.controllers.right.updateButtonValue('trigger', value)
      },
      { mode: this.mode, value: on ? 1 : 0 },
    )
    await this.frames(2)
  }

  /** Closes the right hand, or pulls the trigger, with its grip at a place: fingers that close carry the grip along. */
  async pinchAt(place: Vec): Promise<void> {
    const grip = (): Promise<Vec> => this.page.evaluate(() => window.atrium.hands.right.grip)
    await this.bringGrip([place[0], place[1] + 0.3, place[2]])
    const open = await grip()
    await this.press(true)
    const closed = await grip()
    await this.press(false)
    await this.bringGrip(place.map((v, i) => v - closed[i]! + open[i]!) as Vec)
    await this.press(true)
  }

  /**
   * Presses a button of the palette: a hand pokes it with its fingertip, a controller points at it and pulls.
   * @param page word on the tab of its page, where that is not the one that is open
   */
  async pressButton(label: string, page?: string): Promise<void> {
    if (page) await this.pressButton(page)
    await this.page.waitForFunction((name) => window.atrium.pressables.named(name), label)
    const place = (await this.page.evaluate((name) => {
      const e = window.atrium.pressables.named(name).matrixWorld().elements
      return { at: [e[12], e[13], e[14]], out: [e[8], e[9], e[10]] }
    }, label)) as { at: Vec; out: Vec }
    const off = (metres: number): Vec => place.at.map((v, i) => v + metres * place.out[i]!) as Vec
    if (this.mode === 'hand') {
      // Away from the panel again before the hand turns to other things.
      for (const metres of [0.06, 0.015, 0, 0.2]) await this.bring('fingertip', off(metres))
      return
    }
    await this.aim(place.out.map((v) => -v) as Vec)
    await this.bring('ray', off(0.25))
    await this.press(true)
    await this.press(false)
  }
}
