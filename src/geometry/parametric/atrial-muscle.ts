import { add, normalize, scale, type Vec3 } from '../../core/vec3'
import { type Anatomy, lumenOf } from './anatomy'
import type { Piece } from './plans'
import { type Solid, tube } from './solids'

/** Inside of the right atrium, from where its wall is looked for. */
const middle: Vec3 = [-30, 4, -8]
/** From the front of the superior caval vein's mouth, down the side behind the appendage, to the inferior vein. */
const crista: readonly Vec3[] = [
  [0.25, -0.5, 0.83],
  [-0.25, -0.42, 0.87],
  [-0.7, -0.05, 0.7],
  [-0.92, 0.25, 0.3],
  [-0.94, 0.32, -0.1],
  [-0.82, 0.35, -0.45],
]
/** Each comb of muscle runs from the crest forward, at its height. */
const combs: readonly (readonly Vec3[])[] = [0.62, 0.34, 0.06, -0.22, -0.5].map((up) =>
  [165, 195, 225, 255].map((degrees): Vec3 => {
    const angle = (degrees * Math.PI) / 180
    return [Math.cos(angle), Math.sin(angle), up]
  }),
)

/** The terminal crest and the pectinate muscles, laid on the wall of a right atrium of any shape. */
export function rightAtrialMuscle(shape: Anatomy): Piece[] {
  const solids = lumenOf(shape, 'RA').flatMap((piece) => piece.solids)
  if (solids.length === 0) return []
  const ridge = (ways: readonly Vec3[], radius: number): Piece => ({
    solids: tube(
      ways.map((way) => [onWall(solids, way, 0.3), radius] as const),
      4,
    ),
    blend: 1,
  })
  return [ridge(crista, 1.9), ...combs.map((ways) => ridge(ways, 1.3))]
}

/** Where a ray from the middle of the atrium meets its wall, `inside` before it. */
function onWall(solids: readonly Solid[], way: Vec3, inside: number): Vec3 {
  const unit = normalize(way)
  const depth = ([x, y, z]: Vec3) => solids.reduce((least, s) => Math.min(least, s.distance(x, y, z)), 99)
  let t = 4
  while (t < 40 && depth(add(middle, scale(unit, t))) < -inside) t += 0.25
  return add(middle, scale(unit, t))
}
