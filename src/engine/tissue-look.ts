import {
  add,
  cross,
  distance,
  dot,
  length,
  normalize,
  scale,
  subtract,
  tangents,
  type Vec3,
} from '../core/vec3'
import type { TissueLook } from '../findings'
import type { BloodDomain } from '../geometry/blood-domain'
import type { Gate, Heart, Landmark } from '../heart/heart'

/** Where a place of the heart as imaged has gone to, m; null where no tissue lies near it. */
export type Moved = (p: Vec3) => Vec3 | null

/**
 * A place carried along by the nodes that rest within a reach of it, the nearer the more (inverse square of the distance).
 * @param rest, now xyz a node, m
 */
export function movedBy(p: Vec3, rest: Float32Array, now: Float32Array, reach: number): Vec3 | null {
  const shift: [number, number, number] = [0, 0, 0]
  let total = 0
  for (let n = 0; n < rest.length; n += 3) {
    const x = (rest[n] as number) - p[0]
    const y = (rest[n + 1] as number) - p[1]
    const z = (rest[n + 2] as number) - p[2]
    const square = x * x + y * y + z * z
    if (square > reach * reach) continue
    const weight = 1 / (square + 0.01 * reach * reach)
    total += weight
    for (let a = 0; a < 3; a++)
      shift[a] = (shift[a] as number) + weight * ((now[n + a] as number) - (rest[n + a] as number))
  }
  return total > 0 ? add(p, scale(shift, 1 / total)) : null
}

const places = 32
/** A ring is told where this share of its places lies in tissue. */
const leastHeld = 0.75

const looks = new WeakMap<BloodDomain, TissueLook>()

/** How the tissue was found to lie after the edits of a domain, if it has come to rest since. */
export const tissueLook = (domain: BloodDomain): TissueLook | undefined => looks.get(domain)

/** Keeps what was found with a domain of the same edits. */
export const keepTissueLook = (domain: BloodDomain, look: TissueLook): void => {
  looks.set(domain, look)
}

/**
 * Measures how the rings of the valves and the mouths of the coronary arteries lie, and keeps it with the domain, and with
 * it how hard the stitches pull. To be taken from tissue at rest that carries the pressures it was imaged under: else
 * emptying alone would move them.
 */
export function lookAtTissue(
  heart: Heart,
  domain: BloodDomain,
  moved: Moved,
  stitches: TissueLook['stitches'] = [],
): TissueLook {
  const rings = heart.gates.flatMap((gate) => ringShape(gate, moved))
  const mouths = heart.landmarks.filter((l) => /coronary-ostium/.test(l.id))
  const root = heart.gates.find((g) => g.id === 'aortic')
  const look = { rings, mouths: mouths.flatMap((m) => mouthOf(m, root, moved)), stitches }
  keepTissueLook(domain, look)
  return look
}

function ringShape(gate: Gate, moved: Moved): TissueLook['rings'] {
  const rim = rimOf(gate)
  const now = rim.map(moved)
  const held = now.filter((p) => p !== null)
  if (held.length < leastHeld * rim.length) return []
  // Both lengths from the same places, so that what is not held cancels.
  const before = around(rim.filter((_, n) => now[n]))
  return [{ gate: gate.id, before, now: around(held), height: heightOf(held) }]
}

function rimOf({ centre, normal, radius }: Gate): Vec3[] {
  const [u, v] = tangents(normal)
  return Array.from({ length: places }, (_, n) => {
    const angle = (2 * Math.PI * n) / places
    return add(centre, add(scale(u, radius * Math.cos(angle)), scale(v, radius * Math.sin(angle))))
  })
}

const next = (loop: readonly Vec3[], n: number): Vec3 => loop[(n + 1) % loop.length] as Vec3

const around = (loop: readonly Vec3[]): number =>
  loop.reduce((sum, p, n) => sum + distance(p, next(loop, n)), 0)

/** How far a loop's places lie apart along the normal of its area (Newell). */
function heightOf(loop: readonly Vec3[]): number {
  const middle = meanOf(loop)
  const normal = normalize(
    loop.reduce<Vec3>(
      (sum, p, n) => add(sum, cross(subtract(p, middle), subtract(next(loop, n), middle))),
      [0, 0, 0],
    ),
  )
  const heights = loop.map((p) => dot(subtract(p, middle), normal))
  return Math.max(...heights) - Math.min(...heights)
}

const meanOf = (points: readonly Vec3[]): Vec3 =>
  scale(
    points.reduce<Vec3>((sum, p) => add(sum, p), [0, 0, 0]),
    1 / points.length,
  )

function mouthOf({ id, points }: Landmark, root: Gate | undefined, moved: Moved): TissueLook['mouths'] {
  const place = points[0]
  const now = place && moved(place)
  if (!place || !now || !root) return []
  const shifts = rimOf(root).flatMap((p) => {
    const q = moved(p)
    return q ? [subtract(q, p)] : []
  })
  if (shifts.length < leastHeld * places) return []
  return [{ id, moved: length(subtract(subtract(now, place), meanOf(shifts))) }]
}
