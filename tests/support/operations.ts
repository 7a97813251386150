import type { Edit, EditOf } from '../../src/heart/edit'
import { builtInPlans } from '../../src/procedures/built-in-cases'
import type { ToolSettings } from '../../src/tools/settings'
import type { AppPage } from './browser'
import { draw, stillPicture } from './draw'
import { Headset } from './headset'
import { freeSpots, lookAslant, restAt, type Spot, spotsAt, stance, untilMoved, type Vec } from './places'
import { lookFrom, runTissue, undoAll, until, untilStill, widestMove } from './rehearsal-page'
import { HeadsetSurgeon, MouseSurgeon, type Surgeon } from './surgeon'
import { lineOnChamber } from './tissue'

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

export const sources = ['mouse', 'hand', 'controller'] as const
export type Source = (typeof sources)[number]

/** One operation on one page, by one means. */
export class Operation {
  private step = 0
  private constructor(
    readonly opened: AppPage,
    private readonly name: string,
    private readonly source: Source,
    readonly surgeon: Surgeon,
    private readonly headset: Headset | null,
  ) {}

  static async begin(opened: AppPage, name: string, source: Source): Promise<Operation> {
    const { page } = opened
    await page.evaluate(() => {
      const { session, useTraining } = window.atrium
      session.setControl({ bloodRunning: false, tissueRunning: false })
      useTraining.setState({ seen: new Set() })
    })
    await page.setViewportSize({ width: 1440, height: 900 })
    await draw(page, false)
    if (source === 'mouse') return new Operation(opened, name, source, new MouseSurgeon(page), null)
    const headset = new Headset(page, source)
    await headset.enter('vr', { width: 1280, height: 640 })
    return new Operation(opened, name, source, new HeadsetSurgeon(page, headset), headset)
  }

  /** Of its pictures. */
  get label(): string {
    return `${this.name}-${this.source}`
  }

  /** The design in the hand that works: its surface nearest to a place, that place [mm], and the bead that makes it. */
  async designFrom(place_mm: Vec): Promise<{ surface: Spot; roof: Spot; done: Spot }> {
    const side = this.headset ? 'right' : 'mouse'
    await lookAslant(this.page, side, place_mm)
    const [surface, roof, done] = (await freeSpots(this.page, side, place_mm)) as [Spot, Spot, Spot]
    return { surface, roof, done }
  }

  get page() {
    return this.opened.page
  }

  set(settings: Partial<ToolSettings>): Promise<void> {
    return this.page.evaluate(
      (more) =>
        window.atrium.toolStore.setState((s: { settings: ToolSettings }) => ({
          settings: { ...s.settings, ...more },
        })),
      settings,
    )
  }

  /** The heart from outside and whole: on the page by its own control, in the headset by the palette. */
  async turnTo(view: 'Front' | 'Left' | 'Right'): Promise<void> {
    if (!this.headset) return lookFrom(this.page, view.toLowerCase() as Lowercase<typeof view>)
    // As two hands would make it small again.
    await this.page.evaluate(() => window.atrium.useHeartSpace.setState({ scale: 2 }))
    await this.headset.pressButton('Heart here', 'Place')
    const from = await stance(this.page)
    await this.headset.pressButton(view)
    await untilMoved(this.page, from)
  }

  /** Places of a plan, millimetres at rest, as they are now; those out of sight are left out, if not too many. */
  async spots(places_mm: readonly Vec[], least = 0): Promise<Spot[]> {
    const spots = (await spotsAt(this.page, places_mm)).filter((s) => s.seen)
    if (spots.length < least * places_mm.length)
      throw new Error(`Of ${places_mm.length} places only ${spots.length} are in sight`)
    return spots
  }

