import { add, length, scale, type Vec3 } from '../core/vec3'
import { type BloodField, inBlood, readField } from '../geometry/blood-field'
import type { BloodFrame } from '../session/blood-frame'
import type { PoseEvent } from './pose-event'
import type { BloodReading } from './tool'

/** How far a ray goes through a heart, and how deep in the blood behind the first wall it reads, metres. */
const farthest = 3
const deepest = 3e-3
/** Wall this near to the place read is the wall that it says the shear of, metres. */
const besideWall = 4e-3

/**
 * The flow's own lattice at the tip of an instrument; for the mouse, just inside of the first blood along its ray. Null
 * where there is no blood, or no flow yet. Wall shear where it is known and the wall is within 4 mm.
 */
export function readFieldAt({ field, wall, shear }: BloodFrame, event: PoseEvent): BloodReading | null {
  if (!field) return null
  const place = event.tip ? bloodNear(field, event.tip) : bloodAlong(field, event)
  const found = place && readField(field, place)
  if (!place || !found) return null
  const { velocity, ...rest } = found
  const wallShear = wall && shear ? shearNear(wall.positions, shear.values, place) : null
  return { place, speed: length(velocity), ...rest, ...(wallShear !== null && { wallShear }) }
}

/** The tip, or the nearest of the cells round it where it touches the wall. */
function bloodNear({ lattice }: BloodField, tip: Vec3): Vec3 | null {
  if (inBlood(lattice, tip)) return tip
  const { spacing } = lattice.frame
  for (const [x, y, z] of around) {
    const p: Vec3 = [tip[0] + spacing * x, tip[1] + spacing * y, tip[2] + spacing * z]
    if (inBlood(lattice, p)) return p
  }
  return null
}

/** The 26 ways to a neighbour, the nearest first. */
const around = Array.from(
  { length: 27 },
  (_, n): Vec3 => [(n % 3) - 1, (Math.floor(n / 3) % 3) - 1, Math.floor(n / 9) - 1],
)
  .filter((d) => length(d) > 0)
  .sort((a, b) => length(a) - length(b))

function bloodAlong({ lattice }: BloodField, { origin, direction }: PoseEvent): Vec3 | null {
  const { frame } = lattice
  const step = frame.spacing / 2
  const centre = frame.origin.map((o, a) => o + (frame.size[a]! * frame.spacing) / 2) as unknown as Vec3
  const half = (Math.hypot(...frame.size) * frame.spacing) / 2
  const towards = length(add(centre, scale(origin, -1)))
  const first = Math.max(0, towards - half)
  const last = Math.min(farthest, towards + half)
  for (let s = first; s < last; s += step) {
    if (!inBlood(lattice, add(origin, scale(direction, s)))) continue
    let end = s
    while (end - s < 2 * deepest && inBlood(lattice, add(origin, scale(direction, end + step)))) end += step
    return add(origin, scale(direction, (s + end) / 2))
  }
  return null
}

/** Mean shear [Pa] of the nearest vertex of the wall that knows it; null where none is near. */
function shearNear(positions: Float32Array, values: Float32Array, [x, y, z]: Vec3): number | null {
  let best = besideWall ** 2
  let found: number | null = null
  for (let o = 0; o < positions.length; o += 3) {
    if (values[o + 1]! < 0) continue
    const d = (positions[o]! - x) ** 2 + (positions[o + 1]! - y) ** 2 + (positions[o + 2]! - z) ** 2
    if (d >= best) continue
    best = d
    found = values[o + 1]!
  }
  return found
}
