import { sampleField } from '../../core/lattice'
import { add, normalize, scale, type Vec3 } from '../../core/vec3'
import { type Anatomy, gateOf } from './anatomy'
import type { Cavities, Walls } from './cavities'
import type { GatePlan, Owned } from './plans'
import type { Sampling } from './sampling'
import { at, direction } from './skeleton'
import { type Station, smoothMin, tube } from './solids'
import { coronaryId } from './structures'

type Surface = (p: Vec3) => number

/** Lays the coronary arteries as raised cords into the grooves of the surface. They carry no blood here. */
export function coronaries(
  shape: Anatomy,
  lattice: Sampling,
  cavity: Cavities,
  walls: Walls,
  solid: Owned,
): void {
  const surface: Surface = (p) => sampleField(lattice.frame, solid.field, p)
  const { LV, RV } = cavity
  if (!LV || !RV) return
  const nearerLeft: Surface = (p) =>
    sampleField(lattice.frame, LV, p) -
    walls.leftVentricle -
    sampleField(lattice.frame, RV, p) +
    walls.rightVentricle
  const { left, right } = shape.coronaryOstia
  const anterior = septalGroove(surface, nearerLeft, 1)
  const rightRing = ring(gateOf(shape, 'tricuspid'), surface, 75, -95)
  const leftRing = ring(gateOf(shape, 'mitral'), surface, 105, 240)
  const courses: Vec3[][] = [
    [right, ...rightRing],
    septalGroove(surface, nearerLeft, -1),
    [left, ...anterior],
    [...anterior.slice(0, 1), ...leftRing],
    // Diagonal, obtuse marginal and acute marginal branches.
    [...anterior.slice(3, 4), ...branch(surface, 0, 24, 44, 112)],
    [...leftRing.slice(6, 7), ...branch(surface, 0, 18, 42, 172)],
    [...rightRing.slice(7, 8), ...branch(surface, 27, 20, 40, -20)],
  ]
  for (const points of courses) layCord(lattice, solid, points)
}

/** A cord of 3 mm that thins to 2 mm at its end. */
function layCord(lattice: Sampling, solid: Owned, points: readonly Vec3[]): void {
  if (points.length < 2) return
  const stations = points.map((p, i): Station => [p, 1.5 - (0.5 * i) / points.length])
  for (const piece of tube(stations, 3))
    lattice.within(piece, 2, (c, d) => {
      // The endocardium under it stays muscle.
      if (d < 0.3 && (solid.field[c] as number) > -1) solid.owner[c] = coronaryId
      solid.field[c] = smoothMin(solid.field[c] as number, d, 1)
    })
}

/** The atrioventricular groove round an annulus, from one angle to another; degrees from r to u. */
function ring(gate: GatePlan | undefined, surface: Surface, from: number, to: number): Vec3[] {
  if (!gate) return []
  const points: Vec3[] = []
  const steps = Math.round(Math.abs(to - from) / 12)
  for (let i = 0; i <= steps; i++) {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180
    const way = normalize(direction(Math.cos(angle), Math.sin(angle), 0.12))
    const p = lastInside(surface, gate.centre, way, 26)
    if (p) points.push(p)
  }
  return points
}

/** Over a ventricle towards the apex, at an angle from r to u round the line (r, 0, a); degrees. */
function branch(surface: Surface, r: number, from: number, to: number, degrees: number): Vec3[] {
  const angle = (degrees * Math.PI) / 180
  const way = direction(Math.cos(angle), Math.sin(angle), 0)
  const points: Vec3[] = []
  for (let a = from; a <= to; a += 5) {
    const p = lastInside(surface, at(r, 0, a), way, 42)
    if (p) points.push(p)
  }
  return points
}

/** The groove over the septum from base to apex, in front (1) or below (-1). */
function septalGroove(surface: Surface, nearerLeft: Surface, side: 1 | -1): Vec3[] {
  const points: Vec3[] = []
  for (let a = side > 0 ? 6 : 4; a <= (side > 0 ? 56 : 46); a += 4) {
    for (let angle = 130; angle > 15; angle -= 2) {
      const way = direction(Math.cos((angle * Math.PI) / 180), side * Math.sin((angle * Math.PI) / 180), 0)
      const p = lastInside(surface, at(0, 0, a), way, 42)
      if (!p || nearerLeft(p) < 0) continue
      points.push(p)
      break
    }
  }
  return points
}

/** Last place along a ray that lies in tissue, just under the surface. */
function lastInside(surface: Surface, start: Vec3, way: Vec3, far: number): Vec3 | null {
  for (let t = far; t > 4; t -= 0.4) {
    const p = add(start, scale(way, t))
    if (surface(p) < 0) return add(p, scale(way, -0.2))
  }
  return null
}
