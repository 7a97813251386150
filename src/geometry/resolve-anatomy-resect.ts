import { type LatticeFrame, sampleField } from '../core/lattice'
import { add, distance, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { EditOf } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodDomain } from './blood-domain'
import type { LumenShape } from './resolve-anatomy-lumen'
import { forBox } from './resolve-anatomy-ports'

/** Signed distance to a chain of capsules, metres; the path is in millimetres. */
export function capsuleChain(path: readonly Vec3[], radius_mm: number): (p: Vec3) => number {
  const radius = radius_mm * 1e-3
  const count = Math.max(1, path.length - 1)
  // Of each capsule: its beginning, the way to its end, and one over that way's square.
  const parts = new Float64Array(7 * count)
  for (let n = 0; n < count; n++) {
    const a = scale(path[n] as Vec3, 1e-3)
    const ab = subtract(scale(path[Math.min(n + 1, path.length - 1)] as Vec3, 1e-3), a)
    parts.set([...a, ...ab, 1 / Math.max(dot(ab, ab), 1e-18)], 7 * n)
  }
  return (p) => Math.sqrt(squareToChain(parts, p)) - radius
}

function squareToChain(parts: Float64Array, p: Vec3): number {
  let least = Number.POSITIVE_INFINITY
  for (let n = 0; n < parts.length; n += 7) {
    const [bx, by, bz] = [parts[n + 3] as number, parts[n + 4] as number, parts[n + 5] as number]
    let x = p[0] - (parts[n] as number)
    let y = p[1] - (parts[n + 1] as number)
    let z = p[2] - (parts[n + 2] as number)
    const t = Math.min(Math.max((x * bx + y * by + z * bz) * (parts[n + 6] as number), 0), 1)
    x -= t * bx
    y -= t * by
    z -= t * bz
    const square = x * x + y * y + z * z
    if (square < least) least = square
  }
  return least
}

function boxRound(path: readonly Vec3[], reach: number): { low: Vec3; high: Vec3 } {
  const side = (a: number, pick: (...v: number[]) => number) =>
    pick(...path.map((p) => (p[a] as number) * 1e-3))
  return {
    low: [side(0, Math.min) - reach, side(1, Math.min) - reach, side(2, Math.min) - reach],
    high: [side(0, Math.max) + reach, side(1, Math.max) + reach, side(2, Math.max) + reach],
  }
}

/**
 * Resection: what the loop sweeps and was heart becomes lumen. Outside of the heart there is nothing to become blood,
 * so the capsule is cut at the wall's outer surface (tissue distance 0), except within one cell of the old lumen,
 * where both distances vanish together.
 */
export function resectShape(heart: Heart, edit: EditOf<'resect'>, spacing: number): LumenShape {
  const away = capsuleChain(edit.path_mm, edit.radius_mm)
  return {
    edit: edit.id,
    ...boxRound(edit.path_mm, edit.radius_mm * 1e-3 + 2 * spacing),
    apply(p, phi) {
      const swept = away(p)
      if (swept >= phi) return phi
      const body = phi < spacing ? -spacing : sampleField(heart.frame, heart.tissue, p)
      return Math.min(phi, Math.max(swept, body))
    },
  }
}

/**
 * Conduit: its bore becomes lumen, flat at both ends; the sheet round it keeps it apart from whatever it passes through.
 */
export function conduitShape(edit: EditOf<'conduit'>): LumenShape {
  const away = capsuleChain(edit.path_mm, edit.diameter_mm / 2)
  const points = edit.path_mm.map((p) => scale(p, 1e-3))
  const radius = (edit.diameter_mm * 1e-3) / 2
  const start = flatEnd(points[0] as Vec3, points[1] as Vec3, 1.5 * radius)
  const stop = flatEnd(points.at(-1) as Vec3, points.at(-2) as Vec3, 1.5 * radius)
  return {
    edit: edit.id,
    ...boxRound(edit.path_mm, radius),
    isDistance: true,
    apply: (p, phi) => Math.min(phi, Math.max(away(p), start(p), stop(p))),
  }
}

/** Distance beyond the plane through an end of a path, metres; nothing farther than `near` from the end. */
function flatEnd(at: Vec3, before: Vec3, near: number): (p: Vec3) => number {
  const [x, y, z] = normalize(subtract(at, before))
  return (p) => {
    const [dx, dy, dz] = [p[0] - at[0], p[1] - at[1], p[2] - at[2]]
    if (dx * dx + dy * dy + dz * dz >= near * near) return Number.NEGATIVE_INFINITY
    return dx * x + dy * y + dz * z
  }
}

/**
 * Where a resection has opened the lumen to the outside: the area of the capsule's blood that borders on cells that
 * are neither blood nor tissue and were swept as well. One leak for each resection, at its middle.
 */
export function outsideLeaks(
  heart: Heart,
  edit: EditOf<'resect'>,
  blood: { frame: LatticeFrame; phi: Float32Array },
): BloodDomain['leaks'][number][] {
  const away = capsuleChain(edit.path_mm, edit.radius_mm)
  const { frame, phi } = blood
  const h = frame.spacing
  const [nx, ny] = frame.size
  const step = [1, nx, nx * ny]
  const { low, high } = boxRound(edit.path_mm, edit.radius_mm * 1e-3 + h)
  const centre = scale(add(low, high), 0.5)
  let area: Vec3 = [0, 0, 0]
  let place: Vec3 = [0, 0, 0]
  let count = 0
  const isOutside = (n: number, p: Vec3) =>
    (phi[n] as number) >= 0 && away(p) < h / 2 && sampleField(heart.frame, heart.tissue, p) > 0
  forBox(frame, centre, distance(low, high) / 2, (n, p) => {
    if ((phi[n] as number) >= 0 || away(p) > h / 2) return
    for (let a = 0; a < 3; a++)
      for (const side of [1, -1]) {
        const q: [number, number, number] = [p[0], p[1], p[2]]
        q[a] = (q[a] as number) + side * h
        const to = n + side * (step[a] as number)
        if (to < 0 || to >= phi.length || !isOutside(to, q)) continue
        const unit: [number, number, number] = [0, 0, 0]
        unit[a] = side * h * h
        area = add(area, unit)
        place = add(place, scale(add(p, q), 0.5))
        count++
      }
  })
  return count === 0 ? [] : [{ centre: scale(place, 1 / count), area: Math.hypot(...area) }]
}
