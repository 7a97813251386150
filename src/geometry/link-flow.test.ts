import { describe, expect, it } from 'vitest'
import { seededRandom } from '../core/random'
import { type KnownFlow, LinkFlow } from './link-flow'

/** A box of nodes, each joined to its neighbours; `capacity` by axis and node. */
interface Box {
  readonly size: readonly [number, number, number]
  readonly capacity: readonly Int32Array[]
}

const nodesOf = ({ size }: Box) => size[0] * size[1] * size[2]
const strideOf = ({ size }: Box) => [1, size[0], size[0] * size[1]] as const

function randomBox(random: () => number): Box {
  const size = [4 + Math.floor(4 * random()), 4, 3 + Math.floor(3 * random())] as const
  const count = size[0] * size[1] * size[2]
  const capacity = [0, 1, 2].map(() =>
    Int32Array.from({ length: count }, () => (random() < 0.15 ? 0 : Math.floor(50 * random()))),
  )
  return { size, capacity }
}

/** Some links wider, some narrower or shut: an edit. */
const edited = (box: Box, random: () => number): Box => ({
  ...box,
  capacity: box.capacity.map((list) =>
    list.map((c) => (random() < 0.85 ? c : random() < 0.4 ? 0 : Math.floor(60 * random()))),
  ),
})

function links(box: Box, visit: (a: number, b: number, axis: number, capacity: number) => void): void {
  const { size, capacity } = box
  for (let n = 0; n < nodesOf(box); n++) {
    const at = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / (size[0] * size[1]))]
    for (let axis = 0; axis < 3; axis++)
      if (at[axis]! + 1 < size[axis]! && capacity[axis]![n]! > 0)
        visit(n, n + strideOf(box)[axis]!, axis, capacity[axis]![n]!)
  }
}

const from = (box: Box) => Array.from({ length: strideOf(box)[1] }, (_, n) => n)
const to = (box: Box) => from(box).map((n) => nodesOf(box) - 1 - n)

function solved(box: Box, known?: KnownFlow) {
  const flow = new LinkFlow(nodesOf(box))
  links(box, (a, b, axis, c) => flow.join(a, b, axis, c, known?.links[3 * a + axis] ?? 0))
  const side = flow.cut(from(box), to(box))
  return { side, known: { cells: new Int32Array(), links: flow.links() } }
}

/** Edmonds and Karp 1972: shortest paths one by one, on a table of every pair. */
function reference(box: Box): Uint8Array {
  const n = nodesOf(box)
  const room = new Float64Array(n * n)
  links(box, (a, b, _, c) => {
    room[a * n + b] = c
    room[b * n + a] = c
  })
  const ends = new Set(to(box))
  for (;;) {
    const before = new Int32Array(n).fill(-1)
    const queue = from(box)
    for (const s of queue) before[s] = s
    let end = -1
    for (let q = 0; q < queue.length && end < 0; q++)
      for (let m = 0; m < n; m++)
        if (before[m]! < 0 && room[queue[q]! * n + m]! > 0) {
          before[m] = queue[q]!
          queue.push(m)
          if (ends.has(m)) end = m
        }
    if (end < 0) return Uint8Array.from(before, (b) => (b >= 0 ? 1 : 0))
    const path: number[] = []
    for (let m = end; before[m] !== m; m = before[m]!) path.push(before[m]! * n + m)
    const least = Math.min(...path.map((p) => room[p]!))
    for (const p of path) {
      room[p] = room[p]! - least
      room[(p % n) * n + Math.floor(p / n)]! += least
    }
  }
}

describe('flow over the links of a lattice', () => {
  it('has the value of the textbook network', () => {
    // Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, figure 26.1, made undirected: 23 stands.
    const g = new LinkFlow(6)
    const edges = [
      [0, 1, 0, 16],
      [0, 2, 1, 13],
      [1, 3, 0, 12],
      [2, 4, 0, 14],
      [3, 5, 0, 20],
      [4, 5, 1, 4],
      [4, 3, 2, 7],
    ] as const
    for (const [a, b, axis, c] of edges) g.join(a, b, axis, c)
    const side = g.cut([0], [5])
    const cut = edges.filter(([a, b]) => side[a] !== side[b]).reduce((sum, e) => sum + e[3], 0)
    expect(cut).toBe(23)
    expect(g.links()[0]! + g.links()[1]!).toBe(23)
  })

  // The least set on the source's side of a minimum cut is one and the same for every maximum flow.
  it('parts random lattices where the reference does, and so from any flow known before', () => {
    const random = seededRandom(11)
    for (let n = 0; n < 15; n++) {
      let box = randomBox(random)
      let { side, known } = solved(box)
      expect(side).toEqual(reference(box))
      for (let again = 0; again < 3; again++) {
        box = edited(box, random)
        ;({ side, known } = solved(box, known))
        expect(side).toEqual(reference(box))
      }
    }
  })
})
