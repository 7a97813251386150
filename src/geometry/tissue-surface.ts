import type { Heart } from '../heart/heart'
import { surfaceOfField } from './surface-of-field'

/** The wall of a heart as it was imaged, as a closed surface. */
export interface TissueSurface {
  /** Metres, patient space, xyz per vertex. */
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Id of the wall's structure at each vertex; 0 where none is near. */
  readonly owners: Uint8Array
}

/** The heart's tissue as a surface, smoothed of its lattice's steps, with the structure of each vertex. */
export function tissueSurface(heart: Heart): TissueSurface {
  const surface = surfaceOfField(heart.frame, heart.tissue)
  for (let turn = 0; turn < smoothing; turn++) relax(surface.positions, surface.triangles)
  return { ...surface, owners: ownersOf(heart, surface.positions) }
}

/** Turns of smoothing: enough to take the lattice's steps away. */
const smoothing = 3

/** Moves each vertex half-way to the mean of its neighbours, and back by a little more (Taubin 1995: no shrinking). */
function relax(positions: Float32Array, triangles: Uint32Array): void {
  for (const share of [0.5, -0.52]) {
    const sum = new Float32Array(positions.length)
    const count = new Uint16Array(positions.length / 3)
    for (let t = 0; t < triangles.length; t++) {
      const from = triangles[t] as number
      const to = triangles[t % 3 === 2 ? t - 2 : t + 1] as number
      for (let a = 0; a < 3; a++) sum[3 * from + a]! += positions[3 * to + a] as number
      count[from]!++
    }
    for (let i = 0; i < positions.length; i++) {
      const n = count[Math.floor(i / 3)] as number
      if (n > 0) positions[i]! += share * ((sum[i] as number) / n - (positions[i] as number))
    }
  }
}

/** The wall's structure in the cells round each vertex. */
function ownersOf({ frame, labels, structures }: Heart, positions: Float32Array): Uint8Array {
  const { size, spacing, origin } = frame
  const isWall = new Uint8Array(256)
  for (const s of structures) if (s.kind !== 'blood') isWall[s.id] = 1
  const [nx, ny] = size
  return Uint8Array.from({ length: positions.length / 3 }, (_, v) => {
    const at = [0, 1, 2].map((a) => ((positions[3 * v + a] as number) - (origin[a] as number)) / spacing)
    const [i, j, k] = at.map((x, a) => Math.min(Math.max(Math.floor(x), 0), (size[a] as number) - 2)) as [
      number,
      number,
      number,
    ]
    for (let n = 0; n < 8; n++) {
      const id = labels[i + (n & 1) + nx * (j + ((n >> 1) & 1) + ny * (k + (n >> 2)))] as number
      if (isWall[id]) return id
    }
    return 0
  })
}
