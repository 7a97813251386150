import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import { faceSamples, leastOpening } from './face-share'
import { latticePoints, linkOnLine, linksCrossed, planeOf } from './links-crossed'
import { faceKey, middleOfFace, strides } from './resolve-anatomy-flood'
import { openEdges } from './sheet-edges'

/** A thin surface in blood and where it ends. */
export interface ThinSheet {
  /** xyz per vertex, metres. */
  readonly positions: ArrayLike<number>
  readonly triangles: ArrayLike<number>
  /** Does it end freely in blood at this place of its rim? Elsewhere it is taken to go on, in a wall or a seam. */
  freeAt(p: Vec3): boolean
  /** Distance to what was taken out of it afterwards, negative there, metres; left out: nothing was. */
  takenOut?(p: Vec3): number
}

/** What a sheet does to one face. */
export interface FaceCover {
  /** Share of the face that it covers, 0–1. */
  readonly share: number
  /** Does it cut the link between the cells' centres? */
  readonly crossed: boolean
}

type Ids = readonly [number, number, number]
type Plane = readonly [number, number, number, number]

/** A triangle steeper than this to a lattice line (cosine of its normal) says nothing of the line's faces. */
const leastSlope = 0.15
/** Samples of the rim, a spacing: one in every sample of a face. */
const rimSamples = faceSamples
/** A face this near (spacings) to what was taken out of a sheet is measured anew. */
const nearHole = 2
/** A line this near to a triangle's edge (in units of cells, times the edge's length) meets it. */
const onEdge = 1e-12

/**
 * Which share of each face does a sheet cover? A sheet stands for the faces whose links it crosses: as many as all lines
 * along an axis that meet it, each column of lines (one cell wide) by one face. Away from its free rim and from what was
 * taken out of it such a face is covered whole. Where the rim runs through a column, the face at the sheet's plane there
 * is covered by the share of the column's 8 × 8 lines that meet the sheet, so the sum over the faces of each axis is the
 * sheet's area seen along it: a hole in a flat sheet keeps its area at every angle. Shares of sheets that end at one
 * line add up to one.
 *
 * Limits: near the rim the sheet is taken for flat within a cell; triangles steeper than 81° to an axis leave the faces
 * of that axis as linksCrossed has them.
 */
export function sheetCover(frame: LatticeFrame, sheet: ThinSheet): Map<number, FaceCover> {
  const crossed = linksCrossed(frame, sheet.positions, sheet.triangles)
  const out = new Map<number, FaceCover>()
  crossed.cell.forEach((cell, n) => {
    out.set(faceKey(crossed.axis[n] as number, cell), { share: 1, crossed: true })
  })
  const cut = new CutFaces(frame, out)
  const points = latticePoints(frame, sheet.positions)
  markRim(cut, points, sheet)
  markHoles(cut, out, sheet)
  if (cut.faces.size === 0) return out
  sampleTriangles(cut, points, sheet)
  for (const [key, hits] of cut.faces) {
    const share = shareOf(hits)
    if (share > 0) out.set(key, { share, crossed: share > 0.5 })
    else out.delete(key)
  }
  return out
}

function shareOf(hits: Uint8Array): number {
  const share = hits.reduce((sum, hit) => sum + hit, 0) / hits.length
  return share < leastOpening ? 0 : share > 1 - leastOpening ? 1 : share
}

/** Faces that the sheet covers in part, with one mark for each of their samples. */
class CutFaces {
  readonly faces = new Map<number, Uint8Array>()
  /** Of each column of lines (by its axis and the cell where it starts): the places of its cut faces along it. */
  readonly columns = new Map<number, number[]>()
  /** The same columns as one bit an axis of each cell where one starts: most are asked for in vain. */
  private readonly starts: Uint8Array
  readonly step: readonly [number, number, number]

  constructor(
    readonly frame: LatticeFrame,
    private readonly whole: ReadonlyMap<number, FaceCover>,
  ) {
    this.step = strides(frame)
    this.starts = new Uint8Array(frame.size[0] * frame.size[1] * frame.size[2])
  }

