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
  return { fine, blood }
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

const vectorAt = (list: Float32Array, v: number): Vec3 => [list[3 * v]!, list[3 * v + 1]!, list[3 * v + 2]!]
