import type { BloodLattice } from './blood-lattice'
import { coarsen, colourOf } from './coarsen-pieces'
import { childrenOf } from './find-pieces'
import { finestGraph, type Graph } from './piece-graph'

/**
 * The coarse levels of the pressure solver: each node is a *connected piece* of a 2³ block of the level below, so
 * that a closed sheet or gate divides the coarse levels as it divides the blood; so does a narrow place, until what
 * lies behind it is one node, which a sweep solves exactly. Links between pieces carry the conductance
 * ΣG / (1 + t) with t = ΣG / (4 H): the links of the interface in series with half of each piece's own links along
 * that axis (the centres of two pieces lie twice as far apart as those of their cells).
 *
 * All levels are concatenated. Row r has the entries rowStart[r] … rowStart[r + 1]; an entry with column 0 leads to a
 * port (pressure increment 0). Node 0 is that null node. Rows of a level are sorted by colour; a link between two of one
 * colour, which few hearts have, leads nothing.
 */
export interface PieceHierarchy {
  readonly levels: readonly {
    /** First row of each colour (4) and the end. */
    readonly colours: readonly [number, number, number, number, number]
  }[]
  readonly rowStart: Uint32Array
  readonly columns: Uint32Array
  readonly conductances: Float32Array
  /** Children of row r: childList[childStart[r] … childStart[r + 1]], rows of the level below (level 0: entries). */
  readonly childStart: Uint32Array
  readonly childList: Uint32Array
  /** Parent row of each row, and of each lattice entry (0: none). */
  readonly parents: Uint32Array
  readonly entryParents: Uint32Array
  /** Entries that scale with a gate (g) or a port (gates.length + p): entry, full conductance, scale. */
  readonly scaled: { readonly entry: Uint32Array; readonly full: Float32Array; readonly scale: Uint32Array }
}

/** A lattice is at most two to this power cells long. */
const mostHalvings = 12

export function buildPieces(lattice: BloodLattice): PieceHierarchy {
  const graphs: Graph[] = []
  const parentOf: Int32Array[] = []
  let graph = finestGraph(lattice)
  for (let halving = 0; halving < mostHalvings; halving++) {
    const { coarse, parent } = coarsen(graph, lattice.gates.length)
    if (graphs.length === 0 || coarse.size < graph.size) {
      parentOf.push(parent)
      graphs.push(coarse)
      graph = coarse
    } else if (graph.place.some((v) => v > 0)) graph = inWiderBlocks(graph)
    else break
  }
  return concatenate(lattice, graphs, parentOf)
}

/** Where no two nodes share a block, larger blocks: a level that only copies the one below would be of no use. */
const inWiderBlocks = (graph: Graph): Graph => ({ ...graph, place: graph.place.map((v) => v >> 1) })

function concatenate(
  lattice: BloodLattice,
  graphs: readonly Graph[],
  parentOf: readonly Int32Array[],
): PieceHierarchy {
  const totalRows = 1 + graphs.reduce((s, g) => s + g.size, 0)
  const totalEntries = graphs.reduce((s, g) => s + g.column.length, 0)
  const rowStart = new Uint32Array(totalRows + 1)
  const columns = new Uint32Array(totalEntries)
  const conductances = new Float32Array(totalEntries)
  const parents = new Uint32Array(totalRows)
  const entryParents = new Uint32Array(lattice.count)
  const childLists: Uint32Array[] = []
  const childStart = new Uint32Array(totalRows + 1)
  const scaled: { entry: number[]; full: number[]; scale: number[] } = { entry: [], full: [], scale: [] }
  const levels: PieceHierarchy['levels'][number][] = []
  let base = 1
  let entries = 0
  let childCount = 0
  let below: Uint32Array | undefined
  graphs.forEach((graph, l) => {
    const colour = colourOf(graph)
    const starts = [0, 0, 0, 0, 0]
    for (const c of colour) starts[c + 1] = (starts[c + 1] as number) + 1
    for (let c = 0; c < 4; c++) starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number)
    const rowOf = new Uint32Array(graph.size)
    const nodeAt = new Uint32Array(graph.size)
    const cursor = starts.slice()
    for (let a = 0; a < graph.size; a++) {
      const c = colour[a] as number
      const r = cursor[c] as number
      cursor[c] = r + 1
      rowOf[a] = base + r
      nodeAt[r] = a
    }
    const parent = parentOf[l] as Int32Array
    const children = childrenOf(parent, graph.size)
    const list = new Uint32Array(children.list.length)
    let written = 0
    for (let r = 0; r < graph.size; r++) {
      const a = nodeAt[r] as number
      rowStart[base + r] = entries
      childStart[base + r] = childCount + written
      for (let n = graph.rowStart[a] as number; n < (graph.rowStart[a + 1] as number); n++, entries++) {
        const b = graph.column[n] as number
        columns[entries] = b < 0 ? 0 : (rowOf[b] as number)
        // Two joined rows of one colour would be swept at once, in an order that no one can tell.
        if (b >= 0 && colour[a] === colour[b]) continue
        conductances[entries] = graph.value[n] as number
        if (!graph.tag[n]) continue
        scaled.entry.push(entries)
        scaled.full.push(graph.value[n] as number)
        scaled.scale.push((graph.tag[n] as number) - 1)
      }
      for (let k = children.start[a] as number; k < (children.start[a + 1] as number); k++) {
        const child = children.list[k] as number
        list[written++] = below ? (below[child] as number) : child
      }
    }
    const target = below ? parents : entryParents
    for (let child = 0; child < parent.length; child++)
      if ((parent[child] as number) >= 0)
        target[below ? (below[child] as number) : child] = rowOf[parent[child] as number] as number
    levels.push({
      colours: starts.map((s) => base + s) as [number, number, number, number, number],
    })
    childLists.push(list)
    childCount += list.length
    base += graph.size
    below = rowOf
  })
  rowStart[totalRows] = entries
  childStart[totalRows] = childCount
  const childList = new Uint32Array(childCount)
  let at = 0
  for (const list of childLists) {
    childList.set(list, at)
    at += list.length
  }
  return {
    levels,
    rowStart,
    columns,
    conductances,
    childStart,
    childList,
    parents,
    entryParents,
    scaled: {
      entry: Uint32Array.from(scaled.entry),
      full: Float32Array.from(scaled.full),
      scale: Uint32Array.from(scaled.scale),
    },
  }
}