  /**
   * An outline of a plan as a person draws it, from a place that is in sight. The mouse goes on past what hides a place:
   * the line stays on its wall. A hand touches the tissue instead: a little farther out there, or farther in.
   */
  async outline(places_mm: readonly Vec[], least: number): Promise<Spot[]> {
    if (!this.headset) {
      const all = await spotsAt(this.page, places_mm)
      const seen = all.filter((s) => s.seen).length
      if (seen < least * all.length) throw tooFew(all, seen)
      const first = all.findIndex((s) => s.seen)
      return [...all.slice(first), ...all.slice(0, first)]
    }
    const middle = [0, 1, 2].map((i) => places_mm.reduce((sum, p) => sum + p[i]!, 0) / places_mm.length)
    const round = (by: number) => places_mm.map((p) => p.map((v, i) => v + by * (v - middle[i]!)) as Vec)
    const tried = await Promise.all([0, 0.1, 0.2, -0.1].map((by) => spotsAt(this.page, round(by))))
    const spots = places_mm.flatMap((_, n) => tried.map((t) => t[n]!).find((s) => s.seen) ?? [])
    if (spots.length < least * places_mm.length) throw tooFew(places_mm, spots.length)
    return spots
  }

  /** The guide has come to this step; a picture is kept, but not by controllers: it would show what the hand's shows. */
  async arrived(at: number): Promise<void> {
    await this.page.waitForFunction((n) => window.atrium.guideStep() === n, at)
    if (this.source === 'controller') return
    const name = `${this.label}-${++this.step}`
    await this.headset?.showBoth(true)
    await this.headset?.frames(2)
    await stillPicture(this.page, () => this.opened.screenshot(name))
    await this.headset?.showBoth(false)
  }

  /** Takes out what holds the field open, by its own button. */
  async clearField(): Promise<void> {
    const names: string[] = await this.page.evaluate(() =>
      window.atrium.session.state.exposure.map(
        (e: { id: string }) => `Take out stay ${e.id.split('-').at(-1)}`,
      ),
    )
    for (const name of names)
      if (this.headset) await this.headset.pressButton(name, 'Heart')
      else await this.page.getByRole('button', { name }).click()
    await this.page.waitForFunction(() => window.atrium.session.state.exposure.length === 0)
  }

  edits = (): Promise<Edit[]> => this.page.evaluate(() => window.atrium.session.state.edits)

  /** A figure of the newest answer; printed. */
  async figure(id: string): Promise<number> {
    const value = await this.valueOf(id)
    console.log(`${this.label}: ${id} ${value}`)
    return value
  }

  private valueOf = (id: string): Promise<number> =>
    this.page.evaluate(async (name) => {
      const { session } = window.atrium
      while (!session.isAnswered || !session.state.answers.circulation)
        await new Promise((wait) => setTimeout(wait, 200))
      return session.state.answers.circulation.findings.find((f: { id: string }) => f.id === name)?.value
    }, id)

  async end(): Promise<void> {
    await this.page.evaluate(() => {
      const { session } = window.atrium
      for (const { id } of session.state.exposure) session.takeAway(id)
    })
    await this.headset?.leave()
    await undoAll(this.page)
    await draw(this.page, true)
  }
}

const tooFew = (places: readonly unknown[], seen: number): Error =>
  new Error(`Of an outline of ${places.length} places only ${seen} are in sight`)

const mix = (a: Spot, b: Spot, t: number): Spot => ({
  ...a,
  room: a.room.map((v, i) => v + t * (b.room[i]! - v)) as Vec,
  pixel: a.pixel.map((v, i) => v + t * (b.pixel[i]! - v)) as [number, number],
})
const planned = <K extends Edit['kind']>(name: string, plan: number, kind: K): EditOf<K> =>
  builtInPlans(name)[plan]!.edits.find((e): e is EditOf<K> => e.kind === kind)!

/**
 * Opens a chamber lengthways and draws one lip aside by a stay suture: the first two steps.
 * @returns places of the wall beside the cut, millimetres at rest
 */
