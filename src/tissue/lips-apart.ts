import { cross, distance, dot, length, mix, scale, subtract, type Vec3 } from '../core/vec3'
import { type BesideFinder, besideFinder } from './beside'
import { tetFinder } from './embed'
import { sampler } from './field'
import type { TissueTopology } from './topology'
import { cornersOf, placeNowOf, turnedBack } from './turn-between'

/** Between two stations along a cut, and two places down a station, metres. */
const step = { along: 1e-3, down: 0.5e-3 } as const

/** A place along a cut: its outer and inner end at rest, and how far its lips stand apart, metres. */
export interface CutStation {
  readonly outer: Vec3
  readonly inner: Vec3
  /** The least down to its ground; 0 where the cut ends in tissue or the lips touch. */
  readonly width: number
}

/** How the lips of a cut lie. */
export interface CutLook {
  readonly edit: string
  readonly stations: readonly CutStation[]
}

/**
 * How far the lips of a cut stand apart, along its line: at each place of the blade in tissue, the two pieces that it parts
 * have gone from one point to two; what lies between these across the blade (taken back by the turn of the tissue there) is
 * the gape. A station is as open as its narrowest place; where its ground lies in tissue it leads nowhere.
 * Limits: a slit that no whole edge of the lattice lies in cannot part, since its ends are held together; what is seen is as
 * wide as the lattice lets it be. Lips that slide along each other do not stand apart.
 * @param blade_mm positions of the blade at rest, outer end first, millimetres
 */
export function lipsApart(
  topology: TissueTopology,
  blade_mm: readonly (readonly [Vec3, Vec3])[],
  nodesNow: Float32Array,
): CutStation[] {
  const depth = sampler(topology.model.heart.frame, topology.distance)
  const beside = besideFinder(topology)
  const find = tetFinder(topology.model)
  return stationsOf(blade_mm).map(({ outer, inner, across }) => {
    const count = Math.max(1, Math.ceil(distance(outer, inner) / step.down))
    const places = Array.from({ length: count + 1 }, (_, n) => mix(outer, inner, n / count))
    const met = places.filter((p) => depth(...p) < 0)
    const through = met.length > 0 && depth(...outer) > 0 && depth(...inner) > 0
    const widths = through
      ? met.map((p) => gape(topology, beside, find(...p)?.tet ?? -1, p, across, nodesNow))
      : [0]
    return { outer, inner, width: Math.max(0, Math.min(...widths)) }
  })
}

interface Station {
  readonly outer: Vec3
  readonly inner: Vec3
  /** Across the blade. */
  readonly across: Vec3
}

function stationsOf(blade_mm: readonly (readonly [Vec3, Vec3])[]): Station[] {
  return blade_mm.slice(1).flatMap(([a1, b1], n) => {
    const [a0, b0] = blade_mm[n]!
    const count = Math.max(1, Math.ceil((1e-3 * Math.max(distance(a0, a1), distance(b0, b1))) / step.along))
    return Array.from({ length: count + (n === blade_mm.length - 2 ? 1 : 0) }, (_, k) => {
      const [outer, inner] = [mix(a0, a1, k / count), mix(b0, b1, k / count)]
      const ahead = subtract(mix(a1, b1, 0.5), mix(a0, b0, 0.5))
      return {
        outer: scale(outer, 1e-3),
        inner: scale(inner, 1e-3),
        across: cross(ahead, subtract(inner, outer)),
      }
    })
  })
}

/** How far apart the two pieces at a place of a blade have gone across it; 0 where nothing parts them. */
function gape(
  topology: TissueTopology,
  beside: BesideFinder,
  tet: number,
  p: Vec3,
  across: Vec3,
  nodesNow: Float32Array,
): number {
  const parted = tet < 0 ? null : beside(p, across)
  if (!parted || parted.before === parted.behind) return 0
  const [one, other] = [cornersOf(topology, parted.before), cornersOf(topology, parted.behind)]
  const between = subtract(
    placeNowOf(one, nodesNow, parted.weights),
    placeNowOf(other, nodesNow, parted.weights),
  )
  return dot(turnedBack(topology, tet, one, nodesNow, between), across) / (length(across) || 1)
}
