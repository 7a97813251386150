import { expect, test } from 'vitest'
import { colourOf } from './coarsen-pieces'

/** Nodes at block places, joined in pairs. */
function graphOf(
  place: readonly (readonly [number, number, number])[],
  pairs: readonly (readonly [number, number])[],
) {
  const rows = place.map((_, a) => pairs.flatMap(([p, q]) => (p === a ? [q] : q === a ? [p] : [])))
  const column = Int32Array.from(rows.flat())
  const rowStart = Uint32Array.from([0, ...rows.map((_, a) => rows.slice(0, a + 1).flat().length)])
  return {
    size: place.length,
    place: Int32Array.from(place.flat()),
    rowStart,
    column,
    value: new Float32Array(column.length).fill(1),
    axis: new Uint8Array(column.length),
    tag: new Uint8Array(column.length),
  }
}

// Three pieces of one block joined to each other, and a fourth joined to them all and to the block beside: each of the
// four colours is taken round it, and one of its neighbours has to give way.
test('no two joined nodes share a colour where a neighbour can take another', () => {
  const here = [0, 0, 0] as const
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
    [4, 0],
    [4, 1],
    [4, 2],
    [4, 3],
  ] as const
  const colour = colourOf(graphOf([here, here, here, [1, 0, 0], here], pairs))
  for (const [a, b] of pairs) expect(colour[a]).not.toBe(colour[b])
  expect(Math.max(...colour)).toBeLessThan(4)
})
