import type { Page } from 'playwright-core'

export type Vec = [number, number, number]

/** A place of the tissue as it hangs now. */
export interface Spot {
  /** Metres of the room, and unit vector out of the tissue there. */
  readonly room: Vec
  readonly normal: Vec
  /** Of the page. */
  readonly pixel: [number, number]
  /** Whether the eye sees it past what the section cuts away. */
  readonly seen: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/** Puts into the page what the functions below share: where patient, room and picture lie, and what the eye meets. */
const install = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (window.places) return
    const { session, runner, useHeartSpace, useView, camera, xrStore } = window.atrium
    const sub = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
    const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    const along = (a: Vec, d: Vec, t: number): Vec => [a[0] + t * d[0], a[1] + t * d[1], a[2] + t * d[2]]
    const cross = (a: Vec, b: Vec): Vec => [
      a[1] * b[2] - a[2] * b[1],
      a[2] * b[0] - a[0] * b[2],
      a[0] * b[1] - a[1] * b[0],
    ]
    const unit = (a: Vec): Vec => {
      const l = Math.hypot(...a) || 1
      return [a[0] / l, a[1] / l, a[2] / l]
    }
    const turn = (v: Vec, q: readonly number[], sign: number): Vec => {
      const axis: Vec = [sign * q[0]!, sign * q[1]!, sign * q[2]!]
      const t = cross(axis, v).map((c) => 2 * c) as Vec
      return along(along(v, t, q[3]!), cross(axis, t), 1)
    }
    /** Patient LPS (left, back, head) to the room (x, up, towards the person). */
    const wayToRoom = (v: Vec): Vec => turn([v[0], v[2], -v[1]], useHeartSpace.getState().quaternion, 1)
    const toRoom = (p: Vec): Vec => {
      const { centre, position, scale } = useHeartSpace.getState()
      return along(position, wayToRoom(sub(p, centre)), scale)
    }
    const toPatient = (p: Vec): Vec => {
      const { centre, position, scale, quaternion } = useHeartSpace.getState()
      const [x, y, z] = turn(sub(p, position), quaternion, -1).map((c) => c / scale) as Vec
      return [x + centre[0], -z + centre[1], y + centre[2]]
    }
    const eye = (): Vec => {
      const head = window.headset?.position
      return toPatient(xrStore.getState().session ? [head.x, head.y, head.z] : camera().position.toArray())
    }
    /** Where a vertex of the surface is now. */
    const nowAt = (v: number): Vec => {
      const { surface } = session.state
      const nodes = session.frame.nodePositions
      const p: Vec = [0, 0, 0]
      for (let k = 4 * v; k < 4 * v + 4; k++)
        for (let a = 0; a < 3; a++) p[a]! += surface.weights[k] * nodes[3 * surface.nodes[k] + a]
      return p
    }
    /** The surface's point whose place at rest is nearest, and where it is now. */
    const vertexAt = (rest: Vec): { now: Vec; normal: Vec } => {
      const { surface } = session.state
      let best = 0
      let least = Number.POSITIVE_INFINITY
      for (let v = 0; v < surface.structure.length; v++) {
        const d = Math.hypot(
          surface.rest[3 * v] - rest[0],
          surface.rest[3 * v + 1] - rest[1],
          surface.rest[3 * v + 2] - rest[2],
        )
        if (d < least) [least, best] = [d, v]
      }
      return { now: nowAt(best), normal: unit([0, 1, 2].map((a) => surface.normals[3 * best + a]) as Vec) }
    }
    /** What an eye meets towards a place, behind a plane (n, d) where there is one. */
    const meets = (from: Vec, to: Vec, plane: readonly [Vec, number] | null): Vec | null => {
      const direction = unit(sub(to, from))
      let origin = from
      if (plane) {
        const [height, climb] = [dot(plane[0], from) + plane[1], dot(plane[0], direction)]
        if (height < 0 && climb > 0) origin = along(from, direction, -height / climb)
      }
      const pose = {
        source: 'mouse',
        phase: 'move',
        origin,
        direction,
        tip: null,
        reach: 0,
        pressure: 0,
        time: 0,
      }
      return runner.pick(pose)?.position ?? null
    }
    const sees = (from: Vec, to: Vec, plane: readonly [Vec, number] | null): boolean => {
      const met = meets(from, to, plane)
      return met !== null && Math.hypot(...sub(met, to)) < 1.5e-3
    }
    /** The section of the view as a plane. */
    const section = (): readonly [Vec, number] | null => {
      const { clip } = useView.getState()
      const { centre, radius } = useHeartSpace.getState()
      return clip.axis === 'view' ? [clip.normal, -(dot(clip.normal, centre) + clip.offset * radius)] : null
    }
    /** Asks for the view of a place, from a way off, with a section at a distance before it. */
    const viewFrom = (target: Vec, away: Vec, far: number, before: number): void => {
      const { centre, radius } = useHeartSpace.getState()
      const normal = away.map((v) => -v) as Vec
      const cut = along(target, away, before)
      const mm = (p: Vec) => p.map((v) => v * 1e3)
      const head: Vec = Math.abs(away[2]) < 0.9 ? [0, 0, 1] : [0, -1, 0]
      const view = {
        name: 'test',
        eye_mm: mm(along(target, away, far)),
        target_mm: mm(target),
        up: unit(along(head, away, -dot(head, away))),
        fieldOfView_deg: 32,
        scale: null,
        section: { axis: 'view', offset: dot(normal, sub(cut, centre)) / radius, normal },
        glass: false,
      }
      useView.setState((s: { request: { count: number } }) => ({
        request: { view, count: s.request.count + 1 },
      }))
    }
    const pixelOf = (room: Vec): [number, number] => {
      const view = camera()
      const box = document.querySelector('canvas')!.getBoundingClientRect()
      const s = view.position
        .clone()
        .set(...room)
        .project(view)
      return [box.left + ((s.x + 1) / 2) * box.width, box.top + ((1 - s.y) / 2) * box.height]
    }
    window.places = {
      sub,
      dot,
      along,
      cross,
      unit,
      toRoom,
      wayToRoom,
      toPatient,
      eye,
      nowAt,
      vertexAt,
      sees,
      section,
      viewFrom,
      pixelOf,
    }
  })

