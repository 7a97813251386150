import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName } from '../../heart/heart'
import type { GatePlan, Piece } from './plans'
import { roundCone, type Solid, tube } from './solids'

/** One leaflet of an atrioventricular valve; angles in degrees from the valve's reference, clockwise along the flow. */
interface Leaflet {
  readonly middle: number
  readonly halfWidth: number
  /** From hinge to free edge, drawn mm. */
  readonly depth: number
}

/** The leaflets of an atrioventricular valve, wherever its gate lies. */
export interface LeafletPlan {
  readonly gate: GateName
  /** Place that 0° points to. */
  readonly towards: Vec3
  readonly leaflets: readonly Leaflet[]
  /** Strands from the tip of a papillary muscle to the free edge at these angles. */
  readonly chordae: readonly { readonly tip: Vec3; readonly angles: readonly number[] }[]
}

/**
 * Thickness of a leaflet as modelled, drawn mm. In life it is under a millimetre; the lattice needs 1.6 cells to hold
 * one without false holes.
 */
const thickness = 2.4
const commissure = 2.5
/** The open leaflets narrow by this much a millimetre. */
const taper = 0.12
/** Their root lies in the wall, so that the orifice keeps its annulus. */
const seat = 1.6
const degrees = Math.PI / 180

/** Unit vectors across the flow: to the reference, and 90° on. */
function across(gate: GatePlan, towards: Vec3): [Vec3, Vec3] {
  const way = subtract(towards, gate.centre)
  const first = normalize(subtract(way, scale(gate.normal, dot(way, gate.normal))))
  return [first, cross(gate.normal, first)]
}

function depthAt(leaflets: readonly Leaflet[], angle: number): number {
  let depth = commissure
  for (const { middle, halfWidth, depth: full } of leaflets) {
    const away = Math.abs(((angle - middle + 540) % 360) - 180) / halfWidth
    if (away < 1) depth = Math.max(depth, commissure + (full - commissure) * Math.sqrt(1 - away ** 2))
  }
  return depth
}

/** The open leaflets of a valve, a skirt that hangs into the ventricle, and their chordae. */
export function valvePieces(plan: LeafletPlan, gate: GatePlan): Piece[] {
  const strands = plan.chordae.flatMap(({ tip, angles }) =>
    angles.map((angle) => roundCone(tip, 1.3, freeEdge(plan, gate, angle), 1.15)),
  )
  return [
    { solids: [skirt(plan, gate)], blend: 0.8 },
    ...strands.map((solid) => ({ solids: [solid], blend: 0.8 })),
  ]
}

function freeEdge(plan: LeafletPlan, gate: GatePlan, angle: number): Vec3 {
  const [s, t] = across(gate, plan.towards)
  const h = depthAt(plan.leaflets, angle) - 0.8
  const r = gate.radius + seat - taper * h
  const out = add(scale(s, r * Math.cos(angle * degrees)), scale(t, r * Math.sin(angle * degrees)))
  return add(gate.centre, add(scale(gate.normal, h), out))
}

function skirt(plan: LeafletPlan, gate: GatePlan): Solid {
  const [s, t] = across(gate, plan.towards)
  const [cx, cy, cz] = gate.centre
  const [nx, ny, nz] = gate.normal
  const depths = Float64Array.from({ length: 361 }, (_, a) => depthAt(plan.leaflets, a))
  const half = thickness / 2
  const round = 0.9 * half
  const root = gate.radius + seat
  const distance = (x: number, y: number, z: number) => {
    const px = x - cx
    const py = y - cy
    const pz = z - cz
    const h = px * nx + py * ny + pz * nz
    const u = px * s[0] + py * s[1] + pz * s[2]
    const v = px * t[0] + py * t[1] + pz * t[2]
    const turn = Math.atan2(v, u) / degrees
    const depth = depths[Math.round(turn < 0 ? turn + 360 : turn)] as number
    const side = Math.abs(Math.sqrt(u * u + v * v) - (root - taper * h)) - half + round
    const end = Math.max(h - depth, -h - half) + round
    const outside = Math.sqrt(Math.max(side, 0) ** 2 + Math.max(end, 0) ** 2)
    return Math.min(Math.max(side, end), 0) + outside - round
  }
  const reach = root + half + Math.max(...depths)
  return {
    distance,
    low: [cx - reach, cy - reach, cz - reach],
    high: [cx + reach, cy + reach, cz + reach],
  }
}

/**
 * The crown-shaped hinges of three open semilunar cusps: ridges from a commissure down to the annulus and up to the
 * next. Cusps themselves are thinner than the lattice holds.
 * @param towards a place in the direction of the middle of one sinus
 */
export function cuspHinges(gate: GatePlan, towards: Vec3): Piece {
  const [first, second] = across(gate, towards)
  const unit = gate.radius / 7
  const place = (angle: number, h: number) => {
    const out = add(scale(first, Math.cos(angle * degrees)), scale(second, Math.sin(angle * degrees)))
    return add(gate.centre, add(scale(gate.normal, h * unit), scale(out, gate.radius + 1.1)))
  }
  const solids = [0, 120, 240].flatMap((middle) =>
    tube(
      [-58, -38, -18, 0, 18, 38, 58].map((a) => [place(middle + a, 1.4 + 6 * (a / 60) ** 2), 1.2] as const),
      2,
    ),
  )
  return { solids, blend: 0.5 }
}
