import type { Page } from 'playwright-core'
import { type ToolId, toolById } from '../../src/tools'
import type { Headset } from './headset'
import { lookOnto, pixelAt, type Spot, type Vec } from './places'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** A person at work, by whatever means: the same operation for the mouse, for hands and for controllers. */
export interface Surgeon {
  take(tool: ToolId): Promise<void>
  /** Looks onto places, millimetres at rest; gives how many of them are seen. */
  lookOnto(places_mm: readonly Vec[]): Promise<number>
  /** Presses and lets go at a place. */
  tap(spot: Spot): Promise<void>
  /** Presses at the first place, goes along all, lets go at the last. */
  draw(spots: readonly Spot[]): Promise<void>
  /** Presses at a place and lets go farther on: metres of the room, as a hand carries it. */
  pull(spot: Spot, way: Vec): Promise<void>
  /** Says that a step of the guide is done. */
  sayDone(): Promise<void>
}

/** By the mouse and the keyboard. */
export class MouseSurgeon implements Surgeon {
  constructor(private readonly page: Page) {}

  async take(tool: ToolId): Promise<void> {
    const inHand = () => this.page.evaluate(() => window.atrium.toolStore.getState().active.mouse)
    if ((await inHand()) !== tool) await this.page.keyboard.press(toolById(tool).key)
  }
  lookOnto(places_mm: readonly Vec[]): Promise<number> {
    return lookOnto(this.page, places_mm)
  }
  async tap({ pixel }: Spot): Promise<void> {
    await this.page.mouse.click(...pixel)
  }
  async draw(spots: readonly Spot[]): Promise<void> {
    const { mouse } = this.page
    await mouse.move(...spots[0]!.pixel)
    await mouse.down()
    for (const { pixel } of spots) await mouse.move(...pixel)
    await mouse.up()
  }
  async pull({ pixel, room }: Spot, way: Vec): Promise<void> {
    const [x, y] = await pixelAt(this.page, off(room, way, 1))
    const { mouse } = this.page
    await mouse.move(...pixel)
    await mouse.down()
    for (const t of [0.25, 0.5, 0.75, 1])
      await mouse.move(pixel[0] + t * (x - pixel[0]), pixel[1] + t * (y - pixel[1]))
    await mouse.up()
  }
  async sayDone(): Promise<void> {
    await this.page.getByRole('button', { name: 'Done, go on' }).click()
  }
}

/** In the headset, by the right hand or its controller. */
export class HeadsetSurgeon implements Surgeon {
  constructor(
    private readonly page: Page,
    private readonly headset: Headset,
  ) {}

  async take(tool: ToolId): Promise<void> {
    // The button of an instrument that is in hand lays it down.
    const inHand = await this.page.evaluate(() => window.atrium.toolStore.getState().active.right)
    if (inHand !== tool) await this.headset.pressButton(toolById(tool).label, 'Tools')
  }
  lookOnto(places_mm: readonly Vec[]): Promise<number> {
    return lookOnto(this.page, places_mm)
  }
  async tap(spot: Spot): Promise<void> {
    await this.begin(spot)
    await this.end(spot)
  }
  async draw(spots: readonly Spot[]): Promise<void> {
    await this.begin(spots[0]!)
    for (const spot of spots) await this.headset.bringTip(off(spot.room, spot.normal, -0.001))
    await this.end(spots.at(-1)!)
  }
  async pull(spot: Spot, way: Vec): Promise<void> {
    await this.begin(spot)
    for (const t of [0.3, 0.65, 1]) await this.headset.bringTip(off(spot.room, way, t))
    await this.headset.press(false)
  }
  sayDone(): Promise<void> {
    return this.headset.pressButton('Done, go on', 'Steps')
  }

  /** Pressed before the tissue is touched: fingers that close carry the tip along. */
  private async begin({ room, normal }: Spot): Promise<void> {
    await this.headset.aim(normal.map((v) => -v) as Vec)
    await this.headset.bringTip(off(room, normal, 0.03))
    await this.headset.press(true)
    await this.headset.bringTip(off(room, normal, -0.001))
  }
  private async end({ room, normal }: Spot): Promise<void> {
    await this.headset.press(false)
    await this.headset.bringTip(off(room, normal, 0.04))
  }
}

const off = (place: Vec, way: Vec, times: number): Vec => place.map((v, i) => v + times * way[i]!) as Vec
