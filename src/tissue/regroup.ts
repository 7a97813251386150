import type { LatticeAdjacency } from './adjacency'
import type { TissueModel } from './model'
import type { TopologyChange } from './topology-store'

/** The copies round one lattice node. Tetrahedron n of the node has the copies first[n]…first[n+1]-1. */
interface Copies {
  /** tetrahedron · 4 + corner */
  readonly tets: Uint32Array
  readonly first: number[]
  readonly slot: number[]
  readonly corner: number[]
  /** Union of copies, as a forest. */
  readonly owner: number[]
}

/**
 * Unites the copies round a lattice node and gives each class its node, written into the slots.
 * @param inherits takes the new nodes and those they split from
 * @param left takes the nodes that a copy had and has no longer
 */
export function regroupNode(
  change: TopologyChange,
  model: TissueModel,
  adjacency: LatticeAdjacency,
  node: number,
  inherits: [number, number][],
  left: Set<number>,
): void {
  const copies = copiesAt(change, adjacency, node)
  uniteCopies(change, model, adjacency, copies)
  const { owner, slot, corner } = copies
  const roots = owner.map((_, n) => rootOf(owner, n))
  const { slotNodes, slotMask } = change.store
  const claimed = [node]
  for (let n = 0; n < roots.length; n++) {
    if (roots[n]! < 0) continue
    const members: number[] = []
    for (let m = n; m < roots.length; m++) if (roots[m] === roots[n]) members.push(m)
    const isReal = members.some((m) => slotMask[slot[m]!]! & (1 << corner[m]!))
    const had = members.map((m) => slotNodes[4 * slot[m]! + corner[m]!]!)
    const id = isReal ? node : nodeFor(change, node, had, claimed, inherits)
    members.forEach((m, k) => {
      roots[m] = -1
      if (had[k] === id) return
      change.touch(slot[m]!)
      left.add(had[k]!)
      slotNodes[4 * slot[m]! + corner[m]!] = id
    })
  }
}

function copiesAt(change: TopologyChange, adjacency: LatticeAdjacency, node: number): Copies {
  const { slotsOfTet } = change.store
  const tets = adjacency.entries.subarray(adjacency.start[node]!, adjacency.start[node + 1]!)
  const copies: Copies = { tets, first: [], slot: [], corner: [], owner: [] }
  for (const entry of tets) {
    const { slot, corner, owner, first } = copies
    first.push(slot.length)
    const slots = slotsOfTet.get(entry >> 2)
    const count = slots ? slots.length : 1
    for (let n = 0; n < count; n++) {
      owner.push(slot.length)
      slot.push(slots ? slots[n]! : entry >> 2)
      corner.push(entry & 3)
    }
  }
  copies.first.push(copies.slot.length)
  return copies
}

/** Union of the copies that share a face and a real corner on it. */
function uniteCopies(
  change: TopologyChange,
  model: TissueModel,
  adjacency: LatticeAdjacency,
  { tets, first, slot, owner }: Copies,
): void {
  const { slotMask } = change.store
  for (let n = 0; n < tets.length; n++) {
    const tet = tets[n]! >> 2
    for (let c = 0; c < 4; c++) {
      const other = adjacency.beyond[4 * tet + c]!
      // Each face once; the face opposite the node's own corner is none of its faces.
      if (c === (tets[n]! & 3) || other < tet) continue
      const m = indexOfTet(tets, other)
      for (let a = first[n]!; a < first[n + 1]!; a++)
        for (let b = first[m]!; b < first[m + 1]!; b++)
          if (sharesCorner(model, tet, slotMask[slot[a]!]! & ~(1 << c), other, slotMask[slot[b]!]!))
            owner[rootOf(owner, a)] = rootOf(owner, b)
    }
  }
}

function indexOfTet(tets: Uint32Array, tet: number): number {
  let n = 0
  while (tets[n]! >> 2 !== tet) n++
  return n
}

/** Whether two pieces have a lattice node in common among some of their real corners. */
function sharesCorner({ tets }: TissueModel, t: number, mask: number, u: number, other: number): boolean {
  for (let c = 0; c < 4; c++) {
    if (!(mask & (1 << c))) continue
    for (let d = 0; d < 4; d++) if (other & (1 << d) && tets[4 * u + d] === tets[4 * t + c]) return true
  }
  return false
}

function rootOf(owner: readonly number[], n: number): number {
  let r = n
  while (owner[r] !== r) r = owner[r]!
  return r
}

/** The virtual node of a class: the one its copies had if it is still free, else a new one. */
function nodeFor(
  change: TopologyChange,
  node: number,
  had: readonly number[],
  claimed: number[],
  inherits: [number, number][],
): number {
  const free = had.find((id) => !claimed.includes(id))
  const id = free ?? change.addNode(node)
  if (free === undefined) inherits.push([id, had[0]!])
  claimed.push(id)
  return id
}
