import type { LatticeFrame } from '../../core/lattice'
import { mm } from '../../core/units'
import { distance, normalize, scale, type Vec3 } from '../../core/vec3'
import { joinedTo } from '../label-components'
import { eachLinkThrough, onLattice } from './cut-links'
import { type Growable, lumenLabel } from './parts'
import type { Recipe } from './recipe'

/** A vessel's end: a disc no larger than it takes to cover the lumen there. Metres, LPS. */
export interface EndSection {
  readonly part: Growable
  readonly centre: Vec3
  /** Unit vector out of the heart. */
  readonly normal: Vec3
  readonly radius: number
}

/**
 * The ends of a recipe as they cut the lumens: of the cells that each disc bares, the one section nearest to its
 * centre. An end that bares none is left out.
 */
export function endSections(frame: LatticeFrame, labels: Uint8Array, ends: Recipe['ends']): EndSection[] {
  return ends.flatMap((end): EndSection[] => {
    const cells = sectionOf(frame, labels, end)
    if (cells.length === 0) return []
    const [nx, ny] = frame.size
    const normal = normalize(end.normal)
    const planar = (o: number): Vec3 => {
      const p: Vec3 = [
        frame.origin[0] + (o % nx) * frame.spacing,
        frame.origin[1] + (Math.floor(o / nx) % ny) * frame.spacing,
        frame.origin[2] + Math.floor(o / (nx * ny)) * frame.spacing,
      ]
      const height = [0, 1, 2].reduce(
        (s, a) => s + ((p[a] as number) - (end.centre[a] as number) * mm) * (normal[a] as number),
        0,
      )
      return p.map((x, a) => x - height * (normal[a] as number)) as unknown as Vec3
    }
    const points = cells.map(planar)
    const centre = scale(
      points.reduce((s, p): Vec3 => [s[0] + p[0], s[1] + p[1], s[2] + p[2]], [0, 0, 0] as Vec3),
      1 / points.length,
    )
    // No farther than a round section of its size: what lies beside a vessel is none of its port.
    const round = 1.15 * Math.sqrt((points.length * frame.spacing ** 2) / Math.PI)
    const radius = Math.min(round, Math.max(...points.map((p) => distance(p, centre))) + 0.7 * frame.spacing)
    return [{ part: end.part, centre, normal, radius }]
  })
}

function sectionOf(frame: LatticeFrame, labels: Uint8Array, end: Recipe['ends'][number]): number[] {
  const disc = onLattice(frame, end)
  const label = lumenLabel(end.part)
  const waiting = new Set<number>()
  let first = -1
  let least = Number.POSITIVE_INFINITY
  const [nx, ny] = frame.size
  eachLinkThrough(frame, disc, (cell, _axis, next, side) => {
    const inner = side < 0 ? cell : next
    if (labels[inner] !== label) return
    waiting.add(inner)
    const d = distance([inner % nx, Math.floor(inner / nx) % ny, Math.floor(inner / (nx * ny))], disc.centre)
    if (d >= least) return
    least = d
    first = inner
  })
  return first < 0 ? [] : joinedTo(frame, first, waiting)
}
