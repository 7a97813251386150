import type { BloodLattice } from './blood-lattice'

/**
 * The coarse levels of the pressure solver: each node is a *connected piece* of a 2³ block of the level below, so
 * that a closed sheet or gate divides the coarse levels as it divides the blood. Links between pieces carry the
 * conductance ΣG / (1 + t) with t = ΣG / (4 H): the links of the interface in series with half of each piece's own
 * links along that axis (the centres of two pieces lie twice as far apart as those of their cells).
 *
 * All levels are concatenated. Row r has the entries rowStart[r] … rowStart[r + 1]; an entry with column 0 leads to a
 * port (pressure increment 0). Node 0 is that null node. Rows of a level are sorted by colour; no two joined rows
 * share a colour.
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

/** One level while it is built: nodes at block places, links as rows. */
interface Graph {
  readonly size: number
  /** Block coordinates, 3 per node. */
  readonly place: Int32Array
  readonly rowStart: Uint32Array
  /** Neighbour node, or `toPort`. */
  readonly column: Int32Array
  readonly value: Float32Array
  readonly axis: Uint8Array
  /** 0, or 1 + the index of the gate or port that scales the link. */
  readonly tag: Uint8Array
}
const toPort = -1
const coarsestNodes = 24

export function buildPieces(lattice: BloodLattice): PieceHierarchy {
  const graphs: Graph[] = []
  const parentOf: Int32Array[] = []
  let graph = finestGraph(lattice)
  while (graph.size > coarsestNodes || graphs.length === 0) {
    const { coarse, parent } = coarsen(graph, lattice.gates.length)
    if (graphs.length > 0 && coarse.size >= graph.size) break
    parentOf.push(parent)
    graphs.push(coarse)
    graph = coarse
    if (graphs.length > 12) break
  }
  return concatenate(lattice, graphs, parentOf)
}

/** The lattice itself: node e is entry e; padding and null have no links. */
function finestGraph(lattice: BloodLattice): Graph {
  const { count, cells, neighbours, conduct, ghostStart, frame } = lattice
  const tagOfFace = new Map<number, number>()
  lattice.gates.forEach((gate, g) => {
    for (const f of gate.faces) tagOfFace.set(f, g + 1)
  })
  lattice.ports.forEach((port, p) => {
    for (const f of port.faces) tagOfFace.set(f, lattice.gates.length + p + 1)
  })
  const gateFace = new Uint8Array(3 * count)
  for (const [f, tag] of tagOfFace) gateFace[f] = tag
  const rowStart = new Uint32Array(ghostStart + 1)
  const column = new Int32Array(6 * ghostStart)
  const value = new Float32Array(6 * ghostStart)
  const axisOf = new Uint8Array(6 * ghostStart)
  const tag = new Uint8Array(6 * ghostStart)
  const place = new Int32Array(3 * ghostStart)
  const [nx, ny] = frame.size
  let n = 0
  for (let e = 0; e < ghostStart; e++) {
    rowStart[e] = n
    const c = cells[e] as number
    if (c === 0xffffffff) continue
    place[3 * e] = c % nx
    place[3 * e + 1] = Math.floor(c / nx) % ny
    place[3 * e + 2] = Math.floor(c / (nx * ny))
    for (let direction = 0; direction < 6; direction++) {
      const axis = direction >> 1
      const other = neighbours[direction * count + e] as number
      const face = axis * count + (direction & 1 ? e : other)
      const g = other ? (conduct[face] as number) : 0
      if (g <= 0) continue
      column[n] = other >= ghostStart ? toPort : other
      value[n] = g
      axisOf[n] = axis
      tag[n] = gateFace[face] as number
      n++
    }
  }
  rowStart[ghostStart] = n
  return { size: ghostStart, place, rowStart, column, value, axis: axisOf, tag }
}

function findRoot(root: Int32Array, a: number): number {
  let r = a
  while (root[r] !== r) {
    root[r] = root[root[r] as number] as number
    r = root[r] as number
  }
  return r
}

