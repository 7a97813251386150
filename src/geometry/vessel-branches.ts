import type { LatticeFrame } from '../core/lattice'
import { distance, type Vec3 } from '../core/vec3'
import { chamferSteps, unreached, type VesselPiece } from './vessel-piece'

/** Thickness of a band of equal way from the root, in cells. */
const bandCells = 2
const bandWidth = 3 * bandCells

/** A connected part of a band: all cells of a vessel about as far from its root. Metres. */
export interface VesselNode {
  readonly centre: Vec3
  readonly cells: number
  /** Way from the root to its farthest cell. */
  readonly way: number
  /** Radius of a disc of its mean section. */
  readonly radius: number
  readonly parent: number
}

/** A branch that ends: its nodes from the end back to the root, and how many of them are its own. */
export interface VesselBranch {
  readonly path: readonly number[]
  readonly own: number
  readonly length: number
  readonly radius: number
}

export interface VesselTree {
  readonly nodes: readonly VesselNode[]
  /** Node of each cell of the piece's box, pruned twigs counted to what they grow on; -1 outside. */
  readonly nodeOf: Int32Array
  readonly branches: readonly VesselBranch[]
}

export interface TwigLimits {
  /** Branches shorter or thinner than this are not followed, metres. */
  readonly length: number
  readonly radius: number
}

/**
 * The branches of a vessel from the way of its cells to the root: bands of equal way, split into connected parts,
 * hang together as a tree; its leaves are the vessel's ends. Twigs shorter than their own width or than `limits` are
 * pruned, the shortest first (a blunt end has many).
 * @param ways as given by `geodesic`
 */
export function vesselTree(
  frame: LatticeFrame,
  piece: VesselPiece,
  ways: Int32Array,
  limits: TwigLimits,
): VesselTree {
  const nodeOf = new Int32Array(ways.length).fill(-1)
  const nodes = bandNodes(frame, piece, ways, nodeOf)
  const kept = prune(nodes, limits)
  for (let o = 0; o < nodeOf.length; o++)
    if ((nodeOf[o] as number) >= 0) nodeOf[o] = kept.into[nodeOf[o] as number] as number
  return { nodes, nodeOf, branches: kept.branches }
}

function bandNodes(
  frame: LatticeFrame,
  piece: VesselPiece,
  ways: Int32Array,
  nodeOf: Int32Array,
): VesselNode[] {
  const nodes: VesselNode[] = []
  const { steps } = chamferSteps(piece.size)
  const stack: number[] = []
  const cells: number[] = []
  // Bands are filled from the root outward, so that the parents of a node are known when it is made.
  for (const start of byWay(ways)) {
    if ((nodeOf[start] as number) >= 0) continue
    const band = Math.floor((ways[start] as number) / bandWidth)
    const id = nodes.length
    const votes = new Map<number, number>()
    cells.length = 0
    stack.push(start)
    nodeOf[start] = id
    while (stack.length > 0) {
      const cell = stack.pop() as number
      cells.push(cell)
      for (let s = 0; s < 26; s++) {
        const next = cell + (steps[s] as number)
        const way = ways[next] as number
        if (way === unreached || way === undefined) continue
        const other = Math.floor(way / bandWidth)
        const owner = nodeOf[next] as number
        if (other === band && owner < 0) {
          nodeOf[next] = id
          stack.push(next)
        } else if (other === band - 1 && owner >= 0) votes.set(owner, (votes.get(owner) ?? 0) + 1)
      }
    }
    nodes.push(nodeFrom(frame, piece, ways, cells, mostVotes(votes)))
  }
  return nodes
}

/** Reached cells in the order of their band. */
function byWay(ways: Int32Array): Int32Array {
  let last = 0
  for (let o = 0; o < ways.length; o++)
    if (ways[o] !== unreached) last = Math.max(last, Math.floor((ways[o] as number) / bandWidth))
  const starts = new Int32Array(last + 2)
  for (let o = 0; o < ways.length; o++)
    if (ways[o] !== unreached) {
      const at = Math.floor((ways[o] as number) / bandWidth) + 1
      starts[at] = (starts[at] as number) + 1
    }
  for (let b = 1; b < starts.length; b++) starts[b] = (starts[b] as number) + (starts[b - 1] as number)
  const order = new Int32Array(starts[last + 1] as number)
  for (let o = 0; o < ways.length; o++) {
    if (ways[o] === unreached) continue
    const band = Math.floor((ways[o] as number) / bandWidth)
    order[starts[band] as number] = o
    starts[band] = (starts[band] as number) + 1
  }
  return order
}

