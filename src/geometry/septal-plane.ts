import { cellCentre, cellIndex, type LatticeFrame, toLattice } from '../core/lattice'
import { add, dot, length, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import type { Heart } from '../heart/heart'

/** The plane that lies closest to the wall between two cavities; metres. */
interface SeptalPlane {
  readonly centre: Vec3
  /** Unit vector from the left cavity to the right one. */
  readonly normal: Vec3
  /** How far the middle of the right cavity lies before the plane. */
  readonly reach: number
}

/** Cells between two that are looked at along each axis: a plane needs hundreds of places, not all. */
const stride = 2
/** A wall thicker than this is none between the two cavities, metres. */
const thickest = 0.02
/** Fewer places than this make no plane. */
const fewest = 12

/**
 * Least-squares plane through the middles of the wall between two cavities: from cells of the right one straight
 * towards the middle of the left one, through at most 20 mm of what is neither. Null where no such wall is.
 */
export function septalPlane(heart: Heart, left: number, right: number): SeptalPlane | null {
  if (left === right) return null
  const cells = cellsOf(heart, [left, right])
  const [of, to] = [cells.get(right)!, cells.get(left)!]
  if (of.length === 0 || to.length === 0) return null
  const [rightMiddle, leftMiddle] = [mean(of), mean(to)]
  const places = of.flatMap((place) => {
    const middle = wallTowards(heart, place, leftMiddle, left, right)
    return middle ? [middle] : []
  })
  if (places.length < fewest) return null
  const centre = mean(places)
  const found = flattest(places, centre)
  const side = dot(found, subtract(rightMiddle, leftMiddle)) < 0 ? -1 : 1
  const normal = scale(found, side)
  return { centre, normal, reach: Math.max(dot(normal, subtract(rightMiddle, centre)), 0) }
}

function cellsOf({ frame, labels }: Heart, ids: readonly number[]): Map<number, Vec3[]> {
  const found = new Map<number, Vec3[]>(ids.map((id) => [id, []]))
  const [nx, ny, nz] = frame.size
  for (let k = 0; k < nz; k += stride)
    for (let j = 0; j < ny; j += stride)
      for (let i = 0; i < nx; i += stride)
        found.get(labels[cellIndex(frame, i, j, k)]!)?.push(cellCentre(frame, i, j, k))
  return found
}

/** Middle of the wall met on the way from a place of the right cavity to the middle of the left one. */
function wallTowards(heart: Heart, from: Vec3, to: Vec3, left: number, right: number): Vec3 | null {
  const { frame, labels } = heart
  const way = subtract(to, from)
  const step = frame.spacing / 2
  const along = normalize(way)
  let begin = -1
  for (let s = step; s < length(way); s += step) {
    const label = labels[indexAt(frame, add(from, scale(along, s)))]
    if (label === left) return begin < 0 ? null : add(from, scale(along, (begin + s) / 2))
    if (label === right && begin >= 0) return null
    if (label !== right && begin < 0) begin = s
    if (begin >= 0 && s - begin > thickest) return null
  }
  return null
}

const indexAt = (frame: LatticeFrame, p: Vec3): number => {
  const [i, j, k] = toLattice(frame, p)
  return cellIndex(frame, Math.round(i), Math.round(j), Math.round(k))
}

const mean = (points: readonly Vec3[]): Vec3 =>
  scale(
    points.reduce((sum, p) => add(sum, p), [0, 0, 0] as Vec3),
    1 / points.length,
  )

/** Direction in which the points spread least: the eigenvector of their covariance with the smallest eigenvalue. */
function flattest(points: readonly Vec3[], centre: Vec3): Vec3 {
  const c = [0, 0, 0, 0, 0, 0]
  for (const p of points) {
    const [x, y, z] = subtract(p, centre)
    for (const [n, v] of [x * x, y * y, z * z, x * y, x * z, y * z].entries()) c[n]! += v
  }
  const trace = c[0]! + c[1]! + c[2]!
  // Power iteration on (trace I - C), whose largest eigenvalue belongs to the smallest of C.
  let v: Vec3 = normalize([0.53, 0.62, 0.58])
  for (let n = 0; n < 200; n++)
    v = normalize([
      (trace - c[0]!) * v[0] - c[3]! * v[1] - c[4]! * v[2],
      (trace - c[1]!) * v[1] - c[3]! * v[0] - c[5]! * v[2],
      (trace - c[2]!) * v[2] - c[4]! * v[0] - c[5]! * v[1],
    ])
  return v
}
