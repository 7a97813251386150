import { cellIndex } from '../core/lattice'
import { add, cross, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { sampler } from './field'
import type { Shell } from './shell'
import type { TissueTopology } from './topology'

/** Which blood presses on the triangles of shells. */
export interface ShellLoads {
  /** First record and number of records of each shell node, from the first shell's on. */
  readonly rows: Uint32Array
  /** Three node ids a triangle, and front | back << 8: the structures on its two sides, 0 outside of the heart. */
  readonly records: Uint32Array
}

/**
 * How far from a patch blood is looked for, in cells, the likeliest first: past the tissue that a hole's label still
 * shows, and past the seam between two bloods, which need not lie where the patch does.
 */
const reach = [2, 3, 1.5, 4, 1] as const

/**
 * Finds the blood on both sides of each triangle at rest. A triangle that lies on tissue, or has one blood on both sides,
 * carries nothing.
 * @param firstNode id of the first shell's first node
 */
export function shellLoads(
  topology: TissueTopology,
  shells: readonly Shell[],
  firstNode: number,
): ShellLoads {
  const { heart } = topology.model
  const tissue = sampler(heart.frame, topology.distance)
  const byNode: number[][] = []
  for (const shell of shells) {
    const base = shell.firstNode - firstNode
    shell.mass.forEach((_, n) => {
      byNode[base + n] = []
    })
    for (let t = 0; t < shell.triangles.length; t += 3) {
      const ids = Array.from(shell.triangles.subarray(t, t + 3))
      const places = ids.map((n) => placeOf(shell, n)) as [Vec3, Vec3, Vec3]
      const sides = shell.sides?.[t / 3] ?? sidesOf(heart, tissue, places)
      if (sides === 0) continue
      const record = [...ids.map((n) => shell.firstNode + n), sides]
      for (const n of ids) byNode[base + n]!.push(...record)
    }
  }
  const rows = new Uint32Array(2 * byNode.length)
  let first = 0
  byNode.forEach((list, n) => {
    rows.set([first, list.length / 4], 2 * n)
    first += list.length / 4
  })
  return { rows, records: Uint32Array.from(byNode.flat()) }
}

const placeOf = ({ positions }: Shell, n: number): Vec3 => [
  positions[3 * n]!,
  positions[3 * n + 1]!,
  positions[3 * n + 2]!,
]

/** front | back << 8; 0 where nothing pushes. */
function sidesOf(
  heart: Heart,
  tissue: (x: number, y: number, z: number) => number,
  [a, b, c]: readonly [Vec3, Vec3, Vec3],
): number {
  const middle = scale(add(add(a, b), c), 1 / 3)
  if (tissue(...middle) < heart.frame.spacing / 2) return 0
  const area = cross(subtract(b, a), subtract(c, a))
  const normal = scale(area, 1 / (length(area) || 1))
  const [front, back] = [sideAt(heart, middle, normal), sideAt(heart, middle, scale(normal, -1))]
  return front === back || front < 0 || back < 0 ? 0 : front | (back << 8)
}

/** The blood on one side; 0: outside of the heart, -1: a wall. */
function sideAt({ frame, labels, structures }: Heart, from: Vec3, towards: Vec3): number {
  const labelAt = (cells: number): number => {
    const [i, j, k] = from.map((x, d) =>
      Math.round((x - frame.origin[d]!) / frame.spacing + cells * towards[d]!),
    ) as [number, number, number]
    const inside = [i, j, k].every((v, d) => v >= 0 && v < frame.size[d]!)
    return inside ? labels[cellIndex(frame, i, j, k)]! : 0
  }
  const isBlood = (label: number): boolean => structures.some((s) => s.id === label && s.kind === 'blood')
  const seen = reach.map(labelAt)
  return seen.find(isBlood) ?? (seen.every((label) => label === 0) ? 0 : -1)
}
