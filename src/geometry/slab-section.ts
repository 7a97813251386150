import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, dot, scale, subtract, tangents, type Vec3 } from '../core/vec3'

/** The flat cross-section of a slab of cells: a valve plane or the end of a vessel. Metres. */
export interface SlabSection {
  readonly centre: Vec3
  /** Unit vector across the slab. */
  readonly normal: Vec3
  readonly thickness: number
  /** Of the section at right angles to the normal. */
  readonly area: number
  /** Of the smallest disc round `centre` that covers the section. */
  readonly radius: number
  /** Whether a point, projected along the normal, lies in the section. */
  readonly covers: (p: Vec3) => boolean
}

/** Centres of the cells that `take` accepts. */
export function cellsWhere(frame: LatticeFrame, take: (cell: number) => boolean): Vec3[] {
  const [nx, ny, nz] = frame.size
  const out: Vec3[] = []
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) if (take(o)) out.push(cellCentre(frame, i, j, k))
  return out
}

export const meanOf = (points: readonly Vec3[]): Vec3 =>
  scale(
    points.reduce((s, p) => add(s, p), [0, 0, 0] as Vec3),
    1 / Math.max(points.length, 1),
  )

/**
 * Fits a plane to the cells at `points` (least squares: the normal is the direction in which they spread least) and
 * measures the section: the columns along the normal that are at least half as long as the slab is thick.
 * @param towards the normal points to this side
 * @param sheet the cells are a layer of one cell, domed perhaps: every column that meets one is in the section
 */
export function slabSection(
  frame: LatticeFrame,
  points: readonly Vec3[],
  towards: Vec3,
  sheet = false,
): SlabSection {
  const centroid = meanOf(points)
  let normal = leastSpread(points, centroid)
  if (dot(normal, subtract(towards, centroid)) < 0) normal = scale(normal, -1)
  const variance =
    points.reduce((s, p) => s + dot(normal, subtract(p, centroid)) ** 2, 0) / Math.max(points.length, 1)
  // A uniform slab of thickness t has variance t²/12.
  const thickness = Math.max(Math.sqrt(12 * variance), frame.spacing)
  return measured(frame, points, centroid, normal, thickness, sheet ? frame.spacing / 4 : thickness / 2)
}

function measured(
  frame: LatticeFrame,
  points: readonly Vec3[],
  origin: Vec3,
  normal: Vec3,
  thickness: number,
  leastColumn: number,
): SlabSection {
  const [u, v] = tangents(normal)
  const step = frame.spacing / 2
  const cells = new Set(points.map((p) => keyOf(frame, p)))
  const reach = Math.ceil(
    (points.reduce((m, p) => Math.max(m, lateral(subtract(p, origin), normal)), 0) + frame.spacing) / step,
  )
  const depth = Math.ceil(((leastColumn < frame.spacing / 2 ? 1.5 : 0.5) * thickness + frame.spacing) / step)
  const width = 2 * reach + 1
  const covered = new Uint8Array(width * width)
  const found: [number, number][] = []
  for (let b = -reach; b <= reach; b++)
    for (let a = -reach; a <= reach; a++) {
      let column = 0
      for (let s = -depth; s <= depth; s++) {
        const p = add(origin, add(add(scale(u, a * step), scale(v, b * step)), scale(normal, s * step)))
        if (cells.has(keyOf(frame, p))) column++
      }
      if (column * step < leastColumn) continue
      covered[a + reach + width * (b + reach)] = 1
      found.push([a * step, b * step])
    }
  const [ca, cb] = [0, 1].map((n) => found.reduce((s, f) => s + (f[n] as number), 0) / found.length)
  const centre = add(origin, add(scale(u, ca ?? 0), scale(v, cb ?? 0)))
  const far = found.reduce((m, f) => Math.max(m, Math.hypot(f[0] - (ca ?? 0), f[1] - (cb ?? 0))), 0)
  const radius = far + step / 2
  const covers = (p: Vec3) => {
    const d = subtract(p, origin)
    const a = Math.round(dot(d, u) / step) + reach
    const b = Math.round(dot(d, v) / step) + reach
    return a >= 0 && b >= 0 && a < width && b < width && covered[a + width * b] === 1
  }
  return { centre, normal, thickness, area: found.length * step * step, radius, covers }
}

const lateral = (d: Vec3, n: Vec3) => Math.sqrt(Math.max(0, dot(d, d) - dot(d, n) ** 2))

function keyOf(frame: LatticeFrame, p: Vec3): number {
  const i = Math.round((p[0] - frame.origin[0]) / frame.spacing)
  const j = Math.round((p[1] - frame.origin[1]) / frame.spacing)
  const k = Math.round((p[2] - frame.origin[2]) / frame.spacing)
  if (i < 0 || j < 0 || k < 0 || i >= frame.size[0] || j >= frame.size[1] || k >= frame.size[2]) return -1
  return i + frame.size[0] * (j + frame.size[1] * k)
}

/** Unit vector along which points spread least. */
export const leastSpread = (points: readonly Vec3[], centre: Vec3): Vec3 =>
  (principalAxes(points, centre)[0] as PrincipalAxis).axis

export interface PrincipalAxis {
  readonly axis: Vec3
  /** m² */
  readonly variance: number
}

/** Eigenvectors of the points' covariance, that of the least variance first (cyclic Jacobi rotations). */
export function principalAxes(points: readonly Vec3[], centre: Vec3): PrincipalAxis[] {
  const m = [0, 1, 2].map((a) =>
    [0, 1, 2].map((b) =>
      points.reduce(
        (s, p) => s + ((p[a] as number) - (centre[a] as number)) * ((p[b] as number) - (centre[b] as number)),
        0,
      ),
    ),
  )
  const vectors = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]
  for (let sweep = 0; sweep < 12; sweep++)
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotate(m, vectors, p, q)
  return [0, 1, 2]
    .map((a) => ({
      axis: vectors.map((row) => row[a] as number) as unknown as Vec3,
      variance: (m[a]?.[a] as number) / Math.max(points.length, 1),
    }))
    .sort((a, b) => a.variance - b.variance)
}

function rotate(m: number[][], vectors: number[][], p: number, q: number): void {
  const at = (r: number, c: number) => m[r]?.[c] as number
  if (Math.abs(at(p, q)) < 1e-300) return
  const theta = (at(q, q) - at(p, p)) / (2 * at(p, q))
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  const turnColumns = (rows: number[][]) => {
    for (const row of rows) {
      const [x, y] = [row[p] as number, row[q] as number]
      row[p] = c * x - s * y
      row[q] = s * x + c * y
    }
  }
  turnColumns(m)
  const [rp, rq] = [[...(m[p] as number[])], [...(m[q] as number[])]]
  for (let k = 0; k < 3; k++) {
    const [x, y] = [rp[k] as number, rq[k] as number]
    ;(m[p] as number[])[k] = c * x - s * y
    ;(m[q] as number[])[k] = s * x + c * y
  }
  turnColumns(vectors)
}
