import type { Page } from 'playwright-core'

type Vec = [number, number, number]

/** Places along a line on the outside of a chamber, in the middle of what is seen of it. */
export interface TissueLine {
  /** Metres of the room. */
  readonly room: Vec[]
  /** A closed ring round the line, for a patch that covers it; metres of the room. */
  readonly ring: Vec[]
  readonly ringPixels: [number, number][]
  /** Pixels of the page. */
  readonly pixels: [number, number][]
  /** Out of the tissue in the middle, unit vector of the room. */
  readonly normal: Vec
}

// biome-ignore lint/suspicious/noExplicitAny: globals of another realm
declare const window: any

/**
 * A straight line of `millimetres` on the outer wall of a chamber that the eye sees, from the page's own surface:
 * the flattest place whose line stays on that chamber.
 */
export function lineOnChamber(page: Page, part: string, millimetres: number): Promise<TissueLine> {
  return page.evaluate(
    ({ part, half }) => {
      const { session, runner, useHeartSpace, camera, xrStore } = window.atrium
      const { heart, surface } = session.state
      const space = useHeartSpace.getState()
      type V = [number, number, number]
      const sub = (a: V, b: V): V => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
      const dot = (a: V, b: V): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
      const cross = (a: V, b: V): V => [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
      ]
      const unit = (a: V): V => {
        const l = Math.hypot(...a) || 1
        return [a[0] / l, a[1] / l, a[2] / l]
      }
      const turn = (v: V, sign: number): V => {
        const [x, y, z, w] = [
          sign * space.quaternion[0],
          sign * space.quaternion[1],
          sign * space.quaternion[2],
          space.quaternion[3],
        ]
        const t = cross([x, y, z], v).map((c) => 2 * c) as V
        const u = cross([x, y, z], t)
        return [v[0] + w * t[0] + u[0], v[1] + w * t[1] + u[1], v[2] + w * t[2] + u[2]]
      }
      /** Patient LPS (left, back, head) to the room (x, up, towards the person). */
      const toRoom = (p: V): V => {
        const [x, y, z] = sub(p, space.centre)
        const r = turn([x, z, -y], 1).map((c) => c * space.scale) as V
        return [r[0] + space.position[0], r[1] + space.position[1], r[2] + space.position[2]]
      }
      const toPatient = (p: V): V => {
        const [x, y, z] = turn(sub(p, space.position), -1).map((c) => c / space.scale) as V
        return [x + space.centre[0], -z + space.centre[1], y + space.centre[2]]
      }
      const view = camera()
      const immersed = xrStore.getState().session !== undefined
      const head = window.headset?.position
      const eyeRoom: V = immersed ? [head.x, head.y, head.z] : view.position.toArray()
      const eye = toPatient(eyeRoom)
      const see = (to: V) =>
        runner.pick({
          source: 'mouse',
          phase: 'move',
          origin: eye,
          direction: unit(sub(to, eye)),
          tip: null,
          reach: 0,
          pressure: 0,
          time: 0,
        })
      type Wall = { kind: string; part: string; id: number }
      const walls = heart.structures.filter((s: Wall) => s.kind === 'wall' && s.part === part)
      const ids = new Set(walls.map((s: Wall) => s.id))
      const onChamber = (hit: { structure: number; side: number } | null) =>
        hit !== null && ids.has(hit.structure) && hit.side === 0
      let best: { score: number; places: V[]; ring: V[]; normal: V } | null = null
      const tried = { facing: 0, onLine: 0, onRing: 0 }
      const count = surface.structure.length
      for (let v = 0; v < count; v += Math.max(1, Math.floor(count / 6000))) {
        if (!ids.has(surface.structure[v]) || surface.side[v] !== 0) continue
        const at = (f: Float32Array): V => [f[3 * v]!, f[3 * v + 1]!, f[3 * v + 2]!]
        const [place, normal] = [at(surface.rest), unit(at(surface.normals))]
        const facing = dot(normal, unit(sub(eye, place)))
        if (facing < 0.6 || facing < (best?.score ?? 0)) continue
        tried.facing++
        const along = unit(cross(normal, [1, 0, 0]))
        const across = cross(normal, along)
        const lookAt = (a: number, b: number) =>
          see([0, 1, 2].map((k) => place[k]! + a * along[k]! + b * across[k]!) as V)
        const hits = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((s) => lookAt(s * half, 0))
        if (!hits.every(onChamber)) continue
        tried.onLine++
        const round = Array.from({ length: 10 }, (_, i) => {
          const angle = (i * Math.PI) / 5
          return lookAt((half + 0.003) * Math.cos(angle), 0.006 * Math.sin(angle))
        })
        if (!round.every(onChamber)) continue
        tried.onRing++
        const places = hits.map((h) => h.position as V)
        const ring = round.map((h) => h.position as V)
        const apart = (list: V[]) => list.some((p, i) => i > 0 && Math.hypot(...sub(p, list[i - 1]!)) > half)
        if (apart(places) || apart(ring)) continue
        best = { score: facing, places, ring, normal }
      }
      if (!best) throw new Error(`No line on ${part} is in sight of ${eye}: ${JSON.stringify(tried)}`)
      const n = best.normal
      const box = document.querySelector('canvas')!.getBoundingClientRect()
      const toPixel = (p: V): [number, number] => {
        const s = view.position
          .clone()
          .set(...p)
          .project(view)
        return [box.left + ((s.x + 1) / 2) * box.width, box.top + ((1 - s.y) / 2) * box.height]
      }
      const [room, ring] = [best.places.map(toRoom), best.ring.map(toRoom)]
      return {
        room,
        ring,
        normal: turn([n[0], n[2], -n[1]], 1),
        pixels: room.map(toPixel),
        ringPixels: ring.map(toPixel),
      }
    },
    { part, half: (millimetres / 2) * 1e-3 },
  )
}