  /** Marks the face of a column where a plane crosses its middle, or the crossed face right beside that place. */
  add(plane: Plane, axis: number, column: readonly number[]): void {
    const at = linkOnLine(plane, column, axis)
    const start = this.startOf(axis, column)
    const on = (link: number) => faceKey(axis, start + link * (this.step[axis] as number))
    const link = [at, at - 1, at + 1].find((l) => this.isInside(axis, l) && this.whole.has(on(l))) ?? at
    if (this.isInside(axis, link)) this.mark(axis, start, link)
  }

  addFace(key: number): void {
    const axis = key % 3
    const cell = Math.floor(key / 3)
    const step = this.step[axis] as number
    const link = Math.floor(cell / step) % (this.frame.size[axis] as number)
    this.mark(axis, cell - link * step, link)
  }

  private mark(axis: number, start: number, link: number): void {
    const key = faceKey(axis, start + link * (this.step[axis] as number))
    if (this.faces.has(key)) return
    this.faces.set(key, new Uint8Array(faceSamples ** 2))
    const column = faceKey(axis, start)
    this.starts[start] = (this.starts[start] as number) | (1 << axis)
    this.columns.set(column, [...(this.columns.get(column) ?? []), link])
  }

  private startOf(axis: number, column: readonly number[]): number {
    let start = 0
    for (let a = 0; a < 3; a++) if (a !== axis) start += (column[a] as number) * (this.step[a] as number)
    return start
  }

  private isInside = (axis: number, link: number): boolean =>
    link >= 0 && link < (this.frame.size[axis] as number) - 1

  /** Does a column with a cut face start at this cell? */
  startsAt(axis: number, start: number): boolean {
    return ((this.starts[start] as number) & (1 << axis)) !== 0
  }

  /** The samples of the cut face of a column that is nearest to a place along it, if one is within two cells. */
  nearest(axis: number, start: number, place: number): Uint8Array | null {
    const links = this.columns.get(faceKey(axis, start)) ?? []
    let link = Number.POSITIVE_INFINITY
    for (const l of links) if (Math.abs(l - place) < Math.abs(link - place)) link = l
    if (Math.abs(link - place) > 2) return null
    return this.faces.get(faceKey(axis, start + link * (this.step[axis] as number))) as Uint8Array
  }
}

const idsOf = (triangles: ArrayLike<number>, t: number): Ids => [
  triangles[3 * t] as number,
  triangles[3 * t + 1] as number,
  triangles[3 * t + 2] as number,
]

const isSteep = (plane: Plane, axis: number): boolean =>
  Math.abs(plane[axis] as number) <= leastSlope * Math.hypot(plane[0], plane[1], plane[2])

/** Marks every face that the free rim runs over. */
function markRim(cut: CutFaces, points: Float64Array, { positions, triangles, freeAt }: ThinSheet): void {
  const place = (v: number): Vec3 => [
    positions[3 * v] as number,
    positions[3 * v + 1] as number,
    positions[3 * v + 2] as number,
  ]
  for (const { from, to, triangle } of openEdges(positions, triangles)) {
    if (!freeAt(place(from)) || !freeAt(place(to))) continue
    const plane = planeOf(points, idsOf(triangles, triangle))
    const ends = [0, 1, 2].map((a) => [points[3 * from + a] as number, points[3 * to + a] as number] as const)
    const count = Math.ceil(Math.hypot(...ends.map(([p, q]) => q - p)) * rimSamples)
    for (let axis = 0; axis < 3; axis++) {
      if (isSteep(plane, axis)) continue
      for (let n = 0; n <= count; n++) {
        const column = ends.map(([p, q]) => Math.round(p + ((q - p) * n) / Math.max(count, 1)))
        column[axis] = 0
        if (isInFrame(cut.frame, column, axis)) cut.add(plane, axis, column)
      }
    }
  }
}

const isInFrame = ({ size }: LatticeFrame, column: readonly number[], axis: number): boolean =>
  column.every((v, a) => a === axis || (v >= 0 && v < (size[a] as number)))

/** Marks the crossed faces at the edge of what was taken out; those well inside of it are crossed no more. */
function markHoles(cut: CutFaces, out: Map<number, FaceCover>, { takenOut }: ThinSheet): void {
  if (!takenOut) return
  const reach = nearHole * cut.frame.spacing
  for (const key of [...out.keys()]) {
    const away = takenOut(middleOfFace(cut.frame, key % 3, Math.floor(key / 3)))
    if (Math.abs(away) < reach) cut.addFace(key)
    else if (away < 0) out.delete(key)
  }
}