/** Where places of the tissue, given at rest in millimetres of patient space, are now. */
export async function spotsAt(page: Page, places_mm: readonly Vec[]): Promise<Spot[]> {
  await install(page)
  return page.evaluate((places) => {
    const { vertexAt, toRoom, wayToRoom, pixelOf, sees, eye, section } = window.places
    return places.map((p) => {
      const { now, normal } = vertexAt(p.map((v) => v * 1e-3))
      const room = toRoom(now)
      return { room, normal: wayToRoom(normal), pixel: pixelOf(room), seen: sees(eye(), now, section()) }
    })
  }, places_mm)
}

/**
 * Of the design on one side: the place of its surface that is nearest to a place [mm], that place, and the bead that
 * makes it. In the air: their normal points to the eye.
 */
export async function freeSpots(page: Page, side: 'mouse' | 'right', place_mm: Vec): Promise<Spot[]> {
  await install(page)
  return page.evaluate(
    ({ side, place }) => {
      const { sub, dot, cross, unit, eye, toRoom, wayToRoom, pixelOf } = window.places
      const { kind, surface, beads, done } = window.atrium.toolStore.getState().previews[side] ?? {}
      if (kind !== 'design') throw new Error(`No design is in hand: ${kind}`)
      const look = unit(sub(place, eye()))
      const beside = (p: Vec, q: Vec) => Math.hypot(...cross(sub(p, q), look))
      // A mouse carries it at the depth where it was taken; a bead nearer to the ray would be taken instead.
      const depth = side === 'mouse' ? 4 : 0
      const away = (p: Vec) =>
        Math.hypot(...sub(p, place)) +
        depth * Math.abs(dot(look, sub(p, place))) +
        (beads.some((b: { place: Vec }) => beside(p, b.place) < 3.5e-3) ? 1 : 0)
      const { positions } = surface
      let nearest: Vec = [positions[0], positions[1], positions[2]]
      for (let o = 3; o < positions.length; o += 3) {
        const p: Vec = [positions[o], positions[o + 1], positions[o + 2]]
        if (away(p) < away(nearest)) nearest = p
      }
      return [nearest, place, done.place as Vec].map((p) => {
        const room = toRoom(p)
        return { room, normal: wayToRoom(unit(sub(eye(), p))), pixel: pixelOf(room), seen: true }
      })
    },
    { side, place: place_mm.map((v) => v * 1e-3) as Vec },
  )
}

/** Looks onto the design on one side aslant, so that a drag in the plane of the picture can lift its roof to a place [mm]. */
export async function lookAslant(page: Page, side: 'mouse' | 'right', place_mm: Vec): Promise<void> {
  await install(page)
  const from = await stance(page)
  await page.evaluate(
    ({ side, place }) => {
      const { sub, along, cross, unit, viewFrom } = window.places
      const { positions } = window.atrium.toolStore.getState().previews[side].surface
      let middle: Vec = [0, 0, 0]
      const share = 3 / positions.length
      for (let o = 0; o < positions.length; o += 3)
        middle = along(middle, [positions[o], positions[o + 1], positions[o + 2]], share)
      const lift = unit(sub(place, middle))
      const aside = unit(cross(lift, Math.abs(lift[2]) < 0.9 ? [0, 0, 1] : [0, 1, 0]))
      viewFrom(place, unit(along(lift, aside, 1)), 0.09, 0.03)
    },
    { side, place: place_mm.map((v) => v * 1e-3) as Vec },
  )
  await untilMoved(page, from)
}

