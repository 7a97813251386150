import { type LatticeFrame, toLattice } from '../core/lattice'
import { add, cross, length, scale, subtract, type Vec3 } from '../core/vec3'
import type { BloodDomain, Sheet } from './blood-domain'

/** What a sheet is and what it parts. SI. */
export interface SheetSides {
  readonly edit: string
  /** Of the sheet itself, without the skirt that lies in the wall. */
  readonly area: number
  /** The middle of each of its triangles. */
  readonly places: readonly Vec3[]
  /** The structures of blood that most of it lies between; null where it does not part two. */
  readonly sides: readonly [number, number] | null
}

/** How far off the sheet blood is looked for, in cells: past the cells that it crosses. */
const probes = [1.5, 2.5] as const

/** Measures a sheet and looks on both sides of each of its triangles for the blood that it parts. */
export function sheetSides(domain: BloodDomain, sheet: Sheet): SheetSides {
  const places: Vec3[] = []
  const votes = new Map<string, number>()
  let area = 0
  const { triangles, ownCount } = sheet
  for (let t = 0; t < triangles.length; t += 3) {
    if ([0, 1, 2].some((k) => (triangles[t + k] as number) >= ownCount)) continue
    const [a, b, c] = [0, 1, 2].map((k) => vertex(sheet, triangles[t + k] as number)) as [Vec3, Vec3, Vec3]
    const across = scale(cross(subtract(b, a), subtract(c, a)), 0.5)
    const size = length(across)
    if (!(size > 0)) continue
    const middle = scale(add(add(a, b), c), 1 / 3)
    area += size
    places.push(middle)
    const [one, two] = [1, -1].map((side) => bloodBeside(domain, middle, scale(across, side / size)))
    if (!one || !two || one === two) continue
    const pair = `${Math.min(one, two)} ${Math.max(one, two)}`
    votes.set(pair, (votes.get(pair) ?? 0) + size)
  }
  const most = [...votes]
    .sort((p, q) => q[1] - p[1])[0]?.[0]
    .split(' ')
    .map(Number)
  return { edit: sheet.edit, area, places, sides: most ? [most[0] as number, most[1] as number] : null }
}

const vertex = ({ positions }: Sheet, n: number): Vec3 => [
  positions[3 * n] as number,
  positions[3 * n + 1] as number,
  positions[3 * n + 2] as number,
]

function bloodBeside({ frame, structure }: BloodDomain, p: Vec3, unit: Vec3): number {
  for (const cells of probes) {
    const cell = cellAt(frame, add(p, scale(unit, cells * frame.spacing)))
    if (cell >= 0 && structure[cell]) return structure[cell] as number
  }
  return 0
}

function cellAt(frame: LatticeFrame, p: Vec3): number {
  const at = toLattice(frame, p).map(Math.round)
  if (at.some((v, a) => v < 0 || v >= (frame.size[a] as number))) return -1
  const [i, j, k] = at as [number, number, number]
  return i + frame.size[0] * (j + frame.size[1] * k)
}
