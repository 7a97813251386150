import { type Hats, halfSteps, hatsOf } from './coarse-hats'
import { floatBits } from './float-bits'
import type { TissueTopology } from './topology'

/** No coarse vertex: the node is held, or lies on the rim of the hat. */
export const noVertex = 0xffffffff

/** (vertex, weight as bits) at (pass · nodeRoom + node) · 2. */
export interface VertexTable {
  readonly ofNode: Uint32Array
  readonly nodeRoom: number
}

/**
 * Numbers each pass's vertices from 0: the connected pieces of the tissue in each hat.
 * @param held nodes that do not move
 * @param edges edges of the levels in units of the lattice's edge
 * @returns how many there are in each pass
 */
export function numberVertices(
  topology: TissueTopology,
  held: (node: number) => boolean,
  edges: readonly number[],
  table: VertexTable,
): number[] {
  const { model, nodeCount, virtualOrigin } = topology
  const half = halfSteps(model)
  const hats: Hats = { grid: new Int32Array(nodeCount), weight: new Float32Array(nodeCount) }
  const isHeld = Uint8Array.from({ length: nodeCount }, (_, n) => (held(n) ? 1 : 0))
  const owner = new Int32Array(nodeCount)
  const counts: number[] = []
  for (let pass = 0; pass < 8 * edges.length; pass++) {
    hatsOf(model, half, edges[pass >> 3]!, pass & 7, hats)
    virtualOrigin.forEach((origin, n) => {
      hats.grid[model.nodeCount + n] = hats.grid[origin]!
      hats.weight[model.nodeCount + n] = hats.weight[origin]!
    })
    for (let n = 0; n < nodeCount; n++) if (isHeld[n]) hats.grid[n] = -1
    joinPieces(topology, hats.grid, owner)
    counts.push(numberPass(table, pass, hats, owner))
  }
  return counts
}

function numberPass({ ofNode, nodeRoom }: VertexTable, pass: number, hats: Hats, owner: Int32Array): number {
  const { grid, weight } = hats
  let count = 0
  const base = 2 * pass * nodeRoom
  for (let n = 0; n < owner.length; n++) {
    if (grid[n]! < 0) continue
    const root = rootOf(owner, n)
    // A root is the least of its piece: it comes first.
    ofNode[base + 2 * n] = root === n ? count++ : ofNode[base + 2 * root]!
    ofNode[base + 2 * n + 1] = floatBits(weight[n]!)
  }
  return count
}

function rootOf(owner: Int32Array, n: number): number {
  let r = n
  while (owner[r] !== r) {
    owner[r] = owner[owner[r]!]!
    r = owner[r]!
  }
  return r
}

/** Union of the nodes of one hat that a slot joins; a root is the least node of its piece. */
function joinPieces(topology: TissueTopology, grid: Int32Array, owner: Int32Array): void {
  const { slotNodes, slotCount, slotVolume } = topology
  for (let n = 0; n < owner.length; n++) owner[n] = n
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    for (let a = 1; a < 4; a++) {
      const q = slotNodes[4 * slot + a]!
      if (grid[q]! < 0) continue
      for (let b = 0; b < a; b++) {
        const p = slotNodes[4 * slot + b]!
        if (grid[p] !== grid[q]) continue
        const [m, n] = [rootOf(owner, p), rootOf(owner, q)]
        if (m !== n) owner[Math.max(m, n)] = Math.min(m, n)
        break
      }
    }
  }
}
