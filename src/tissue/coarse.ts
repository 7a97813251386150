import { latticeNode, type TissueTopology } from './topology'

/** No coarse vertex: the node is held, or lies on the rim of the hat. */
export const noVertex = 0xffffffff

/**
 * The coarse levels of the solver. A coarse vertex is one *connected piece* of the tissue in the support of a
 * trilinear hat, so that a cut parts it too; moving it by dx moves each of its nodes by weight · dx. On every level a
 * node belongs to at most one vertex of each of eight colours (parities of the coarse grid).
 */
export interface CoarseLevels {
  /** (vertex, weight as bits) at ((level · 8 + colour) · nodeCount + node) · 2. */
  readonly ofNode: Uint32Array
  /** Four numbers a chunk (vertex, first item, slots, nodes) in the order of the vertices, then the items. */
  readonly lists: Uint32Array
  readonly chunkCount: number
  /** First chunk and number of chunks of each vertex. */
  readonly vertexChunks: Uint32Array
  /** Per level · 8 + colour. */
  readonly passes: readonly CoarseRange[]
  readonly vertexCount: number
}

interface CoarseRange {
  readonly firstVertex: number
  readonly vertexCount: number
  readonly firstChunk: number
  readonly chunkCount: number
}

/** Slots or nodes that one GPU thread sums. */
const chunkLength = 24

/**
 * Builds the coarse levels of a topology.
 * @param held nodes that do not move
 * @param edges edges of the levels in units of the lattice's edge, coarsest first
 */
export function buildCoarse(
  topology: TissueTopology,
  held: (node: number) => boolean,
  edges: readonly number[],
): CoarseLevels {
  const { nodeCount } = topology
  const passes = edges.length * 8
  const ofNode = new Uint32Array(2 * passes * nodeCount).fill(noVertex)
  const weights = new Float32Array(ofNode.buffer)
  const free = Uint8Array.from({ length: nodeCount }, (_, n) => (held(n) ? 0 : 1))
  const ranges: [number, number][] = []
  let vertexCount = 0
  for (let pass = 0; pass < passes; pass++) {
    const hat = hatsOf(topology, free, edges[pass >> 3]!, pass & 7)
    const piece = connectedPieces(topology, hat.grid)
    const base = 2 * pass * nodeCount
    const numbers = new Map<number, number>()
    for (let n = 0; n < nodeCount; n++) {
      if (hat.grid[n]! < 0) continue
      const root = piece[n]!
      let vertex = numbers.get(root)
      if (vertex === undefined) {
        vertex = vertexCount + numbers.size
        numbers.set(root, vertex)
      }
      ofNode[base + 2 * n] = vertex
      weights[base + 2 * n + 1] = hat.weight[n]!
    }
    ranges.push([vertexCount, numbers.size])
    vertexCount += numbers.size
  }
  const items = itemsOf(topology, ofNode, passes, vertexCount)
  const { lists, chunkCount, vertexChunks } = chunksOf(items)
  const chunkAt = (vertex: number): number => (vertex < vertexCount ? vertexChunks[2 * vertex]! : chunkCount)
  return {
    ofNode,
    lists,
    chunkCount,
    vertexChunks,
    vertexCount,
    passes: ranges.map(([firstVertex, count]) => ({
      firstVertex,
      vertexCount: count,
      firstChunk: chunkAt(firstVertex),
      chunkCount: chunkAt(firstVertex + count) - chunkAt(firstVertex),
    })),
  }
}

/** The one coarse grid point of a colour whose hat covers each node (-1: none), and the hat's value there. */
function hatsOf(
  topology: TissueTopology,
  free: Uint8Array,
  factor: number,
  colour: number,
): { grid: Int32Array; weight: Float32Array } {
  const { model, nodeCount } = topology
  const { origin, edge, cubes } = model.lattice
  const size = cubes.map((c) => Math.ceil(c / factor) + 3)
  const scale = 1 / (factor * edge)
  const grid = new Int32Array(nodeCount).fill(-1)
  const weight = new Float32Array(nodeCount)
  for (let n = 0; n < nodeCount; n++) {
    if (!free[n]) continue
    const r = 3 * latticeNode(topology, n)
    let w = 1
    let id = 0
    for (let d = 2; d >= 0; d--) {
      // Whole half edges: exact, so that a node on a hat's rim has weight zero and no rounding.
      const x = (Math.round((2 * (model.rest[r + d]! - origin[d]!)) / edge) / 2) * edge * scale
      const low = Math.floor(x + 1e-9)
      const near = (low & 1) === ((colour >> d) & 1) ? low : low + 1
      w *= 1 - Math.abs(x - near)
      id = id * size[d]! + near
    }
    if (w < 1e-6) continue
    grid[n] = id
    weight[n] = w
  }
  return { grid, weight }
}

