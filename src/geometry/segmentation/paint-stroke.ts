import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import type { RecipeStroke } from './recipe'

/**
 * Sets `target` to `value` in every cell whose centre lies within the stroke's radius of the line through its points.
 * `only` restricts it to cells that hold that value.
 */
export function paintStroke(
  frame: LatticeFrame,
  stroke: Pick<RecipeStroke, 'points' | 'radius'>,
  target: Uint8Array,
  value: number,
): void {
  const points = stroke.points.map((p) =>
    p.map((x, a) => (x * mm - (frame.origin[a] as number)) / frame.spacing),
  ) as unknown as [number, number, number][]
  const radius = (stroke.radius * mm) / frame.spacing
  const first = points[0] as [number, number, number]
  if (points.length === 1) paintCapsule(frame, first, first, radius, target, value)
  for (let n = 1; n < points.length; n++)
    paintCapsule(
      frame,
      points[n - 1] as [number, number, number],
      points[n] as [number, number, number],
      radius,
      target,
      value,
    )
}

type Place = readonly [number, number, number]

/** All in cells. */
function paintCapsule(
  frame: LatticeFrame,
  p: Place,
  q: Place,
  radius: number,
  target: Uint8Array,
  value: number,
): void {
  const low = p.map((x, a) => Math.max(0, Math.ceil(Math.min(x, q[a] as number) - radius)))
  const high = p.map((x, a) =>
    Math.min((frame.size[a] as number) - 1, Math.floor(Math.max(x, q[a] as number) + radius)),
  )
  const [dx, dy, dz] = [q[0] - p[0], q[1] - p[1], q[2] - p[2]]
  const square = dx * dx + dy * dy + dz * dz
  const [nx, ny] = frame.size
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++) {
        const x = i - p[0]
        const y = j - p[1]
        const z = k - p[2]
        const t = square > 0 ? Math.max(0, Math.min(1, (x * dx + y * dy + z * dz) / square)) : 0
        const d = (x - t * dx) ** 2 + (y - t * dy) ** 2 + (z - t * dz) ** 2
        if (d <= radius * radius) target[i + nx * (j + ny * k)] = value
      }
}