function mostVotes(votes: ReadonlyMap<number, number>): number {
  let best = -1
  let most = 0
  for (const [id, count] of votes)
    if (count > most) {
      most = count
      best = id
    }
  return best
}

function nodeFrom(
  frame: LatticeFrame,
  { size, low }: VesselPiece,
  ways: Int32Array,
  cells: readonly number[],
  parent: number,
): VesselNode {
  let [x, y, z, way] = [0, 0, 0, 0]
  for (const cell of cells) {
    x += cell % size[0]
    y += Math.floor(cell / size[0]) % size[1]
    z += Math.floor(cell / (size[0] * size[1]))
    way = Math.max(way, ways[cell] as number)
  }
  const h = frame.spacing
  const centre: Vec3 = [
    frame.origin[0] + (x / cells.length + low[0]) * h,
    frame.origin[1] + (y / cells.length + low[1]) * h,
    frame.origin[2] + (z / cells.length + low[2]) * h,
  ]
  const radius = h * Math.sqrt(cells.length / bandCells / Math.PI)
  return { centre, cells: cells.length, way: (way / 3) * h, radius, parent }
}

/** Takes twigs away and returns the branches that are left and, for each node, the node it counts to. */
function prune(nodes: readonly VesselNode[], limits: TwigLimits) {
  const into = Int32Array.from(nodes, (_, n) => n)
  const children = new Int32Array(nodes.length)
  for (const node of nodes)
    if (node.parent >= 0) children[node.parent] = (children[node.parent] as number) + 1
  const ends = new Set<number>()
  for (let n = 0; n < nodes.length; n++) if (children[n] === 0) ends.add(n)
  for (;;) {
    const branches = [...ends].map((end) => branchOf(nodes, children, end))
    const twigs = branches.filter((b) => b.own < b.path.length && isTwig(nodes, b, limits))
    if (twigs.length === 0) return { into: settled(into), branches }
    const forks = new Set<number>()
    for (const twig of twigs.sort((a, b) => a.length - b.length)) {
      const on = twig.path[twig.own] as number
      // What is left at this fork has grown by losing a twig: it is judged anew in the next round.
      if (forks.has(on)) continue
      forks.add(on)
      for (let n = 0; n < twig.own; n++) into[twig.path[n] as number] = on
      ends.delete(twig.path[0] as number)
      children[on] = (children[on] as number) - 1
      if (children[on] === 0) ends.add(on)
    }
  }
}

function settled(into: Int32Array): Int32Array {
  return into.map((n) => {
    let at = n
    while (into[at] !== at) at = into[at] as number
    return at
  })
}

function branchOf(nodes: readonly VesselNode[], children: Int32Array, end: number): VesselBranch {
  const path: number[] = []
  let own = 0
  for (let at = end; at >= 0; at = (nodes[at] as VesselNode).parent) {
    if (own === path.length && (path.length === 0 || (children[at] as number) === 1)) own++
    path.push(at)
  }
  const tip = nodes[end] as VesselNode
  const fork = path[own]
  const radii = path
    .slice(0, own)
    .map((n) => (nodes[n] as VesselNode).radius)
    .sort((a, b) => a - b)
  return {
    path,
    own,
    length: tip.way - (fork === undefined ? 0 : (nodes[fork] as VesselNode).way),
    radius: radii[Math.floor(radii.length / 2)] as number,
  }
}

/** Shorter than it is wide, or within the width of what it grows on, or too small to follow. */
function isTwig(nodes: readonly VesselNode[], branch: VesselBranch, limits: TwigLimits): boolean {
  const fork = nodes[branch.path[branch.own] as number] as VesselNode
  const tip = nodes[branch.path[0] as number] as VesselNode
  return (
    branch.length < Math.max(limits.length, 2 * branch.radius) ||
    branch.radius < limits.radius ||
    distance(tip.centre, fork.centre) < 0.4 * branch.length
  )
}
