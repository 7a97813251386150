import { expect, it } from 'vitest'
import { nextBox } from './move-focus'

/** Two buttons, then two rows of three. */
const grid = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [0, 2],
  [1, 2],
  [2, 2],
].map(([x, y]) => ({ x: x! * 66, y: y! * 70 }))

it('goes to the neighbour that an arrow points at, and stays at the edge', () => {
  expect(nextBox(grid, 0, 'ArrowRight')).toBe(1)
  expect(nextBox(grid, 3, 'ArrowDown')).toBe(6)
  expect(nextBox(grid, 6, 'ArrowUp')).toBe(3)
  expect(nextBox(grid, 7, 'ArrowRight')).toBe(7)
})

it('goes up past a gap in the row above, to either end, and leaves other keys alone', () => {
  expect(nextBox(grid, 4, 'ArrowUp')).toBe(1)
  expect(nextBox(grid, 4, 'Home')).toBe(0)
  expect(nextBox(grid, 4, 'End')).toBe(7)
  expect(nextBox(grid, 4, 's')).toBeNull()
})