async function openChamber(o: Operation, part: string, millimetres: number): Promise<Vec[]> {
  const line = await lineOnChamber(o.page, part, millimetres)
  const spot = (room: Vec, pixel: [number, number]): Spot => ({
    room,
    pixel,
    normal: line.normal,
    seen: true,
  })
  const along = line.room.map((room, n) => spot(room, line.pixels[n]!))
  const sides = [2, 7].map((n) => spot(line.ring[n]!, line.ringPixels[n]!))
  const beside = await Promise.all(
    sides.flatMap((side) =>
      [3, 4, 5].flatMap((n) => [0.5, 0.7].map((t) => restAt(o.page, mix(along[n]!, side, t).room))),
    ),
  )
  await o.surgeon.take('scalpel')
  await o.surgeon.draw(along)
  await until(o.page, (s) => s.severed > 0)
  await o.arrived(1)

  const [middle, side] = [along[4]!, spot(line.ring[2]!, line.ringPixels[2]!)]
  const lip = mix(middle, side, 0.5)
  await o.surgeon.take('stay')
  const way = side.room.map((v, i) => 2 * (v - middle.room[i]!) + 0.02 * line.normal[i]!) as Vec
  const before = await widestMove(o.page)
  await runTissue(o.page, true)
  await o.surgeon.pull(lip, way)
  await o.page.waitForFunction(() => window.atrium.session.state.exposure.length > 0)
  await until(o.page, async () => (await widestMove(o.page)) > before + 3e-3)
  await runTissue(o.page, false)
  await o.arrived(2)
  return beside
}

/**
 * Takes the stay suture out and closes the cut: the lips come together.
 * @param beside_mm places beside the cut, at rest: the first that is in sight is tapped
 */
async function closeChamber(o: Operation, beside_mm: readonly Vec[]): Promise<void> {
  const open = await widestMove(o.page)
  await o.clearField()
  await o.surgeon.take('suture')
  const [lip] = await o.spots(beside_mm, 0.05)
  await o.surgeon.tap(lip!)
  await until(o.page, (s) => s.kinds.includes('close'))
  await runTissue(o.page, true)
  await until(o.page, async () => (await widestMove(o.page)) < open - 2e-3)
  await untilStill(o.page)
  await runTissue(o.page, false)
}

/** A perimembranous defect closed through the right atrium: open, retract, see, patch, sew, close. */
export async function vsdPatch(o: Operation): Promise<void> {
  await o.turnTo('Right')
  const lip = await openChamber(o, 'RA', 18)

  const { outline_mm } = planned('vsd-perimembranous', 0, 'patch')
  await o.surgeon.lookOnto(outline_mm)
  await o.surgeon.sayDone()
  await o.arrived(3)

  await o.surgeon.take('patch')
  const rim = await o.outline(outline_mm, 0.9)
  await o.surgeon.draw([...rim, rim[0]!])
  await until(o.page, (s) => s.shells === 1)
  await o.arrived(4)

  await o.surgeon.take('suture')
  await o.surgeon.tap(rim[0]!)
  await until(o.page, (s) => s.stitches > 0)
  await o.arrived(5)

  await o.turnTo('Right')
  await closeChamber(o, lip)
  await o.arrived(6)
}

/** Double-outlet right ventricle: open, retract, see, build the tunnel, sew, close. */
export async function dorvBaffle(o: Operation): Promise<void> {
  await o.turnTo('Front')
  const lip = await openChamber(o, 'RV', 14)

  const { outline_mm, shape_mm, material } = planned('double-outlet', 0, 'baffle')
  await o.surgeon.lookOnto(outline_mm)
  await o.surgeon.sayDone()
  await o.arrived(3)

  await o.set({ patchMaterial: material })
  await o.surgeon.take('baffle')
  const rim = await tapOutline(o, thinned(outline_mm, 2.8))
  const { surface, roof } = await o.designFrom(shape_mm[0]!)
  await o.surgeon.pull(surface, roof.room.map((v, i) => v - surface.room[i]!) as Vec)
  await o.surgeon.tap((await o.designFrom(shape_mm[0]!)).done)
  await until(o.page, (s) => s.shells === 1)
  await o.arrived(4)

  await o.surgeon.take('suture')
  await o.surgeon.lookOnto(rim)
  await o.surgeon.tap((await o.spots(rim, 0.1))[0]!)
  await until(o.page, (s) => s.stitches > 0)
  await o.arrived(5)

  await o.turnTo('Front')
  await closeChamber(o, lip)
  await o.arrived(6)
}

