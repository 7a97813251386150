import { add, distance, mix, scale, type Vec3 } from '../core/vec3'
import type { BloodDomain } from './blood-domain'
import { closestOnTriangle } from './closest-on-triangle'
import type { LumenShape } from './resolve-anatomy-lumen'

/** How far the lips of a cut stand apart along its line, as tissue has shown. Metres, at rest. */
export interface CutGape {
  readonly edit: string
  /** Outer and inner end of the blade at each station, and the gape there. */
  readonly stations: readonly { readonly outer: Vec3; readonly inner: Vec3; readonly width: number }[]
}

interface Piece {
  /** Two triangles between two stations. */
  readonly corners: readonly [Float64Array, Float64Array]
  readonly half: number
}

/** Area between the lips, m², and its middle. */
export function gapeLeak({ stations }: CutGape): BloodDomain['leaks'][number] {
  let area = 0
  let sum: Vec3 = [0, 0, 0]
  for (let n = 1; n < stations.length; n++) {
    const [p, q] = [middleOf(stations, n - 1), middleOf(stations, n)]
    const here = (distance(p.at, q.at) * (p.width + q.width)) / 2
    area += here
    sum = add(sum, scale(mix(p.at, q.at, 0.5), here))
  }
  return { centre: area > 0 ? scale(sum, 1 / area) : middleOf(stations, 0).at, area }
}

function middleOf(stations: CutGape['stations'], n: number): { at: Vec3; width: number } {
  const { outer, inner, width } = stations[n] as CutGape['stations'][number]
  return { at: mix(outer, inner, 0.5), width }
}

/**
 * Union of the lumen with what lies between the lips of a cut; null where they touch all along.
 * @param spacing of the lattice that it will be sampled on, metres
 */
export function gapeShape({ edit, stations }: CutGape, spacing: number): LumenShape | null {
  const pieces = stations.slice(1).flatMap((b, n): Piece[] => {
    const a = stations[n] as typeof b
    const half = (a.width + b.width) / 4
    return half > 0 ? [{ corners: quad(a.outer, a.inner, b.outer, b.inner), half }] : []
  })
  if (pieces.length === 0) return null
  const reach = Math.max(...pieces.map((p) => p.half)) + 2 * spacing
  const ends = stations.flatMap(({ outer, inner }) => [outer, inner])
  const side = (a: 0 | 1 | 2, pick: (...v: number[]) => number) => pick(...ends.map((p) => p[a]))
  return {
    edit,
    low: [side(0, Math.min) - reach, side(1, Math.min) - reach, side(2, Math.min) - reach],
    high: [side(0, Math.max) + reach, side(1, Math.max) + reach, side(2, Math.max) + reach],
    apply: (p, phi) => Math.min(phi, between(pieces, p)),
  }
}

const quad = (a: Vec3, b: Vec3, c: Vec3, d: Vec3): Piece['corners'] => [
  Float64Array.from([...a, ...b, ...c]),
  Float64Array.from([...b, ...d, ...c]),
]

const nearest = new Float64Array(3)

function between(pieces: readonly Piece[], p: Vec3): number {
  let least = Number.POSITIVE_INFINITY
  for (const { corners, half } of pieces)
    for (let k = 0; k < 2; k++) {
      closestOnTriangle(corners[k as 0 | 1], p[0], p[1], p[2], nearest)
      const [x, y, z] = [p[0] - nearest[0]!, p[1] - nearest[1]!, p[2] - nearest[2]!]
      least = Math.min(least, Math.sqrt(x * x + y * y + z * z) - half)
    }
  return least
}
