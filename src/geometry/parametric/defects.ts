import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { Body, DefectPlan } from './plans'
import type { Solid } from './solids'

export interface OvalDefect {
  readonly id: string
  readonly name: string
  readonly between: readonly [Body, Body]
  readonly centre: Vec3
  /** From the first body to the second. */
  readonly axis: Vec3
  /** Roughly the way of its first radius. */
  readonly along: Vec3
  readonly radii: readonly [along: number, across: number]
  /** How far it reaches to each side, into the blood of both bodies. */
  readonly half: number
  /** Width of the rounding of its edge. */
  readonly blend?: number
  /** See `DefectPlan`. */
  readonly span?: number
}

/** A round or oval hole through a wall. */
export function ovalDefect(plan: OvalDefect): DefectPlan {
  const { id, name, between, centre, radii, blend = 1, span } = plan
  const axis = normalize(plan.axis)
  const first = normalize(subtract(plan.along, scale(axis, dot(plan.along, axis))))
  const second = cross(axis, first)
  const rim = Array.from({ length: 24 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 24
    const out = add(scale(first, radii[0] * Math.cos(angle)), scale(second, radii[1] * Math.sin(angle)))
    return add(centre, out)
  })
  const solid = ovalCylinder(centre, [first, second, axis], radii, plan.half)
  return { id, name, between, solid, centre, axis, rim, blend, ...(span && { span }) }
}

/** Distance to first order at its surface: a cylinder on an ellipse, flat ends. */
function ovalCylinder(
  centre: Vec3,
  [s, t, n]: readonly [Vec3, Vec3, Vec3],
  [a, b]: readonly [number, number],
  half: number,
): Solid {
  const [cx, cy, cz] = centre
  const least = Math.min(a, b)
  const distance = (x: number, y: number, z: number) => {
    const px = x - cx
    const py = y - cy
    const pz = z - cz
    const u = (px * s[0] + py * s[1] + pz * s[2]) / a
    const v = (px * t[0] + py * t[1] + pz * t[2]) / b
    const k0 = Math.sqrt(u * u + v * v)
    const k1 = Math.sqrt((u / a) ** 2 + (v / b) ** 2)
    const across = k1 > 1e-9 ? (k0 * (k0 - 1)) / k1 : -least
    return Math.max(across, Math.abs(px * n[0] + py * n[1] + pz * n[2]) - half)
  }
  const r = Math.hypot(Math.max(a, b), half)
  return { distance, low: [cx - r, cy - r, cz - r], high: [cx + r, cy + r, cz + r] }
}
