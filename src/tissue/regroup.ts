import type { LatticeAdjacency } from './adjacency'
import type { TissueModel } from './model'
import type { TopologyChange } from './topology-change'

/** Most copies round a node: four of each of its tetrahedra. */
const copyRoom = 4 * 64

/** Working memory, lent: one node is regrouped at a time. Tetrahedron n of it has the copies first[n]…first[n+1]-1. */
const first = new Int32Array(copyRoom + 1)
const slot = new Int32Array(copyRoom)
const corner = new Int32Array(copyRoom)
/** Union of copies, as a forest; then the root of each, -1 once it has its node. */
const owner = new Int32Array(copyRoom)

/** Unites the copies round lattice nodes and gives each class its node, written into the slots. */
export class Regrouping {
  /** New nodes and those they split from. */
  readonly inherits: [number, number][] = []
  /** Nodes that a copy had and has no longer. */
  readonly left = new Set<number>()
  /** Place of a tetrahedron among those of the node at hand. */
  private readonly place: Uint8Array
  private count = 0

  constructor(
    private readonly change: TopologyChange,
    private readonly model: TissueModel,
    private readonly adjacency: LatticeAdjacency,
  ) {
    this.place = placesFor(model)
  }

  regroup(node: number): void {
    const { start, entries } = this.adjacency
    const tets = entries.subarray(start[node]!, start[node + 1]!)
    this.collect(tets)
    this.unite(tets)
    this.nameClasses(node)
  }

  /** Takes up the copies of a node's tetrahedra, given as tetrahedron · 4 + corner. */
  private collect(tets: Uint32Array): void {
    const { slotsOfTet, slotMask } = this.change.store
    const { place } = this
    let count = 0
    for (let n = 0; n < tets.length; n++) {
      const tet = tets[n]! >> 2
      first[n] = count
      place[tet] = n
      // A tetrahedron in one piece is its own only slot.
      const slots = slotMask[tet] === 15 ? undefined : slotsOfTet.get(tet)
      const copies = slots ? slots.length : 1
      for (let k = 0; k < copies; k++, count++) {
        owner[count] = count
        slot[count] = slots ? slots[k]! : tet
        corner[count] = tets[n]! & 3
      }
    }
    first[tets.length] = count
    this.count = count
  }

  /** Union of the copies that share a face and a real corner on it. */
  private unite(tets: Uint32Array): void {
    const { place } = this
    const { beyond } = this.adjacency
    const { slotMask } = this.change.store
    for (let n = 0; n < tets.length; n++) {
      const tet = tets[n]! >> 2
      for (let c = 0; c < 4; c++) {
        // Each face once; the face opposite the node's own corner is none of its faces.
        if (c === (tets[n]! & 3)) continue
        const other = beyond[4 * tet + c]!
        if (other < tet) continue
        const m = place[other]!
        if (slotMask[tet] === 15 && slotMask[other] === 15) {
          join(first[n]!, first[m]!)
          continue
        }
        for (let a = first[n]!; a < first[n + 1]!; a++)
          for (let b = first[m]!; b < first[m + 1]!; b++) {
            const mask = slotMask[slot[a]!]!
            const others = slotMask[slot[b]!]!
            if (this.sharesCorner(tet, mask & ~(1 << c), other, others)) join(a, b)
          }
      }
    }
  }

  /** Whether two pieces have a lattice node in common among some of their real corners. */
  private sharesCorner(t: number, mask: number, u: number, other: number): boolean {
    const { tets } = this.model
    for (let c = 0; c < 4; c++) {
      if (!(mask & (1 << c))) continue
      const node = tets[4 * t + c]!
      for (let d = 0; d < 4; d++) if (other & (1 << d) && tets[4 * u + d] === node) return true
    }
    return false
  }

  private nameClasses(node: number): void {
    const { count } = this
    for (let n = 0; n < count; n++) owner[n] = rootOf(n)
    const claimed = [node]
    for (let n = 0; n < count; n++) {
      const root = owner[n]!
      if (root < 0) continue
      this.give(root, n, this.isReal(root, n) ? node : this.nodeFor(root, n, node, claimed))
    }
  }

  /** Whether a class, whose first copy is `from`, has the lattice node itself. */
  private isReal(root: number, from: number): boolean {
    const { slotMask } = this.change.store
    for (let m = from; m < this.count; m++)
      if (owner[m] === root && slotMask[slot[m]!]! & (1 << corner[m]!)) return true
    return false
  }

  /** The virtual node of a class: the first that its copies had if it is still free, else a new one. */
  private nodeFor(root: number, from: number, node: number, claimed: number[]): number {
    const { slotNodes } = this.change.store
    for (let m = from; m < this.count; m++) {
      if (owner[m] !== root) continue
      const had = slotNodes[4 * slot[m]! + corner[m]!]!
      if (claimed.includes(had)) continue
      claimed.push(had)
      return had
    }
    const id = this.change.addNode(node)
    this.inherits.push([id, slotNodes[4 * slot[from]! + corner[from]!]!])
    claimed.push(id)
    return id
  }

  private give(root: number, from: number, id: number): void {
    for (let m = from; m < this.count; m++) {
      if (owner[m] !== root) continue
      owner[m] = -1
      const entry = 4 * slot[m]! + corner[m]!
      const had = this.change.store.slotNodes[entry]!
      if (had === id) continue
      this.change.touch(slot[m]!)
      this.left.add(had)
      this.change.store.slotNodes[entry] = id
    }
  }
}

const known = new WeakMap<Uint32Array, Uint8Array>()

function placesFor({ tets, tetCount }: TissueModel): Uint8Array {
  const places = known.get(tets) ?? new Uint8Array(tetCount)
  known.set(tets, places)
  return places
}

function join(a: number, b: number): void {
  owner[rootOf(a)] = rootOf(b)
}

function rootOf(n: number): number {
  let r = n
  while (owner[r] !== r) {
    owner[r] = owner[owner[r]!]!
    r = owner[r]!
  }
  return r
}
