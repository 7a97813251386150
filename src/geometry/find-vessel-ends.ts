import { cellCentre, type LatticeFrame } from '../core/lattice'
import { add, distance, dot, normalize, scale, subtract, type Vec3 } from '../core/vec3'
import { leastSpread, meanOf } from './slab-section'
import { type TwigLimits, type VesselNode, type VesselTree, vesselTree } from './vessel-branches'
import { branchEnd } from './vessel-ends'
import {
  chamferSteps,
  geodesic,
  toFrame,
  toPiece,
  unreached,
  type VesselPiece,
  vesselPiece,
} from './vessel-piece'

/** An end of a vessel as the map holds it. Metres. */
export interface VesselEnd {
  readonly centre: Vec3
  /** Unit vector out of the vessel. */
  readonly normal: Vec3
  readonly radius: number
  /** border: the map stops here · flat: the map is cut off in a plane · blind: it tapers or rounds off beyond. */
  readonly kind: 'border' | 'flat' | 'blind'
  /** Cells beyond the plane. */
  readonly beyond: readonly number[]
}

export interface FoundEnds {
  readonly ends: readonly VesselEnd[]
  /** Longest way from the root, and radius of the piece there. */
  readonly length: number
  readonly radius: number
  /** Places where the vessel runs along the border of the map rather than out of it. */
  readonly grazes: readonly Vec3[]
}

/** Where the volume of the map ends: the outward normal of the face that a cell at this place touches. */
export type BorderAt = (p: Vec3) => Vec3 | null

/**
 * The far ends of a connected piece of a vessel: where it reaches the border of the map, where it is cut off, and where
 * it ends blindly (leaves of the tree of ways from `roots`, see `vesselTree`). An end that touches another lumen goes
 * on there and is none.
 * @param cells of the piece
 * @param roots cells of the piece from which ways are counted: at its valve or chamber
 * @param opensInto 1 for each label that the piece may go on in
 */
export function findVesselEnds(
  frame: LatticeFrame,
  labels: Uint8Array,
  cells: ArrayLike<number>,
  roots: ArrayLike<number>,
  opensInto: Uint8Array,
  borderAt: BorderAt,
  limits: TwigLimits,
): FoundEnds {
  const piece = vesselPiece(frame, cells)
  const ways = geodesic(
    piece,
    Array.from(roots, (c) => toPiece(frame, piece, c)),
  )
  const tree = vesselTree(frame, piece, ways, limits)
  const { ends: atBorder, grazes } = borderEnds(frame, piece, tree, ways, borderAt)
  const ends: VesselEnd[] = [...atBorder]
  let [length, radius] = [0, 0]
  for (const branch of tree.branches) {
    const tip = tree.nodes[branch.path[0] as number] as VesselNode
    if (tip.way > length) {
      length = tip.way
      radius = branch.radius
    }
    const end = branchEnd(frame, piece, tree, branch)
    if (goesOn(frame, labels, end.tip, opensInto)) continue
    const reach = Math.max(end.radius, branch.radius)
    if (ends.some((e) => distance(e.centre, end.centre) < 1.2 * (e.radius + reach) * 0.7)) continue
    ends.push({ ...end, kind: end.flat ? 'flat' : 'blind' })
  }
  return { ends, length, radius, grazes }
}

/** Whether the tip of a branch lies against another lumen over a good part of itself. */
function goesOn(
  frame: LatticeFrame,
  labels: Uint8Array,
  tip: readonly number[],
  opensInto: Uint8Array,
): boolean {
  const [nx, ny] = frame.size
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny]
  let touching = 0
  for (const cell of tip)
    if (steps.some((s) => opensInto[labels[cell + s] as number] === 1 && labels[cell + s] !== labels[cell]))
      touching++
  return touching > 0.2 * tip.length
}

/** Patches of cells at the border of the map that lie across the vessel. */
function borderEnds(
  frame: LatticeFrame,
  piece: VesselPiece,
  tree: VesselTree,
  ways: Int32Array,
  borderAt: BorderAt,
): { ends: VesselEnd[]; grazes: Vec3[] } {
  const ends: VesselEnd[] = []
  const grazes: Vec3[] = []
  for (const { cells, normal } of borderPatches(frame, piece, borderAt)) {
    const points = cells.map((c) => centreOf(frame, piece, c))
    const middle = meanOf(points)
    const radius = Math.sqrt((cells.length * frame.spacing ** 2) / Math.PI)
    const node = tree.nodes[tree.nodeOf[cells[cells.length >> 1] as number] as number] as
      | VesselNode
      | undefined
    if (cells.length < 6 || !node || dot(courseAt(tree, node), normal) < 0.4 || atRoot(cells, ways)) {
      if (cells.length >= 6) grazes.push(middle)
      continue
    }
    const covering = points.reduce((m, p) => Math.max(m, distance(p, middle)), radius)
    ends.push({
      centre: add(middle, scale(normal, frame.spacing / 2)),
      normal,
      radius: covering + frame.spacing / 2,
      kind: 'border',
      beyond: [],
    })
  }
  return { ends, grazes }
}

const atRoot = (cells: readonly number[], ways: Int32Array) =>
  cells.some((c) => ways[c] === unreached || (ways[c] as number) < 6)

/** Direction in which the vessel runs at a node, away from its root. */
function courseAt(tree: VesselTree, node: VesselNode): Vec3 {
  let back = node
  for (let n = 0; n < 4 && back.parent >= 0; n++) back = tree.nodes[back.parent] as VesselNode
  return normalize(subtract(node.centre, back.centre))
}

