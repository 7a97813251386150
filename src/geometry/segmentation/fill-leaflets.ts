import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, scale, tangents, type Vec3 } from '../../core/vec3'
import { onLattice } from './cut-links'
import { isLumen, lumenLabel } from './parts'
import type { Recipe } from './recipe'
import { valvePair } from './valve-pairs'

/** Half the height of the slab in which leaflets are looked for, and the widest gap that is one, metres. */
const halfHeight = 2.5 * mm
const widest = 5 * mm
const directions = 8

/**
 * Closed leaflets in the plane of a valve are dark sheets in its opening. Within the valve's disc a cell of nothing
 * becomes lumen where the valve's own lumens lie on both sides of it, no more than 5 mm apart in the plane, and no
 * other lumen touches it: so the annulus is as open as the valve can be, and no wall to another part goes.
 */
export function fillLeaflets(frame: LatticeFrame, labels: Uint8Array, valves: Recipe['valves']): Uint8Array {
  const out = labels.slice()
  for (const valve of valves) fillValve(frame, labels, out, valve)
  return out
}

function fillValve(
  frame: LatticeFrame,
  labels: Uint8Array,
  out: Uint8Array,
  valve: Recipe['valves'][number],
): void {
  const pair = valvePair(frame, labels, valve)
  if (!pair) return
  const [vessel, ventricle] = pair.map(lumenLabel) as [number, number]
  const forward = valve.gate === 'aortic' || valve.gate === 'pulmonary'
  const [behind, before] = forward ? [ventricle, vessel] : [vessel, ventricle]
  const { centre: c, normal: n, radius } = onLattice(frame, valve)
  const rays = raysIn(n)
  const reach = halfHeight / frame.spacing
  const margin = Math.ceil(widest / frame.spacing) + 1
  const [nx, ny] = frame.size
  const low = c.map((x) => Math.max(margin, Math.floor(x - radius - 1)))
  const high = c.map((x, a) => Math.min((frame.size[a] as number) - 1 - margin, Math.ceil(x + radius + 1)))
  for (let k = low[2] as number; k <= (high[2] as number); k++)
    for (let j = low[1] as number; j <= (high[1] as number); j++)
      for (let i = low[0] as number; i <= (high[0] as number); i++) {
        const o = i + nx * (j + ny * k)
        if (labels[o] !== 0) continue
        const d: Vec3 = [i - c[0], j - c[1], k - c[2]]
        const height = d[0] * n[0] + d[1] * n[1] + d[2] * n[2]
        const square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
        if (Math.abs(height) > reach || square - height * height > radius * radius) continue
        if (touchesOther(frame, labels, o, vessel, ventricle)) continue
        if (isBetween(frame, labels, [i, j, k], rays, vessel, ventricle))
          out[o] = height > 0 ? before : behind
      }
}

const raysIn = (normal: Vec3): Vec3[] => {
  const [u, v] = tangents(normal)
  return Array.from({ length: directions }, (_, n) => {
    const t = (Math.PI * n) / directions
    return add(scale(u, Math.cos(t)), scale(v, Math.sin(t)))
  })
}

function touchesOther(frame: LatticeFrame, labels: Uint8Array, o: number, p: number, q: number): boolean {
  const [nx, ny] = frame.size
  for (let c = -1; c <= 1; c++)
    for (let b = -1; b <= 1; b++)
      for (let a = -1; a <= 1; a++) {
        const l = labels[o + a + nx * (b + ny * c)] as number
        if (isLumen(l) && l !== p && l !== q) return true
      }
  return false
}

/** Whether a lumen of the valve lies on both sides of a cell along one of the rays, `widest` apart at most. */
function isBetween(
  frame: LatticeFrame,
  labels: Uint8Array,
  at: Vec3,
  rays: readonly Vec3[],
  p: number,
  q: number,
): boolean {
  const most = widest / frame.spacing
  return rays.some((ray) => {
    const ahead = lumenAlong(frame, labels, at, ray, most, p, q)
    return ahead < most && ahead + lumenAlong(frame, labels, at, scale(ray, -1), most, p, q) <= most
  })
}

function lumenAlong(
  frame: LatticeFrame,
  labels: Uint8Array,
  at: Vec3,
  ray: Vec3,
  most: number,
  p: number,
  q: number,
): number {
  const [nx, ny] = frame.size
  for (let t = 0.5; t <= most; t += 0.5) {
    const [i, j, k] = [0, 1, 2].map((a) => Math.round((at[a] as number) + t * (ray[a] as number))) as [
      number,
      number,
      number,
    ]
    const l = labels[i + nx * (j + ny * k)]
    if (l === p || l === q) return t
  }
  return Number.POSITIVE_INFINITY
}
