import { scale } from '../../core/vec3'
import { type Anatomy, gateOf, lumenOf } from './anatomy'
import type { WallKind } from './clearances'
import { type Body, bodies, type GatePlan } from './plans'
import { reach, type Sampling } from './sampling'
import { cylinder, smoothMax } from './solids'

/** Distance to each cavity that the heart has, one value a cell, mm of the drawn heart. */
export type Cavities = Partial<Record<Body, Float32Array>>

/** Thicknesses in mm of the drawn heart. */
export interface Walls {
  readonly leftVentricle: number
  readonly septum: number
  readonly rightVentricle: number
  readonly atrium: number
  readonly vessel: number
}

/** The membranous septum, the fossa ovalis and the wall between the AV valves, mm of the drawn heart. */
const membranous = 2.6
export const septumBetweenAtria = 4.8
const junction = 3

/** The cavities with a wall between any two, by the steps of `shape.clearances`. */
export function cavities(shape: Anatomy, lattice: Sampling, walls: Walls): Cavities {
  const present = bodies.filter((b) => lumenOf(shape, b).length > 0)
  const raw: Cavities = Object.fromEntries(present.map((b) => [b, lattice.union(lumenOf(shape, b))]))
  const thickness = thicknesses(shape, lattice, walls)
  for (const step of shape.clearances) {
    const field = raw[step.body]
    if (!field) continue
    if (step.do === 'sleeves') openSleeves(shape, lattice, field, step.body)
    else if (step.do === 'downstream') stayDownstream(lattice, field, gateOf(shape, step.gate))
    else if (raw[step.from]) giveWay(field, raw[step.from] as Float32Array, thickness(step.wall), step.blend)
  }
  return raw
}

/** What each kind of wall measures, one value or one a cell. */
function thicknesses(
  shape: Anatomy,
  lattice: Sampling,
  walls: Walls,
): (wall: WallKind | number) => number | Float32Array {
  const { membranous: place, fossa } = shape
  const septum = thinned(lattice, walls.septum, membranous, place.centre, place.reach, 1.6)
  const full = Math.max(septumBetweenAtria, walls.atrium)
  const table: Record<WallKind, number | Float32Array> = {
    vessel: walls.vessel * 1.15,
    'aortic-root': walls.vessel * 1.15 + 0.5,
    septum,
    interatrial: thinned(lattice, full, walls.atrium, fossa.centre, fossa.reach, 2.6),
    membranous,
    venous: walls.atrium + 0.6,
    junction,
    groove: Math.max(3.2, walls.rightVentricle + 0.6),
  }
  return (wall) => (typeof wall === 'number' ? wall : table[wall])
}

/** Keeps `field` at least `wall` away from `other`; `k` rounds the edge. */
function giveWay(field: Float32Array, other: Float32Array, wall: number | Float32Array, k: number): void {
  for (let c = 0; c < field.length; c++) {
    if ((other[c] as number) >= reach) continue
    const thickness = typeof wall === 'number' ? wall : (wall[c] as number)
    field[c] = smoothMax(field[c] as number, thickness - (other[c] as number), k)
  }
}

/** Takes off what bulges back beside a valve, where it would meet the chamber before it round the annulus. */
function stayDownstream(lattice: Sampling, field: Float32Array, gate: GatePlan | undefined): void {
  if (!gate) return
  const behind = cylinder(gate.centre, scale(gate.normal, -1), 14, gate.radius + 4)
  lattice.within(behind, 4, (c, d) => {
    field[c] = smoothMax(field[c] as number, -d, 1)
  })
}

function openSleeves(shape: Anatomy, lattice: Sampling, field: Float32Array, body: Body): void {
  const sleeves = lattice.union((shape.lumen[body] ?? []).filter((piece) => piece.blend === 0))
  for (let c = 0; c < field.length; c++) field[c] = Math.min(field[c] as number, sleeves[c] as number)
}

/** A thickness that falls from `full` to `thin` towards a place; 1: all the way to it, 2: in the outer half. */
function thinned(
  lattice: Sampling,
  full: number,
  thin: number,
  centre: readonly [number, number, number],
  radius: number,
  steepness: number,
): Float32Array {
  const field = new Float32Array(lattice.count).fill(full)
  const ball = {
    low: [centre[0] - radius, centre[1] - radius, centre[2] - radius] as const,
    high: [centre[0] + radius, centre[1] + radius, centre[2] + radius] as const,
    distance: (x: number, y: number, z: number) =>
      Math.hypot(x - centre[0], y - centre[1], z - centre[2]) - radius,
  }
  lattice.within(ball, 0, (c, d) => {
    const t = Math.min(Math.max(((d + radius) / radius) * steepness - steepness + 1, 0), 1)
    field[c] = thin + (full - thin) * t * t * (3 - 2 * t)
  })
  return field
}