/** Coarctation: see, clamp above and below, let a patch in, sew, take the clamps off, judge. */
export async function coarctationPatch(o: Operation): Promise<void> {
  const { outline_mm, material, width_mm = 14 } = planned('coarctation', 0, 'patch')
  const ends = [outline_mm[0]!, outline_mm[6]!]
  const clamps = ends.map((p, n) => p.map((v, i) => v + 0.35 * (v - ends[1 - n]![i]!)) as Vec)
  await o.surgeon.lookOnto([...outline_mm, ...clamps])
  await o.surgeon.sayDone()
  await o.arrived(1)

  await o.surgeon.take('clamp')
  const [above, below] = (await spotsAt(o.page, clamps)) as [Spot, Spot]
  await o.surgeon.tap(above)
  await o.surgeon.tap(below)
  await o.arrived(2)

  await o.set({ patchMode: 'widen', patchWidth_mm: width_mm, patchMaterial: material, patchOversize: 0 })
  await o.surgeon.take('patch')
  const rim = await o.outline(outline_mm, 0.6)
  await o.surgeon.draw([...rim, rim[0]!])
  await until(o.page, (s) => s.kinds.includes('patch'))
  await o.arrived(3)

  await o.surgeon.take('suture')
  await o.surgeon.tap(rim[1]!)
  await until(o.page, (s) => s.kinds.includes('suture'))
  await o.arrived(4)

  await o.surgeon.take('clamp')
  await o.surgeon.tap(below)
  await o.surgeon.tap(above)
  await o.arrived(5)
  await o.surgeon.sayDone()
  await o.arrived(6)
}

/** Those at least so far from the one before and from the first, millimetres. */
function thinned(places: readonly Vec[], step: number): Vec[] {
  const kept: Vec[] = []
  const isFar = (a: Vec, b: Vec | undefined) => !b || Math.hypot(...a.map((v, i) => v - b[i]!)) > step
  for (const place of places) if (isFar(place, kept.at(-1)) && isFar(place, kept[0])) kept.push(place)
  return kept
}

/**
 * Taps an outline place by place, and turns the view where the next are out of sight; a place that no view shows is left
 * out, if they are not too many. Closed on its first.
 * @param places_mm at rest
 * @returns those that were tapped
 */
async function tapOutline(o: Operation, places_mm: readonly Vec[]): Promise<Vec[]> {
  const tapped: Vec[] = []
  for (let next = 0; next < places_mm.length; ) {
    await o.surgeon.lookOnto(places_mm.slice(next, next + 6))
    const spots = await spotsAt(o.page, places_mm.slice(next))
    const hidden = spots.findIndex((s) => !s.seen)
    const inSight = hidden < 0 ? spots : spots.slice(0, hidden)
    for (const spot of inSight) await o.surgeon.tap(spot)
    tapped.push(...places_mm.slice(next, next + inSight.length))
    next += Math.max(inSight.length, 1)
  }
  if (tapped.length < 0.8 * places_mm.length) throw tooFew(places_mm, tapped.length)
  await o.surgeon.lookOnto(tapped.slice(0, 1))
  await o.surgeon.tap((await spotsAt(o.page, tapped.slice(0, 1)))[0]!)
  return tapped
}