/** Pieces: nodes of one 2³ block joined by links that no gate can close. Nodes without links get parent -1. */
function findPieces(graph: Graph): { parent: Int32Array; size: number; place: Int32Array } {
  const root = new Int32Array(graph.size)
  for (let a = 0; a < graph.size; a++) root[a] = a
  const { place, rowStart, column, tag } = graph
  const sameBlock = (a: number, b: number) =>
    (place[3 * a] as number) >> 1 === (place[3 * b] as number) >> 1 &&
    (place[3 * a + 1] as number) >> 1 === (place[3 * b + 1] as number) >> 1 &&
    (place[3 * a + 2] as number) >> 1 === (place[3 * b + 2] as number) >> 1
  for (let a = 0; a < graph.size; a++)
    for (let n = rowStart[a] as number; n < (rowStart[a + 1] as number); n++) {
      const b = column[n] as number
      if (b <= a || tag[n] || !sameBlock(a, b)) continue
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

function childrenOf(parent: Int32Array, size: number) {
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
function innerConductance(graph: Graph, parent: Int32Array, size: number): Float32Array {
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

function coarsen(graph: Graph, gateCount: number): { coarse: Graph; parent: Int32Array } {
  const { parent, size, place } = findPieces(graph)
  const inner = innerConductance(graph, parent, size)
  const children = childrenOf(parent, size)
  const capacity = graph.rowStart[graph.size] as number
  const rowStart = new Uint32Array(size + 1)
  const column = new Int32Array(capacity)
  const value = new Float32Array(capacity)
  const axis = new Uint8Array(capacity)
  const tag = new Uint8Array(capacity)
  let n = 0
  for (let p = 0; p < size; p++) {
    const first = n
    rowStart[p] = n
    for (let k = children.start[p] as number; k < (children.start[p + 1] as number); k++) {
      const a = children.list[k] as number
      for (let m = graph.rowStart[a] as number; m < (graph.rowStart[a + 1] as number); m++) {
        const b = graph.column[m] as number
        const q = b < 0 ? toPort : (parent[b] as number)
        if (q === p) continue
        let at = first
        while (at < n && !(column[at] === q && tag[at] === graph.tag[m] && axis[at] === graph.axis[m])) at++
        if (at === n) {
          column[n] = q
          tag[n] = graph.tag[m] as number
          axis[n] = graph.axis[m] as number
          n++
        }
        value[at] = (value[at] as number) + (graph.value[m] as number)
      }
    }
  }
  rowStart[size] = n
  for (let p = 0; p < size; p++)
    for (let m = rowStart[p] as number; m < (rowStart[p + 1] as number); m++) {
      const q = column[m] as number
      const sum = value[m] as number
      const half = (piece: number) => {
        const s = piece < 0 ? 0 : (inner[3 * piece + (axis[m] as number)] as number)
        return s > 0 ? 1 / (2 * s) : 0
      }
      const t = sum * (half(p) + half(q))
      // A poor way through the piece along this axis need not be the way the blood takes.
      value[m] = sum / (1 + Math.min(t, (tag[m] as number) > gateCount ? 0.5 : 1))
    }
  const coarse: Graph = {
    size,
    place,
    rowStart,
    column: column.slice(0, n),
    value: value.slice(0, n),
    axis: axis.slice(0, n),
    tag: tag.slice(0, n),
  }
  return { coarse, parent }
}

/** Red and black by the block; of two pieces of one block joined by a gate the later one takes a colour of its own. */
function colourOf(graph: Graph): Uint8Array {
  const colour = new Uint8Array(graph.size)
  for (let a = 0; a < graph.size; a++)
    colour[a] =
      ((graph.place[3 * a] as number) +
        (graph.place[3 * a + 1] as number) +
        (graph.place[3 * a + 2] as number)) &
      1
  for (let a = 0; a < graph.size; a++)
    for (let n = graph.rowStart[a] as number; n < (graph.rowStart[a + 1] as number); n++) {
      const b = graph.column[n] as number
      if (b >= 0 && b < a && colour[b] === colour[a]) {
        colour[a] = (colour[a] as number) | 2
        break
      }
    }
  return colour
}

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