/** Marks the samples whose lines meet the sheet. */
function sampleTriangles(cut: CutFaces, points: Float64Array, sheet: ThinSheet): void {
  for (let t = 0; 3 * t + 2 < sheet.triangles.length; t++) {
    const ids = idsOf(sheet.triangles, t)
    const plane = planeOf(points, ids)
    for (let axis = 0; axis < 3; axis++)
      if (plane[axis] !== 0) sampleTriangle(cut, points, ids, plane, axis, sheet)
  }
}

function sampleTriangle(
  cut: CutFaces,
  points: Float64Array,
  ids: Ids,
  plane: Plane,
  axis: number,
  sheet: ThinSheet,
): void {
  const [b, c] = [(axis + 1) % 3, (axis + 2) % 3]
  const { size } = cut.frame
  const [b0, c0] = [firstLine(points, ids, b), firstLine(points, ids, c)]
  const [b1, c1] = [lastLine(points, ids, b, size[b] as number), lastLine(points, ids, c, size[c] as number)]
  const column = [0, 0, 0]
  for (let q = c0; q <= c1; q++)
    for (let p = b0; p <= b1; p++) {
      const start = p * (cut.step[b] as number) + q * (cut.step[c] as number)
      if (!cut.startsAt(axis, start)) continue
      column[b] = p
      column[c] = q
      const hits = cut.nearest(axis, start, linkOnLine(plane, column, axis))
      if (hits) sampleColumn(hits, cut.frame, points, ids, plane, axis, column, sheet)
    }
}

const firstLine = (points: Float64Array, [i, j, k]: Ids, a: number): number => {
  const least = Math.min(
    points[3 * i + a] as number,
    points[3 * j + a] as number,
    points[3 * k + a] as number,
  )
  return Math.max(0, Math.round(least))
}

const lastLine = (points: Float64Array, [i, j, k]: Ids, a: number, size: number): number => {
  const most = Math.max(points[3 * i + a] as number, points[3 * j + a] as number, points[3 * k + a] as number)
  return Math.min(size - 1, Math.round(most))
}

/** Marks the lines of one column that meet a triangle where nothing was taken out of it. */
function sampleColumn(
  hits: Uint8Array,
  frame: LatticeFrame,
  points: Float64Array,
  ids: Ids,
  plane: Plane,
  axis: number,
  column: readonly number[],
  { takenOut }: ThinSheet,
): void {
  const [b, c] = [(axis + 1) % 3, (axis + 2) % 3]
  const place = [0, 0, 0]
  for (let n = 0; n < hits.length; n++) {
    if (hits[n]) continue
    place[b] = (column[b] as number) + ((n % faceSamples) + 0.5) / faceSamples - 0.5
    place[c] = (column[c] as number) + (Math.floor(n / faceSamples) + 0.5) / faceSamples - 0.5
    if (!isUnder(points, ids, b, c, place[b], place[c])) continue
    if (takenOut && takenOut(meeting(frame, plane, axis, place)) < 0) continue
    hits[n] = 1
  }
}

/** Does a line along the third axis meet a triangle, its edges included? */
function isUnder(points: Float64Array, ids: Ids, b: number, c: number, x: number, y: number): boolean {
  let [left, right] = [false, false]
  for (let k = 0; k < 3; k++) {
    const [v, w] = [3 * (ids[k] as number), 3 * (ids[(k + 1) % 3] as number)]
    const [px, py] = [points[v + b] as number, points[v + c] as number]
    const side = ((points[w + b] as number) - px) * (y - py) - ((points[w + c] as number) - py) * (x - px)
    if (side > onEdge) left = true
    if (side < -onEdge) right = true
  }
  return !(left && right)
}

/** Where a line along an axis meets a plane, metres. */
function meeting(frame: LatticeFrame, plane: Plane, axis: number, place: readonly number[]): Vec3 {
  const at = [...place]
  at[axis] = 0
  const rest = plane[0] * (at[0] as number) + plane[1] * (at[1] as number) + plane[2] * (at[2] as number)
  at[axis] = (plane[3] - rest) / (plane[axis] as number)
  return at.map((v, a) => (frame.origin[a] as number) + frame.spacing * v) as unknown as Vec3
}
