import { childrenOf, findPieces, innerConductance } from './find-pieces'
import { type Graph, toPort } from './piece-graph'

export function coarsen(graph: Graph, gateCount: number): { coarse: Graph; parent: Int32Array } {
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

/** The colours that a node may take, the best first: red or black by its block. */
const coloursFor = ({ place }: Graph, a: number): number[] => {
  const own = ((place[3 * a] as number) + (place[3 * a + 1] as number) + (place[3 * a + 2] as number)) & 1
  return [own, own | 2, own ^ 3, own ^ 1]
}
const none = 4

/**
 * Red and black by the block; a piece joined to one of its own block, by a gate or a narrow place, takes a free colour.
 * Where none is free its neighbours of one colour give way; where they cannot, it takes the one that it is joined to
 * least, and the hierarchy leaves those links out.
 */
export function colourOf(graph: Graph): Uint8Array {
  const colour = new Uint8Array(graph.size).fill(none)
  for (let a = 0; a < graph.size; a++)
    colour[a] = freeFor(graph, colour, a) ?? giveWay(graph, colour, a) ?? leastJoined(graph, colour, a)
  return colour
}

const neighboursOf = ({ rowStart, column }: Graph, a: number): number[] =>
  [...column.subarray(rowStart[a], rowStart[a + 1])].filter((b) => b >= 0 && b !== a)

function freeFor(graph: Graph, colour: Uint8Array, a: number, except = none): number | undefined {
  let taken = 1 << except
  for (let n = graph.rowStart[a] as number; n < (graph.rowStart[a + 1] as number); n++) {
    const b = graph.column[n] as number
    if (b >= 0 && b !== a) taken |= 1 << (colour[b] as number)
  }
  return coloursFor(graph, a).find((c) => (taken & (1 << c)) === 0)
}

/** A colour that all neighbours which hold it can give up for another. */
function giveWay(graph: Graph, colour: Uint8Array, a: number): number | undefined {
  return coloursFor(graph, a).find((c) => {
    const holders = neighboursOf(graph, a).filter((b) => colour[b] === c)
    const others = holders.map((b) => freeFor(graph, colour, b, c))
    if (others.includes(undefined)) return false
    holders.forEach((b, n) => {
      colour[b] = others[n] as number
    })
    return true
  })
}

function leastJoined(graph: Graph, colour: Uint8Array, a: number): number {
  const joined = [0, 0, 0, 0]
  for (let n = graph.rowStart[a] as number; n < (graph.rowStart[a + 1] as number); n++) {
    const c = colour[graph.column[n] as number] ?? none
    if (c < none) joined[c] = (joined[c] as number) + (graph.value[n] as number)
  }
  return joined.indexOf(Math.min(...joined))
}
