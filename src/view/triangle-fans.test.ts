import { expect, it } from 'vitest'
import { fanSize, triangleFans } from './triangle-fans'

it('gathers each triangle round its three corners, in the triangle’s own winding', () => {
  const fans = triangleFans(Uint32Array.of(0, 1, 2, 0, 2, 3), 4)
  const fan = (v: number) => [...fans.subarray(v * fanSize * 2, v * fanSize * 2 + 4)]
  expect(fan(0)).toEqual([1, 2, 2, 3])
  expect(fan(1)).toEqual([2, 0, 1, 1])
  expect(fan(2)).toEqual([0, 1, 3, 0])
})

it('leaves out what does not fit, and spoils no neighbour', () => {
  const rim = fanSize + 3
  const triangles = Array.from({ length: rim }, (_, n) => [0, n + 1, ((n + 1) % rim) + 1]).flat()
  const fans = triangleFans(Uint32Array.from(triangles), rim + 1)
  expect(fans[fanSize * 2 - 2]).toBe(fanSize)
  expect(fans[fanSize * 2]).toBe(2)
})
