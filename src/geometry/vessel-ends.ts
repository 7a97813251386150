import type { LatticeFrame } from '../core/lattice'
import { add, dot, normalize, scale, subtract, tangents, type Vec3 } from '../core/vec3'
import { leastSpread, meanOf } from './slab-section'
import type { VesselBranch, VesselNode, VesselTree } from './vessel-branches'
import { toFrame, type VesselPiece } from './vessel-piece'

/** Where a branch of a vessel ends. Metres. */
export interface BranchEnd {
  /** Middle of the section in the plane of the end. */
  readonly centre: Vec3
  /** Unit vector out of the vessel. */
  readonly normal: Vec3
  /** Of the disc that covers the section. */
  readonly radius: number
  /** Whether the map itself ends in this plane; else the vessel tapers or rounds off beyond it. */
  readonly flat: boolean
  /** Cells of the lattice beyond the plane. */
  readonly beyond: readonly number[]
  /** Cells of the lattice at the very tip. */
  readonly tip: readonly number[]
}

/** Where the width of the end is taken, in radii before the tip. */
const shaft = { from: 0.7, to: 2.5 }
/** A section narrower than this part of the shaft’s is the rounded tip. */
const fullSection = 0.75
/** Furthest that cells of a flat end lie from its plane (root mean square), in cells. */
const flatWithin = 0.45

/**
 * The plane in which a branch ends: where the map’s own end is flat, that plane; else at right angles to the branch’s
 * line, as far out as the vessel still has the section of its shaft.
 */
export function branchEnd(
  frame: LatticeFrame,
  piece: VesselPiece,
  tree: VesselTree,
  branch: VesselBranch,
): BranchEnd {
  const tipWay = (tree.nodes[branch.path[0] as number] as VesselNode).way
  const reach = Math.max(3 * branch.radius, 4 * frame.spacing)
  const near = branch.path.filter((n) => (tree.nodes[n] as VesselNode).way > tipWay - reach)
  const axis = axisOf(tree, branch, near)
  const cells = cellsOfNodes(frame, piece, tree, near)
  const flat = flatEnd(frame, cells, axis)
  const plane = flat ?? shaftEnd(frame, cells, axis, branch.radius)
  const section = discRound(cells, plane, frame.spacing)
  const tipHeight = cells.reduce((m, c) => Math.max(m, dot(c.at, axis)), Number.NEGATIVE_INFINITY)
  return {
    ...section,
    normal: plane.normal,
    flat: flat !== null,
    beyond: flat ? [] : cells.filter((c) => dot(subtract(c.at, section.centre), axis) > 0).map((c) => c.cell),
    tip: cells
      .filter((c) => dot(c.at, axis) > tipHeight - Math.max(branch.radius / 2, 2 * frame.spacing))
      .map((c) => c.cell),
  }
}

interface Cell {
  readonly cell: number
  readonly at: Vec3
}

interface Plane {
  readonly through: Vec3
  readonly normal: Vec3
}

/** Direction of the branch towards its end, from the middles of its bands. */
function axisOf(tree: VesselTree, branch: VesselBranch, near: readonly number[]): Vec3 {
  const nodeAt = (n: number) => tree.nodes[n] as VesselNode
  const tipWay = nodeAt(branch.path[0] as number).way
  const within = (n: number) => {
    const back = (tipWay - nodeAt(n).way) / branch.radius
    return back > 0.3 && back < shaft.to
  }
  const used = near.filter(within)
  const path = used.length >= 3 ? used : branch.path.slice(0, Math.max(3, near.length))
  const middle = scale(
    path.reduce((s, n) => add(s, nodeAt(n).centre), [0, 0, 0] as Vec3),
    1 / path.length,
  )
  const slope = path.reduce((s, n) => add(s, scale(subtract(nodeAt(n).centre, middle), nodeAt(n).way)), [
    0, 0, 0,
  ] as Vec3)
  const mean = path.reduce((s, n) => s + nodeAt(n).way, 0) / path.length
  const centred = path.reduce(
    (s, n) => add(s, scale(subtract(nodeAt(n).centre, middle), nodeAt(n).way - mean)),
    [0, 0, 0] as Vec3,
  )
  return normalize(dot(centred, centred) > 0 ? centred : slope)
}

function cellsOfNodes(
  frame: LatticeFrame,
  piece: VesselPiece,
  tree: VesselTree,
  nodes: readonly number[],
): Cell[] {
  const take = new Uint8Array(tree.nodes.length)
  for (const n of nodes) take[n] = 1
  const { size, low } = piece
  const h = frame.spacing
  const out: Cell[] = []
  for (let o = 0; o < piece.inside.length; o++) {
    const node = tree.nodeOf[o] as number
    if (node < 0 || take[node] === 0) continue
    out.push({
      cell: toFrame(frame, piece, o),
      at: [
        frame.origin[0] + ((o % size[0]) + low[0]) * h,
        frame.origin[1] + ((Math.floor(o / size[0]) % size[1]) + low[1]) * h,
        frame.origin[2] + (Math.floor(o / (size[0] * size[1])) + low[2]) * h,
      ],
    })
  }
  return out
}

