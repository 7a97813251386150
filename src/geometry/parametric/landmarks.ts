import { sampleField } from '../../core/lattice'
import { mm } from '../../core/units'
import { add, normalize, scale, subtract, tangents, type Vec3 } from '../../core/vec3'
import type { Heart, Landmark } from '../../heart/heart'
import type { Anatomy } from './anatomy'

/**
 * @param unit metres per millimetre of the drawn heart
 * @param intoTissue the place in the wall nearest to an estimated one
 */
export function landmarks(shape: Anatomy, unit: number, intoTissue: (p: Vec3) => Vec3): Landmark[] {
  const mark = (id: string, name: string, points: readonly Vec3[]): Landmark => ({
    id,
    name,
    points: points.map((p) => scale(p, unit)),
  })
  const laid = (id: string, name: string, points: readonly Vec3[]): Landmark => ({
    id,
    name: `${name} (estimated)`,
    points: points.map((p) => intoTissue(scale(p, unit))),
  })
  const annuli = shape.gates.map((g) =>
    mark(
      `annulus-${g.id}`,
      `${g.id[0]?.toUpperCase()}${g.id.slice(1)} annulus`,
      circle(g.centre, g.normal, g.radius),
    ),
  )
  const { axis, leftBundle, rightBundle } = shape.conduction
  return [
    ...annuli,
    mark('septum-centre', 'Membranous septum', [shape.membranous.centre]),
    { id: 'fossa-ovalis', name: 'Oval fossa', points: [intoTissue(scale(shape.fossa.centre, unit))] },
    ...shape.defects.flatMap((d) => [
      mark(`${d.id}-centre`, `Centre of the ${d.name}`, [d.centre]),
      mark(`${d.id}-rim`, `Rim of the ${d.name}`, d.rim),
    ]),
    laid('conduction-axis', 'Conduction axis', axis),
    laid('left-bundle-branch', 'Left bundle branch', leftBundle),
    laid('right-bundle-branch', 'Right bundle branch', rightBundle),
    mark('coronary-ostium-left', 'Left coronary ostium', [shape.coronaryOstia.left]),
    mark('coronary-ostium-right', 'Right coronary ostium', [shape.coronaryOstia.right]),
    ...shape.landmarks.map((l) => (l.settled ? laid : mark)(l.id, l.name, l.points)),
  ]
}

/** Points once round a circle. */
export const circle = (centre: Vec3, normal: Vec3, radius: number, count = 24): Vec3[] => {
  const [s, t] = tangents(normal)
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return add(centre, add(scale(s, radius * Math.cos(angle)), scale(t, radius * Math.sin(angle))))
  })
}

/** Walks down the tissue's distance until `depth` (metres) inside the wall, or as deep as the wall allows. */
export function settle(heart: Pick<Heart, 'frame' | 'tissue'>, start: Vec3, depth = 0.6 * mm): Vec3 {
  const { frame, tissue } = heart
  const h = frame.spacing / 2
  const at = (p: Vec3) => sampleField(frame, tissue, p)
  const slope = (p: Vec3, e: Vec3) => at(add(p, scale(e, h))) - at(subtract(p, scale(e, h)))
  let place = start
  for (let n = 0; n < 20 && at(place) > -depth; n++) {
    const way = normalize([slope(place, [1, 0, 0]), slope(place, [0, 1, 0]), slope(place, [0, 0, 1])])
    const next = subtract(place, scale(way, Math.max((at(place) + depth) / 2, 0.1 * mm)))
    if (at(next) > at(place)) break
    place = next
  }
  return place
}