/** Union of the nodes of one hat that a slot joins; the root of each. */
function connectedPieces(topology: TissueTopology, grid: Int32Array): Int32Array {
  const { slotNodes, slotCount, slotVolume } = topology
  const owner = Int32Array.from(grid, (_, n) => n)
  const rootOf = (n: number): number => {
    let r = n
    while (owner[r] !== r) {
      owner[r] = owner[owner[r]!]!
      r = owner[r]!
    }
    return r
  }
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    for (let a = 0; a < 3; a++)
      for (let b = a + 1; b < 4; b++) {
        const [p, q] = [slotNodes[4 * slot + a]!, slotNodes[4 * slot + b]!]
        if (grid[p]! < 0 || grid[p] !== grid[q]) continue
        const [m, n] = [rootOf(p), rootOf(q)]
        if (m !== n) owner[Math.max(m, n)] = Math.min(m, n)
      }
  }
  for (let n = 0; n < owner.length; n++) owner[n] = rootOf(n)
  return owner
}

interface VertexItems {
  /** A vertex's slots, then its nodes, vertex after vertex. */
  readonly items: Uint32Array
  readonly slotCounts: Uint32Array
  readonly nodeCounts: Uint32Array
}

/** Cuts each vertex's items into chunks. */
function chunksOf(of: VertexItems): Pick<CoarseLevels, 'lists' | 'chunkCount' | 'vertexChunks'> {
  const { items, slotCounts, nodeCounts } = of
  const chunks = new Uint32Array(4 * (Math.ceil(items.length / chunkLength) + 2 * slotCounts.length))
  const vertexChunks = new Uint32Array(2 * slotCounts.length)
  let count = 0
  let first = 0
  const cut = (vertex: number, length: number, areNodes: boolean): void => {
    for (let done = 0; done < length; done += chunkLength) {
      const n = Math.min(chunkLength, length - done)
      chunks.set([vertex, first, areNodes ? 0 : n, areNodes ? n : 0], 4 * count++)
      first += n
    }
  }
  for (let vertex = 0; vertex < slotCounts.length; vertex++) {
    vertexChunks[2 * vertex] = count
    cut(vertex, slotCounts[vertex]!, false)
    cut(vertex, nodeCounts[vertex]!, true)
    vertexChunks[2 * vertex + 1] = count - vertexChunks[2 * vertex]!
  }
  const lists = new Uint32Array(4 * count + items.length)
  for (let n = 0; n < count; n++) chunks[4 * n + 1]! += 4 * count
  lists.set(chunks.subarray(0, 4 * count))
  lists.set(items, 4 * count)
  return { lists, chunkCount: count, vertexChunks }
}

/** Slots and nodes of each coarse vertex. */
function itemsOf(
  topology: TissueTopology,
  ofNode: Uint32Array,
  passes: number,
  vertexCount: number,
): VertexItems {
  const { nodeCount, slotNodes, slotCount, slotVolume } = topology
  const slotCounts = new Uint32Array(vertexCount)
  const nodeCounts = new Uint32Array(vertexCount)
  const eachSlot = (visit: (vertex: number, slot: number) => void): void => {
    for (let pass = 0; pass < passes; pass++) {
      const base = 2 * pass * nodeCount
      for (let slot = 0; slot < slotCount; slot++) {
        if (slotVolume[slot] === 0) continue
        const a = ofNode[base + 2 * slotNodes[4 * slot]!]!
        const b = ofNode[base + 2 * slotNodes[4 * slot + 1]!]!
        const c = ofNode[base + 2 * slotNodes[4 * slot + 2]!]!
        const d = ofNode[base + 2 * slotNodes[4 * slot + 3]!]!
        if (a !== noVertex) visit(a, slot)
        if (b !== noVertex && b !== a) visit(b, slot)
        if (c !== noVertex && c !== a && c !== b) visit(c, slot)
        if (d !== noVertex && d !== a && d !== b && d !== c) visit(d, slot)
      }
    }
  }
  const eachNode = (visit: (vertex: number, node: number) => void): void => {
    for (let n = 0; n < passes * nodeCount; n++)
      if (ofNode[2 * n] !== noVertex) visit(ofNode[2 * n]!, n % nodeCount)
  }
  eachSlot((v) => slotCounts[v]!++)
  eachNode((v) => nodeCounts[v]!++)
  const slotEnd = new Uint32Array(vertexCount)
  const nodeEnd = new Uint32Array(vertexCount)
  let end = 0
  for (let v = 0; v < vertexCount; v++) {
    slotEnd[v] = end
    nodeEnd[v] = end + slotCounts[v]!
    end += slotCounts[v]! + nodeCounts[v]!
  }
  const items = new Uint32Array(end)
  eachSlot((v, slot) => {
    items[slotEnd[v]!++] = slot
  })
  eachNode((v, node) => {
    items[nodeEnd[v]!++] = node
  })
  return { items, slotCounts, nodeCounts }
}
