import { cellCentre, type LatticeFrame } from '../../core/lattice'
import { add, scale, type Vec3 } from '../../core/vec3'
import { everyone } from './cut-links'
import { bareWall, isLumen } from './parts'

/** Two lumens that touch although nothing says that they open into each other. */
export interface Contact {
  readonly a: number
  readonly b: number
  /** m²; a staircase of faces is about 1.5 times as large as the surface that it follows. */
  readonly area: number
  /** Middle of the touching faces, metres. */
  readonly centre: Vec3
}

const staircase = 1.5

/**
 * Puts a wall of one cell between lumens that touch, also over edges and corners, where `open` (a table of 256 × 256)
 * does not join them: of two cells the darker one becomes wall, because a thin wall darkens the cells that it lies in. Contacts across
 * a barrier are walled too, but are no finding.
 */
export function wallOff(
  frame: LatticeFrame,
  labels: Uint8Array,
  values: Float32Array,
  open: Uint8Array,
  closed: Uint16Array,
): { readonly labels: Uint8Array; readonly contacts: readonly Contact[] } {
  const out = labels.slice()
  const contacts = contactsOf(frame, labels, open, closed)
  const [nx, ny, nz] = frame.size
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (!isLumen(labels[o] as number)) continue
        if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) continue
        partNeighbours(o, nx, nx * ny, out, values, open)
      }
  return { labels: out, contacts }
}

/** The darker of each pair of a cell and one of the 13 neighbours after it that must not touch becomes wall. */
function partNeighbours(
  o: number,
  nx: number,
  layer: number,
  out: Uint8Array,
  values: Float32Array,
  open: Uint8Array,
): void {
  for (let c = 0; c <= 1; c++)
    for (let b = -1; b <= 1; b++)
      for (let a = -1; a <= 1; a++) {
        const n = o + a + nx * b + layer * c
        if (n <= o) continue
        // Out of what is left: a cell that has become wall parts its other neighbours too.
        const p = out[o] as number
        const q = out[n] as number
        if (p === q || !isLumen(p) || !isLumen(q) || open[256 * p + q]) continue
        out[(values[o] as number) <= (values[n] as number) ? o : n] = bareWall
      }
}

/** Pairs of lumens with faces in common that `open` does not join and no barrier closes, by falling area. */
function contactsOf(
  frame: LatticeFrame,
  labels: Uint8Array,
  open: Uint8Array,
  closed: Uint16Array,
): Contact[] {
  const [nx, ny, nz] = frame.size
  const found = new Map<number, { count: number; sum: Vec3 }>()
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        const a = labels[o] as number
        if (!isLumen(a)) continue
        for (let axis = 0; axis < 3; axis++) {
          const b = labels[o + (axis === 0 ? 1 : axis === 1 ? nx : nx * ny)] as number
          if (b === a || !isLumen(b) || open[256 * a + b] || closed[3 * o + axis] === everyone) continue
          if ((axis === 0 ? i : axis === 1 ? j : k) === (frame.size[axis] as number) - 1) continue
          const key = 256 * Math.min(a, b) + Math.max(a, b)
          const entry = found.get(key) ?? { count: 0, sum: [0, 0, 0] as Vec3 }
          found.set(key, { count: entry.count + 1, sum: add(entry.sum, cellCentre(frame, i, j, k)) })
        }
      }
  return [...found]
    .map(([key, { count, sum }]) => ({
      a: key >> 8,
      b: key & 255,
      area: (count * frame.spacing ** 2) / staircase,
      centre: scale(sum, 1 / count),
    }))
    .sort((p, q) => q.area - p.area)
}