function centreOf(frame: LatticeFrame, { size, low }: VesselPiece, at: number): Vec3 {
  const i = (at % size[0]) + low[0]
  const j = (Math.floor(at / size[0]) % size[1]) + low[1]
  return cellCentre(frame, i, j, Math.floor(at / (size[0] * size[1])) + low[2])
}

function borderPatches(
  frame: LatticeFrame,
  piece: VesselPiece,
  borderAt: BorderAt,
): { cells: number[]; normal: Vec3 }[] {
  const normals = new Map<number, Vec3>()
  for (let o = 0; o < piece.inside.length; o++) {
    if (piece.inside[o] === 0) continue
    const normal = borderAt(centreOf(frame, piece, o))
    if (normal) normals.set(o, normal)
  }
  const { steps } = chamferSteps(piece.size)
  const patches: { cells: number[]; normal: Vec3 }[] = []
  const seen = new Set<number>()
  for (const [start, normal] of normals) {
    if (seen.has(start)) continue
    const cells = [start]
    seen.add(start)
    for (let n = 0; n < cells.length; n++)
      for (let s = 0; s < 26; s++) {
        const next = (cells[n] as number) + (steps[s] as number)
        const other = normals.get(next)
        if (!other || seen.has(next) || dot(other, normal) < 0.9) continue
        seen.add(next)
        cells.push(next)
      }
    patches.push({ cells, normal })
  }
  return patches
}

/**
 * The open mouth of a vessel whose sides are wall: the flat patch in which its lumen meets the outside. Empty where most
 * of the piece’s surface is bare, as in a map of lumens only.
 * @param cells of the piece
 * @param isWall 1 for each label that is wall
 */
export function openMouths(
  frame: LatticeFrame,
  labels: Uint8Array,
  cells: ArrayLike<number>,
  isWall: Uint8Array,
): VesselEnd[] {
  const [nx, ny] = frame.size
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny]
  const bare: number[] = []
  let [open, walled] = [0, 0]
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n] as number
    let own = 0
    for (const s of steps) {
      const label = labels[cell + s] as number
      if (label === 0) own++
      else if (isWall[label] === 1) walled++
    }
    if (own > 0) bare.push(cell)
    open += own
  }
  if (bare.length < 6 || open > walled) return []
  return patchesOf(frame, bare).flatMap((patch) => {
    const end = flatPatch(frame, labels, patch)
    return end ? [end] : []
  })
}

function patchesOf(frame: LatticeFrame, cells: readonly number[]): number[][] {
  const { steps } = chamferSteps(frame.size)
  const left = new Set(cells)
  const patches: number[][] = []
  for (const start of cells) {
    if (!left.delete(start)) continue
    const patch = [start]
    for (let n = 0; n < patch.length; n++)
      for (const s of steps) if (left.delete((patch[n] as number) + s)) patch.push((patch[n] as number) + s)
    patches.push(patch)
  }
  return patches
}

function flatPatch(frame: LatticeFrame, labels: Uint8Array, patch: readonly number[]): VesselEnd | null {
  if (patch.length < 6) return null
  const [nx, ny] = frame.size
  const steps: readonly (readonly [number, Vec3])[] = [
    [1, [1, 0, 0]],
    [-1, [-1, 0, 0]],
    [nx, [0, 1, 0]],
    [-nx, [0, -1, 0]],
    [nx * ny, [0, 0, 1]],
    [-nx * ny, [0, 0, -1]],
  ]
  const points = patch.map((c) =>
    cellCentre(frame, c % nx, Math.floor(c / nx) % ny, Math.floor(c / (nx * ny))),
  )
  let outward: Vec3 = [0, 0, 0]
  for (const c of patch) for (const [s, d] of steps) if (labels[c + s] === 0) outward = add(outward, d)
  const middle = meanOf(points)
  let normal = leastSpread(points, middle)
  if (dot(normal, outward) < 0) normal = scale(normal, -1)
  const spread = Math.sqrt(
    points.reduce((s, p) => s + dot(subtract(p, middle), normal) ** 2, 0) / points.length,
  )
  if (spread > 0.7 * frame.spacing || dot(normal, normalize(outward)) < 0.7) return null
  const radius = points.reduce((m, p) => Math.max(m, distance(p, middle)), 0) + frame.spacing / 2
  return { centre: add(middle, scale(normal, frame.spacing / 2)), normal, radius, kind: 'flat', beyond: [] }
}

/** Cells of a piece that touch (26 neighbours) a label of `upstream`. */
export function rootCells(
  frame: LatticeFrame,
  labels: Uint8Array,
  cells: ArrayLike<number>,
  upstream: Uint8Array,
): number[] {
  const { steps } = chamferSteps(frame.size)
  const roots: number[] = []
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n] as number
    for (let s = 0; s < 26; s++)
      if (upstream[labels[cell + (steps[s] as number)] as number] === 1) {
        roots.push(cell)
        break
      }
  }
  return roots
}

/** The cells of a piece that lie farthest along it from any of its cells: one end of a vessel that has no root. */
export function farthestCells(frame: LatticeFrame, cells: ArrayLike<number>): number[] {
  const piece = vesselPiece(frame, cells)
  const first = geodesic(piece, [toPiece(frame, piece, cells[0] as number)])
  let far = toPiece(frame, piece, cells[0] as number)
  for (let o = 0; o < first.length; o++)
    if (first[o] !== unreached && (first[o] as number) > (first[far] as number)) far = o
  return [toFrame(frame, piece, far)]
}
