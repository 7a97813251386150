import { cellIndex } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'
import { type FineSurface, fineSurface } from './embed'
import type { TissueModel } from './model'

/** The part of the fine surface that blood wets. */
export interface WettedSurface {
  readonly fine: FineSurface
  /** Blood structure that presses on each vertex; 0: none. */
  readonly blood: Uint8Array
  /** Rest area vector of each wetted vertex, out of the tissue, m²: a third of each of its triangles. */
  readonly area: Float32Array
}

/** How far from the wall blood is looked for, in cells: past a valve's slab or a cell that is neither. */
const reach = [0.5, 1, 1.5, 2, 3, 4] as const

const known = new WeakMap<FineSurface, WettedSurface>()

/** Finds (once per fine surface) which blood wets which part of it. `distance`: the tissue's distance field. */
export function wettedSurface(model: TissueModel, distance: Float32Array): WettedSurface {
  const fine = fineSurface(model, distance)
  const found = known.get(fine) ?? wet(model.heart, fine)
  known.set(fine, found)
  return found
}

function wet(heart: Heart, fine: FineSurface): WettedSurface {
  const bloodAt = bloodFinder(heart)
  const blood = Uint8Array.from(fine.side, (side, v) =>
    side === 1 ? bloodAt(vectorAt(fine.positions, v), vectorAt(fine.normals, v)) : 0,
  )
  return { fine, blood, area: vertexAreas(fine, blood) }
}

/** Finds the first blood that a ray meets within `reach` of a place. */
function bloodFinder(heart: Heart): (place: Vec3, towards: Vec3) => number {
  const { frame, labels } = heart
  const isBlood = new Uint8Array(256)
  for (const s of heart.structures) if (s.kind === 'blood') isBlood[s.id] = 1
  return (place, towards) => {
    for (const cells of reach) {
      const [i, j, k] = place.map((x, d) =>
        Math.round((x - frame.origin[d]!) / frame.spacing + cells * towards[d]!),
      ) as [number, number, number]
      const [nx, ny, nz] = frame.size
      if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
      const label = labels[cellIndex(frame, i, j, k)]!
      if (isBlood[label]) return label
    }
    return 0
  }
}

function vertexAreas({ positions, triangles }: FineSurface, blood: Uint8Array): Float32Array {
  const area = new Float32Array(positions.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const ids = triangles.subarray(t, t + 3)
    if (!blood[ids[0]!] && !blood[ids[1]!] && !blood[ids[2]!]) continue
    const n = areaVector(positions, ids)
    for (const v of ids) if (blood[v]) for (let d = 0; d < 3; d++) area[3 * v + d]! += n[d]! / 3
  }
  return area
}

/** Half the cross product of two sides of a triangle. */
function areaVector(positions: ArrayLike<number>, ids: ArrayLike<number>): Vec3 {
  const [a, b, c] = [3 * ids[0]!, 3 * ids[1]!, 3 * ids[2]!]
  const side = (to: number, d: number): number => positions[to + d]! - positions[a + d]!
  const [ux, uy, uz] = [side(b, 0), side(b, 1), side(b, 2)]
  const [vx, vy, vz] = [side(c, 0), side(c, 1), side(c, 2)]
  return [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2]
}

const vectorAt = (list: Float32Array, v: number): Vec3 => [list[3 * v]!, list[3 * v + 1]!, list[3 * v + 2]!]
