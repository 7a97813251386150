import { scale } from '../../core/vec3'
import type { Anatomy } from './anatomy'
import { type Body, bodies, type GatePlan } from './plans'
import { reach, type Sampling } from './sampling'
import { cylinder, smoothMax } from './solids'

/** Distance to each cavity, one value a cell, mm of the drawn heart. */
export type Cavities = Record<Body, Float32Array>

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
const atrialSeptum = 3.6
const junction = 3

/**
 * The cavities with a wall between any two: each gives way to those before it in the order of `bodies`, and only
 * the sleeves of the valves pass through.
 */
export function cavities(shape: Anatomy, lattice: Sampling, walls: Walls): Cavities {
  const raw = Object.fromEntries(bodies.map((b) => [b, lattice.union(shape.lumen[b])])) as Cavities
  const vessel = walls.vessel * 1.15
  const groove = Math.max(3.2, walls.rightVentricle + 0.6)
  const { defect, fossa } = shape
  const septum = thinned(lattice, walls.septum, membranous, defect.centre, defect.reach)
  const interatrial = thinned(
    lattice,
    Math.max(atrialSeptum, walls.atrium),
    walls.atrium,
    fossa.centre,
    fossa.reach,
  )

  giveWay(raw.PA, raw.aorta, vessel, 0.5)
  giveWay(raw.RV, raw.LV, septum, 2)
  giveWay(raw.RV, raw.aorta, vessel + 0.5, 1)
  stayDownstream(lattice, raw.RV, shape.gates.tricuspid)
  openSleeves(shape, lattice, raw, 'RV')
  giveWay(raw.RV, raw.LV, membranous, 1)
  giveWay(raw.LA, raw.LV, junction, 1)
  giveWay(raw.LA, raw.aorta, vessel, 1)
  giveWay(raw.LA, raw.PA, vessel, 1)
  giveWay(raw.LA, raw.RV, groove, 1)
  openSleeves(shape, lattice, raw, 'LA')
  giveWay(raw.LA, raw.aorta, vessel, 1)
  giveWay(raw.RA, raw.LV, junction + 0.5, 1)
  giveWay(raw.RA, raw.aorta, vessel, 1)
  giveWay(raw.RA, raw.PA, vessel, 1)
  giveWay(raw.RA, raw.RV, groove, 1)
  giveWay(raw.RA, raw.LA, interatrial, 1)
  openSleeves(shape, lattice, raw, 'RA')
  giveWay(raw.RA, raw.LV, membranous, 1)
  giveWay(raw.RA, raw.aorta, vessel, 1)
  return raw
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
function stayDownstream(lattice: Sampling, field: Float32Array, gate: GatePlan): void {
  const behind = cylinder(gate.centre, scale(gate.normal, -1), 14, gate.radius + 4)
  lattice.within(behind, 4, (c, d) => {
    field[c] = smoothMax(field[c] as number, -d, 1)
  })
}

function openSleeves(shape: Anatomy, lattice: Sampling, raw: Cavities, body: Body): void {
  const sleeves = lattice.union(shape.lumen[body].filter((piece) => piece.blend === 0))
  const field = raw[body]
  for (let c = 0; c < field.length; c++) field[c] = Math.min(field[c] as number, sleeves[c] as number)
}

/** A thickness that falls from `full` to `thin` towards a place. */
function thinned(
  lattice: Sampling,
  full: number,
  thin: number,
  centre: readonly [number, number, number],
  radius: number,
): Float32Array {
  const field = new Float32Array(lattice.count).fill(full)
  const ball = {
    low: [centre[0] - radius, centre[1] - radius, centre[2] - radius] as const,
    high: [centre[0] + radius, centre[1] + radius, centre[2] + radius] as const,
    distance: (x: number, y: number, z: number) =>
      Math.hypot(x - centre[0], y - centre[1], z - centre[2]) - radius,
  }
  lattice.within(ball, 0, (c, d) => {
    const t = Math.min(Math.max(((d + radius) / radius) * 1.6 - 0.6, 0), 1)
    field[c] = thin + (full - thin) * t * t * (3 - 2 * t)
  })
  return field
}