/** Share of the lines along the axis whose foremost cell has to lie in the plane of a flat end. */
const flatShare = 0.72

/** The plane of a flat cut: most cells with nothing of the piece ahead of them lie in one plane across the vessel. */
function flatEnd(frame: LatticeFrame, cells: readonly Cell[], axis: Vec3): Plane | null {
  const h = frame.spacing
  const front = foremost(frame, cells, axis)
  let used = front
  // Lines that graze the vessel's side end before the cut: they are dropped, and the plane is fitted anew.
  for (let pass = 0; pass < 4 && used.length >= 6; pass++) {
    const middle = meanOf(used)
    const least = leastSpread(used, middle)
    const normal = dot(least, axis) < 0 ? scale(least, -1) : least
    const inPlane = front.filter((p) => Math.abs(dot(subtract(p, middle), normal)) <= 0.75 * h)
    const spread = Math.sqrt(
      inPlane.reduce((s, p) => s + dot(subtract(p, middle), normal) ** 2, 0) / Math.max(1, inPlane.length),
    )
    if (inPlane.length >= flatShare * front.length && spread <= flatWithin * h && dot(normal, axis) > 0.75)
      return { through: add(meanOf(inPlane), scale(normal, h / 2)), normal }
    const heights = used.map((p) => dot(p, axis)).sort((a, b) => a - b)
    const floor = heights[Math.floor(0.15 * heights.length)] as number
    used = used.filter((p) => dot(p, axis) > floor)
  }
  return null
}

/** Of the cells on each line along the axis the foremost. */
function foremost(frame: LatticeFrame, cells: readonly Cell[], axis: Vec3): Vec3[] {
  const [u, v] = tangents(axis)
  const best = new Map<number, Cell>()
  const heightOf = (c: Cell) => dot(c.at, axis)
  for (const c of cells) {
    const key =
      Math.round(dot(c.at, u) / frame.spacing / 1.5) * 8192 + Math.round(dot(c.at, v) / frame.spacing / 1.5)
    const old = best.get(key)
    if (!old || heightOf(c) > heightOf(old)) best.set(key, c)
  }
  return [...best.values()].map((c) => c.at)
}

/** The farthest plane across the axis in which the vessel still has the section of its shaft. */
function shaftEnd(frame: LatticeFrame, cells: readonly Cell[], axis: Vec3, radius: number): Plane {
  const h = frame.spacing
  const heights = cells.map((c) => dot(c.at, axis))
  const tip = heights.reduce((m, x) => Math.max(m, x), Number.NEGATIVE_INFINITY)
  const bins = new Float64Array(Math.ceil((3.2 * radius) / h) + 2)
  for (const x of heights) {
    const bin = Math.floor((tip - x) / h)
    if (bin < bins.length) bins[bin] = (bins[bin] as number) + 1
  }
  const from = Math.min(bins.length - 2, Math.floor((shaft.from * radius) / h))
  const sections = [...bins.subarray(from, Math.max(from + 1, Math.floor((shaft.to * radius) / h)))].sort(
    (a, b) => a - b,
  )
  const full = sections[Math.floor(sections.length / 2)] as number
  let bin = 0
  while (bin < from && (bins[bin] as number) < fullSection * full) bin++
  const height = tip - bin * h + h / 2
  const slice = cells.filter((_, n) => Math.abs((heights[n] as number) - height) <= h)
  const used = slice.length > 0 ? slice : cells
  const middle = scale(
    used.reduce((s, c) => add(s, c.at), [0, 0, 0] as Vec3),
    1 / used.length,
  )
  return { through: add(middle, scale(axis, height - dot(middle, axis))), normal: axis }
}

/** Middle and covering radius of the cells next to a plane. */
function discRound(cells: readonly Cell[], plane: Plane, h: number): { centre: Vec3; radius: number } {
  const level = dot(plane.through, plane.normal)
  const slice = cells.filter((c) => Math.abs(dot(c.at, plane.normal) - level + h / 2) <= 1.2 * h)
  if (slice.length === 0) return { centre: plane.through, radius: 2 * h }
  const middle = scale(
    slice.reduce((s, c) => add(s, c.at), [0, 0, 0] as Vec3),
    1 / slice.length,
  )
  const centre = add(middle, scale(plane.normal, level - dot(middle, plane.normal)))
  let radius = 0
  for (const c of slice) {
    const d = subtract(c.at, centre)
    radius = Math.max(radius, Math.sqrt(Math.max(0, dot(d, d) - dot(d, plane.normal) ** 2)))
  }
  return { centre, radius: radius + h / 2 }
}
