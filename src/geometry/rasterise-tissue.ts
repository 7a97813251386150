import { cellCount, type LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'

/** Tissue lattice at rest and as it is now. */
export interface DeformedTissue {
  /** xyz per node, metres. */
  readonly rest: ArrayLike<number>
  readonly deformed: ArrayLike<number>
  /** Four node ids a tetrahedron. Cut tetrahedra appear once for each of their pieces. */
  readonly tets: ArrayLike<number>
  /**
   * How far a place in a tetrahedron (by its four weights) lies beyond the cut that bounds this piece, metres; not
   * positive where the place belongs to the piece. Left out: every piece is whole.
   */
  beyondCut?(tet: number, weights: Float64Array): number
}

/** What a cell centre is, now that the tissue has moved. */
export const rasterState = { uncovered: 0, wall: 1, lumen: 2, outside: 3, gap: 4 } as const

export interface TissueRaster {
  readonly frame: LatticeFrame
  /** One of `rasterState` per cell. */
  readonly state: Uint8Array
  /**
   * Signed distance to the blood's wall at each covered cell, metres, negative in blood, as it was at the material
   * point now there; in a gap minus the distance beyond the cut. NaN where no tetrahedron covers the cell.
   */
  readonly phi: Float32Array
  /** Distance of covered wall cells to the nearest cut that bounds their piece, metres; Infinity without one. */
  readonly cutDistance: Float32Array
}

/**
 * Rasterises deformed tissue into blood cells and takes each cell centre back to rest, x = Σ w_i X_i with the same
 * barycentric weights, where the static distance fields say what is there. No watertight surface is needed. Where
 * pieces overlap, tissue wins over lumen, lumen over outside, and all over a gap.
 *
 * Limits: a gap narrower than a cell shows only where a cell centre falls into it; distances are those of the rest
 * shape, exact under rigid motion and scaled with the strain otherwise.
 *
 * @param lumen rest distance to the wall, negative in blood; @param tissue rest distance, negative in tissue; metres
 */
export function rasteriseTissue(
  frame: LatticeFrame,
  body: DeformedTissue,
  lumen: (p: Vec3) => number,
  tissue: (p: Vec3) => number,
): TissueRaster {
  const n = cellCount(frame)
  const out: TissueRaster = {
    frame,
    state: new Uint8Array(n),
    phi: new Float32Array(n).fill(Number.NaN),
    cutDistance: new Float32Array(n).fill(Number.POSITIVE_INFINITY),
  }
  const corners = new Float64Array(12)
  const weights = new Float64Array(4)
  for (let t = 0; t < body.tets.length / 4; t++) {
    for (let c = 0; c < 4; c++)
      for (let a = 0; a < 3; a++) {
        const x = body.deformed[3 * (body.tets[4 * t + c] as number) + a] as number
        corners[3 * c + a] = (x - (frame.origin[a] as number)) / frame.spacing
      }
    eachCellIn(frame, corners, weights, (cell) => mark(out, cell, body, t, weights, lumen, tissue))
  }
  return out
}

/** Calls `visit` for each cell centre in a tetrahedron, faces included; fills `weights`. */
function eachCellIn(
  frame: LatticeFrame,
  c: Float64Array,
  weights: Float64Array,
  visit: (cell: number) => void,
): void {
  const bound = (a: number, pick: (...v: number[]) => number) =>
    pick(c[a] as number, c[3 + a] as number, c[6 + a] as number, c[9 + a] as number)
  const first = (a: number) => Math.max(0, Math.ceil(bound(a, Math.min) - 1e-9))
  const last = (a: number) => Math.min((frame.size[a] as number) - 1, Math.floor(bound(a, Math.max) + 1e-9))
  const volume = orient(c, 0, 3, 6, c[9] as number, c[10] as number, c[11] as number)
  if (volume === 0) return
  for (let k = first(2), k1 = last(2); k <= k1; k++)
    for (let j = first(1), j1 = last(1); j <= j1; j++)
      for (let i = first(0), i1 = last(0); i <= i1; i++) {
        weights[3] = orient(c, 0, 3, 6, i, j, k) / volume
        weights[2] = -orient(c, 0, 3, 9, i, j, k) / volume
        weights[1] = orient(c, 0, 6, 9, i, j, k) / volume
        weights[0] = 1 - weights[1] - weights[2] - weights[3]
        if (weights[0] < -1e-9 || weights[1] < -1e-9 || weights[2] < -1e-9 || weights[3] < -1e-9) continue
        visit(i + frame.size[0] * (j + frame.size[1] * k))
      }
}

/** Six times the signed volume of the tetrahedron of three corners (offsets into `c`) and a point. */
function orient(c: Float64Array, p: number, q: number, r: number, x: number, y: number, z: number): number {
  const ox = c[p] as number
  const oy = c[p + 1] as number
  const oz = c[p + 2] as number
  const ax = (c[q] as number) - ox
  const ay = (c[q + 1] as number) - oy
  const az = (c[q + 2] as number) - oz
  const bx = (c[r] as number) - ox
  const by = (c[r + 1] as number) - oy
  const bz = (c[r + 2] as number) - oz
  return (ay * bz - az * by) * (x - ox) + (az * bx - ax * bz) * (y - oy) + (ax * by - ay * bx) * (z - oz)
}

/** Which state stands where two pieces claim a cell. */
const strength = [0, 4, 3, 2, 1]

function mark(
  out: TissueRaster,
  cell: number,
  body: DeformedTissue,
  tet: number,
  weights: Float64Array,
  lumen: (p: Vec3) => number,
  tissue: (p: Vec3) => number,
): void {
  const p: [number, number, number] = [0, 0, 0]
  for (let c = 0; c < 4; c++) {
    const node = 3 * (body.tets[4 * tet + c] as number)
    for (let a = 0; a < 3; a++)
      p[a] = (p[a] as number) + (weights[c] as number) * (body.rest[node + a] as number)
  }
  const beyond = body.beyondCut?.(tet, weights) ?? Number.NEGATIVE_INFINITY
  const l = lumen(p)
  const inTissue = l >= 0 && tissue(p) <= 0
  const state =
    l < 0
      ? rasterState.lumen
      : !inTissue
        ? rasterState.outside
        : beyond > 0
          ? rasterState.gap
          : rasterState.wall
  const before = out.state[cell] as number
  if ((strength[state] as number) < (strength[before] as number)) return
  const phi = state === rasterState.gap ? -beyond : l
  const again = state === before
  out.state[cell] = state
  out.phi[cell] = again ? Math.max(out.phi[cell] as number, phi) : phi
  const cut = state === rasterState.wall ? -beyond : Number.POSITIVE_INFINITY
  out.cutDistance[cell] = again ? Math.min(out.cutDistance[cell] as number, cut) : cut
}
