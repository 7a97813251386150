import { cellCentre, cellIndex, type LatticeFrame, sampleField } from '../core/lattice'
import { add, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { signedDistance } from '../geometry/signed-distance'
import type { Heart } from '../heart/heart'
import type { Chamber } from './materials'

/** What the muscle round a chamber is laid out by. */
export interface ChamberFrame {
  /** Signed distance to the chamber's own cavity, metres, negative in it, on a coarse lattice round the chamber. */
  readonly frame: LatticeFrame
  readonly distance: Float32Array
  /** Unit vector of the long axis, from the apex to the valve between atrium and ventricle. */
  readonly axis: Vec3
}

interface Cells {
  readonly isOwn: (label: number) => boolean
  readonly low: Vec3
  readonly high: Vec3
}

/** A chamber's cavity and long axis; null where the heart has no blood of that part. Cells are about `step` wide. */
export function chamberFrame(heart: Heart, chamber: Chamber, step: number): ChamberFrame | null {
  const blood = heart.structures.filter((s) => s.part === chamber && s.kind === 'blood').map((s) => s.id)
  const wall = heart.structures.filter((s) => s.part === chamber && s.kind === 'wall').map((s) => s.id)
  const cavity = boxOf(heart, blood)
  if (!cavity) return null
  const all = boxOf(heart, [...blood, ...wall]) ?? cavity
  const factor = Math.max(1, Math.round(step / heart.frame.spacing))
  const frame = coarseFrame(heart.frame, all, factor)
  const distance = signedDistance(frame, emptiness(heart, cavity.isOwn, frame, factor))
  return { frame, distance, axis: longAxis(heart, chamber, frame, distance) }
}

function boxOf(heart: Heart, ids: readonly number[]): Cells | null {
  const own = new Uint8Array(256)
  for (const id of ids) own[id] = 1
  const [nx, ny, nz] = heart.frame.size
  const low = [nx, ny, nz] as [number, number, number]
  const high = [-1, -1, -1] as [number, number, number]
  for (let k = 0, o = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, o++) {
        if (!own[heart.labels[o]!]) continue
        low[0] = Math.min(low[0], i)
        low[1] = Math.min(low[1], j)
        low[2] = Math.min(low[2], k)
        high[0] = Math.max(high[0], i)
        high[1] = Math.max(high[1], j)
        high[2] = k
      }
  return high[2] < 0 ? null : { isOwn: (label) => own[label] === 1, low, high }
}

/** Cells `factor` times as wide over the box, two to spare on each side. */
function coarseFrame(fine: LatticeFrame, { low, high }: Cells, factor: number): LatticeFrame {
  const spacing = factor * fine.spacing
  const first = low.map((v) => v - 2 * factor) as unknown as Vec3
  const size = low.map((v, d) => Math.ceil((high[d]! - v + 1) / factor) + 4) as [number, number, number]
  // The middle of a coarse cell is that of its block.
  const shift = (factor - 1) / 2
  return { size, spacing, origin: cellCentre(fine, first[0] + shift, first[1] + shift, first[2] + shift) }
}

/** A half minus the share of own cells in each coarse cell and, less, in those beside it: negative in the cavity. */
function emptiness(
  heart: Heart,
  isOwn: (label: number) => boolean,
  frame: LatticeFrame,
  factor: number,
): Float32Array {
  const share = new Float32Array(frame.size[0] * frame.size[1] * frame.size[2])
  const fine = heart.frame
  const first = [0, 1, 2].map((d) =>
    Math.round((frame.origin[d]! - fine.origin[d]!) / fine.spacing - (factor - 1) / 2),
  )
  const [nx, ny, nz] = fine.size
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        if (!isOwn(heart.labels[cellIndex(fine, i, j, k)]!)) continue
        const [a, b, c] = [i - first[0]!, j - first[1]!, k - first[2]!].map((v) => Math.floor(v / factor))
        share[cellIndex(frame, a!, b!, c!)]! += 1 / factor ** 3
      }
  return smooth(frame, share).map((s) => 0.5 - s)
}

/** Quarter, half, quarter along each axis in turn. */
function smooth(frame: LatticeFrame, field: Float32Array): Float32Array {
  const [nx, ny] = frame.size
  return [1, nx, nx * ny].reduce(
    (f, step) => f.map((v, o) => v / 2 + ((f[o - step] ?? 0) + (f[o + step] ?? 0)) / 4),
    field,
  )
}

/**
 * From the apex to the valve: the apex is the middle of the twentieth of the cavity that reaches furthest along the
 * valve's flow (an atrium's: the middle of the cavity). Without a valve, the cavity's longest direction.
 */
function longAxis(heart: Heart, chamber: Chamber, frame: LatticeFrame, distance: Float32Array): Vec3 {
  const places: Vec3[] = []
  const [nx, ny] = frame.size
  distance.forEach((d, o) => {
    if (d < 0) places.push(cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny))))
  })
  const middle = meanOf(places)
  const ids = new Set(heart.structures.filter((s) => s.part === chamber).map((s) => s.id))
  const isVentricle = chamber === 'LV' || chamber === 'RV'
  const valves = heart.gates.filter((g) => isInflow(g.id) && ids.has(isVentricle ? g.to : g.from))
  if (valves.length === 0) return longestDirection(places, middle)
  const centre = meanOf(valves.map((g) => g.centre))
  if (!isVentricle) return normalize(subtract(centre, middle))
  const flow = valves.reduce<Vec3>((sum, g) => add(sum, g.normal), [0, 0, 0])
  const heights = places.map((p) => dot(subtract(p, centre), flow))
  const furthest = heights.slice().sort((a, b) => b - a)[Math.floor(heights.length / 20)]!
  return normalize(subtract(centre, meanOf(places.filter((_, n) => heights[n]! >= furthest))))
}

const isInflow = (id: string): boolean => id === 'mitral' || id === 'tricuspid'

const meanOf = (places: readonly Vec3[]): Vec3 =>
  scale(
    places.reduce<Vec3>((sum, p) => add(sum, p), [0, 0, 0]),
    1 / Math.max(places.length, 1),
  )

/** Eigenvector of the largest spread, by power iteration. */
function longestDirection(places: readonly Vec3[], middle: Vec3): Vec3 {
  const spread = [0, 1, 2].map((a) =>
    [0, 1, 2].map((b) => places.reduce((sum, p) => sum + (p[a]! - middle[a]!) * (p[b]! - middle[b]!), 0)),
  )
  let axis: Vec3 = normalize([0.3, 0.5, 0.8])
  for (let turn = 0; turn < 100; turn++)
    axis = normalize(spread.map((row) => dot(row as unknown as Vec3, axis)) as unknown as Vec3)
  return axis
}

/** Distance to the cavity at a place, metres. */
export const cavityDistance = ({ frame, distance }: ChamberFrame, p: Vec3): number =>
  sampleField(frame, distance, p)

/** Unit direction away from the cavity at a place, over four cells: finer folds of the cavity do not turn the fibres. */
export function awayFromCavity(chamber: ChamberFrame, p: Vec3): Vec3 {
  const h = 2 * chamber.frame.spacing
  const slope = (e: Vec3): number =>
    cavityDistance(chamber, add(p, e)) - cavityDistance(chamber, subtract(p, e))
  return normalize([slope([h, 0, 0]), slope([0, h, 0]), slope([0, 0, h])])
}