/** Where the tissue that is now nearest to a place of the room was at rest, millimetres. */
export async function restAt(page: Page, room: Vec): Promise<Vec> {
  await install(page)
  return page.evaluate((place) => {
    const { toPatient, sub, nowAt } = window.places
    const { surface } = window.atrium.session.state
    const p: Vec = toPatient(place)
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let v = 0; v < surface.structure.length; v++) {
      const d = Math.hypot(...sub(nowAt(v), p))
      if (d < least) [least, best] = [d, v]
    }
    return [0, 1, 2].map((a) => 1e3 * surface.rest[3 * best + a]) as Vec
  }, room)
}

/** Where a place of the room, metres, lies on the page. */
export async function pixelAt(page: Page, room: Vec): Promise<[number, number]> {
  await install(page)
  return page.evaluate((place) => window.places.pixelOf(place), room)
}

/**
 * Looks onto places of the tissue from where most of them are seen, as one would from a place that was kept: along
 * their normal or tilted from it, with a section before them that cuts away what stands in between.
 * @returns how many of the places are seen
 */
export async function lookOnto(page: Page, places_mm: readonly Vec[]): Promise<number> {
  await install(page)
  const from = await stance(page)
  const found = await page.evaluate((places) => {
    const { sub, dot, along, cross, unit, vertexAt, sees, viewFrom } = window.places
    const at = places.map((p) => vertexAt(p.map((v) => v * 1e-3)))
    const mean = (of: (v: { now: Vec; normal: Vec }) => Vec): Vec =>
      at.reduce<Vec>((sum, v) => along(sum, of(v), 1 / at.length), [0, 0, 0])
    const target = mean((v) => v.now)
    const out = unit(mean((v) => v.normal))
    const aside = unit(cross(out, Math.abs(out[2]) < 0.9 ? [0, 0, 1] : [0, 1, 0]))
    const up = cross(aside, out)
    const reach = Math.max(...at.map((v) => Math.hypot(...sub(v.now, target))))
    // Far enough for all of them to lie in the middle of the picture, clear of the panels at its sides.
    const far = Math.max(0.06, 6 * reach)
    let best = { seen: -1, away: out, before: 0 }
    for (const tilt of [0, 0.3, 0.6, 0.9])
      for (let n = 0; n < (tilt ? 8 : 1); n++)
        for (const before of [reach + 2e-3, reach + 8e-3, reach + 25e-3]) {
          const round = along(
            aside.map((v: number) => v * Math.cos((n * Math.PI) / 4)) as Vec,
            up,
            Math.sin((n * Math.PI) / 4),
          )
          const away = unit(along(out.map((v: number) => v * Math.cos(tilt)) as Vec, round, Math.sin(tilt)))
          const eye = along(target, away, far)
          const normal = away.map((v: number) => -v) as Vec
          const plane = [normal, -dot(normal, along(target, away, before))] as const
          const seen = at.filter((v) => sees(eye, v.now, plane)).length
          if (seen > best.seen) best = { seen, away, before }
        }
    viewFrom(target, best.away, far, best.before)
    return best.seen
  }, places_mm)
  await untilMoved(page, from)
  return found
}

/** Where camera and heart are: numbers that change as long as either moves. */
export const stance = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { position, quaternion, scale } = window.atrium.useHeartSpace.getState()
    const { session } = window.atrium.xrStore.getState()
    // In the headset the camera follows the head, which trembles not but is set anew in each frame.
    const camera = session ? [] : window.atrium.camera().matrixWorld.elements
    return [...camera, ...position, ...quaternion, scale]
  })

/** Waits until camera or heart has left where it was, and stands still again; one that was there already never leaves. */
export async function untilMoved(page: Page, from: readonly number[]): Promise<void> {
  const same = (a: readonly number[], b: readonly number[]) => a.every((v, i) => Math.abs(v - b[i]!) < 1e-5)
  const [begun, end] = [Date.now() + 20_000, Date.now() + 200_000]
  let before = from
  for (let still = 0; still < 3 && Date.now() < end; ) {
    if (Date.now() > begun && same(before, from)) return
    await new Promise((wait) => setTimeout(wait, 400))
    const now = await stance(page)
    still = !same(now, from) && same(now, before) ? still + 1 : 0
    before = now
  }
}
