import { Fault } from '../../core/fault'
import { cotangentRows, solveRows } from './cotangent-rows'
import { type Disc, discOf } from './disc'
import { startOnCircle } from './start-on-circle'

/** A curved sheet laid flat, so that it can be cut from flat material. */
export interface FlatPattern {
  /** xy of every vertex, metres, seen from the side that the triangles' normals point to. */
  readonly places: Float64Array
  readonly triangles: Uint32Array
  /** The sheet's own number of each vertex: vertices at one place have become one. */
  readonly source: readonly number[]
  /** Vertices along the rim, in order. */
  readonly rim: readonly number[]
  /** How the flat material must stretch to become each triangle: least and greatest, 1 = not at all. */
  readonly stretch: readonly (readonly [least: number, greatest: number])[]
  /** Flat area over curved area, less 1. */
  readonly areaError: number
}

const turns = 400
/** A turn that lowers the energy by less than this share is the last. */
const settled = 1e-6

/**
 * Unrolls a disc of triangles with as little strain as the shape allows: as-rigid-as-possible parametrisation
 * (Liu et al. 2008, Computer Graphics Forum 27:1495), E = Σ A_t |J_t - R_t|², J from the curved triangle to the flat
 * one, R the nearest rotation. Local and global steps in turn, from a Tutte embedding on the circle, which has no
 * folds. A developable sheet comes out with E = 0, that is unstretched; any other keeps the strain that it must.
 * @throws Fault where the sheet is no disc (a tube, two pieces)
 */
export function flatPattern(sheet: {
  readonly edit: string
  readonly positions: ArrayLike<number>
  readonly triangles: Uint32Array
}): FlatPattern {
  const disc = discOf(sheet.positions, sheet.triangles)
  if (!disc)
    throw new Fault(
      sheet.edit,
      'cannot be laid flat: it is not one sheet with one rim',
      'Draw it as one patch',
    )
  const places = relax(disc, startOnCircle(disc))
  const stretch = Array.from({ length: disc.triangles.length / 3 }, (_, t) => stretchOf(disc, places, t))
  return {
    places,
    triangles: disc.triangles,
    source: disc.source,
    rim: disc.rim,
    stretch,
    areaError: areaOf(places, disc.triangles) / disc.area - 1,
  }
}

/** Local and global steps until the energy stands still. */
function relax(disc: Disc, start: Float64Array): Float64Array {
  const rows = cotangentRows(disc)
  const places = start
  let before = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < turns; turn++) {
    const { right, energy } = rotateTriangles(disc, places)
    if (turn > 0 && before - energy <= settled * before) break
    before = energy
    solveRows(rows, right, places)
  }
  return places
}

/** The nearest rotation of every triangle: its share of the right side, and the energy before the step. */
function rotateTriangles(disc: Disc, places: Float64Array): { right: Float64Array; energy: number } {
  const { triangles, corners, cotangents } = disc
  const right = new Float64Array(places.length)
  let energy = 0
  for (let t = 0; t < triangles.length; t += 3) {
    let [a, b] = [0, 0]
    let squares = 0
    for (let k = 0; k < 3; k++) {
      const [i, j] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const w = cotangents[t + ((k + 2) % 3)]! / 2
      const [x, y] = edgeAt(corners, t, k)
      const [u, v] = [places[2 * j]! - places[2 * i]!, places[2 * j + 1]! - places[2 * i + 1]!]
      a += w * (x * u + y * v)
      b += w * (x * v - y * u)
      squares += w * (x * x + y * y + u * u + v * v)
    }
    const length = Math.hypot(a, b) || 1
    const [c, s] = [a / length, b / length]
    energy += squares - 2 * length
    for (let k = 0; k < 3; k++) {
      const [i, j] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const w = cotangents[t + ((k + 2) % 3)]! / 2
      const [x, y] = edgeAt(corners, t, k)
      const [rx, ry] = [w * (c * x - s * y), w * (s * x + c * y)]
      right[2 * i]! -= rx
      right[2 * i + 1]! -= ry
      right[2 * j]! += rx
      right[2 * j + 1]! += ry
    }
  }
  return { right, energy }
}

/** Edge k of a triangle laid in its own plane. */
function edgeAt(corners: Float64Array, t: number, k: number): readonly [number, number] {
  const [i, j] = [2 * (t + k), 2 * (t + ((k + 1) % 3))]
  return [corners[j]! - corners[i]!, corners[j + 1]! - corners[i + 1]!]
}

/** Singular values of the map from the flat triangle to the curved one. */
function stretchOf(disc: Disc, places: Float64Array, n: number): readonly [number, number] {
  const t = 3 * n
  const [x1, y1] = edgeAt(disc.corners, t, 0)
  const [x2, y2] = edgeAt(disc.corners, t, 2).map((v) => -v) as [number, number]
  const at = (k: number, d: number): number =>
    places[2 * disc.triangles[t + k]! + d]! - places[2 * disc.triangles[t]! + d]!
  const determinant = at(1, 0) * at(2, 1) - at(2, 0) * at(1, 1) || 1e-30
  const [a, c] = [
    (x1 * at(2, 1) - x2 * at(1, 1)) / determinant,
    (x2 * at(1, 0) - x1 * at(2, 0)) / determinant,
  ]
  const [b, d] = [
    (y1 * at(2, 1) - y2 * at(1, 1)) / determinant,
    (y2 * at(1, 0) - y1 * at(2, 0)) / determinant,
  ]
  const [sum, difference] = [Math.hypot(a + d, b - c) / 2, Math.hypot(a - d, b + c) / 2]
  return [Math.abs(sum - difference), sum + difference]
}

function areaOf(places: Float64Array, triangles: Uint32Array): number {
  let twice = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [i, j, k] = [2 * triangles[t]!, 2 * triangles[t + 1]!, 2 * triangles[t + 2]!]
    twice +=
      (places[j]! - places[i]!) * (places[k + 1]! - places[i + 1]!) -
      (places[k]! - places[i]!) * (places[j + 1]! - places[i + 1]!)
  }
  return twice / 2
}
