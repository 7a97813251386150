import type { Graph } from './piece-graph'

function findRoot(root: Int32Array, a: number): number {
  let r = a
  while (root[r] !== r) {
    root[r] = root[root[r] as number] as number
    r = root[r] as number
  }
  return r
}

/**
 * A link that leads less than this share of the best one at either of its ends is a narrow place: what lies behind it
 * stays a piece of its own. Merged, it would seem to lead as freely as the blood round it, and the mean pressure of a
 * chamber behind a slit or a pinhole would be left to the fine levels, which take thousands of sweeps over it.
 */
const narrow = 0.25

/**
 * Pieces: nodes of one 2³ block joined by links that no gate can close and that are not narrow. Nodes without links get
 * parent -1.
 */
export function findPieces(graph: Graph): { parent: Int32Array; size: number; place: Int32Array } {
  const root = new Int32Array(graph.size)
  for (let a = 0; a < graph.size; a++) root[a] = a
  const { place, rowStart, column, value, tag } = graph
  const best = bestLinks(graph)
  const sameBlock = (a: number, b: number) =>
    (place[3 * a] as number) >> 1 === (place[3 * b] as number) >> 1 &&
    (place[3 * a + 1] as number) >> 1 === (place[3 * b + 1] as number) >> 1 &&
    (place[3 * a + 2] as number) >> 1 === (place[3 * b + 2] as number) >> 1
  for (let a = 0; a < graph.size; a++)
    for (let n = rowStart[a] as number; n < (rowStart[a + 1] as number); n++) {
      const b = column[n] as number
      if (b <= a || tag[n] || !sameBlock(a, b)) continue
      if ((value[n] as number) < narrow * Math.min(best[a] as number, best[b] as number)) continue
      const ra = findRoot(root, a)
      const rb = findRoot(root, b)
      if (ra < rb) root[rb] = ra
      else root[ra] = rb
    }
  const parent = new Int32Array(graph.size).fill(-1)
  const places: number[] = []
  let size = 0
  for (let a = 0; a < graph.size; a++) {
    if (rowStart[a] === rowStart[a + 1]) continue
    const r = findRoot(root, a)
    if (parent[r] === -1) {
      parent[r] = size++
      places.push(
        (place[3 * r] as number) >> 1,
        (place[3 * r + 1] as number) >> 1,
        (place[3 * r + 2] as number) >> 1,
      )
    }
    parent[a] = parent[r] as number
  }
  return { parent, size, place: Int32Array.from(places) }
}

/** The greatest conductance of each node's links, those to ports among them. */
function bestLinks({ size, rowStart, value }: Graph): Float32Array {
  const best = new Float32Array(size)
  for (let a = 0; a < size; a++)
    for (let n = rowStart[a] as number; n < (rowStart[a + 1] as number); n++)
      best[a] = Math.max(best[a] as number, value[n] as number)
  return best
}

export function childrenOf(parent: Int32Array, size: number) {
  const start = new Uint32Array(size + 1)
  for (const p of parent) if (p >= 0) start[p + 1] = (start[p + 1] as number) + 1
  for (let p = 0; p < size; p++) start[p + 1] = (start[p + 1] as number) + (start[p] as number)
  const list = new Uint32Array(start[size] as number)
  const cursor = start.slice()
  for (let a = 0; a < parent.length; a++) {
    const p = parent[a] as number
    if (p < 0) continue
    list[cursor[p] as number] = a
    cursor[p] = (cursor[p] as number) + 1
  }
  return { start, list }
}

/** Sum along each axis of the conductances inside each piece: how well it leads from face to face. */
export function innerConductance(graph: Graph, parent: Int32Array, size: number): Float32Array {
  const inner = new Float32Array(3 * size)
  for (let a = 0; a < graph.size; a++)
    for (let n = graph.rowStart[a] as number; n < (graph.rowStart[a + 1] as number); n++) {
      const b = graph.column[n] as number
      if (b < 0 || graph.tag[n] || parent[a] !== parent[b]) continue
      const at = 3 * (parent[a] as number) + (graph.axis[n] as number)
      inner[at] = (inner[at] as number) + (graph.value[n] as number) / 2
    }
  return inner
}
