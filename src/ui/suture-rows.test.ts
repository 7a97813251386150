import { expect, test } from 'vitest'
import type { Edit } from '../heart/edit'
import { sutureRows } from './suture-rows'

const suture = (id: string): Edit => ({
  kind: 'suture',
  id,
  path_mm: [[0, 0, 0]],
  technique: 'running',
  pitch_mm: 2,
  bite_mm: 2,
})
const release = (suture: string, places_mm?: [number, number, number][]): Edit => ({
  kind: 'release',
  id: `release-${suture}`,
  suture,
  ...(places_mm ? { places_mm } : {}),
})
const cut: Edit = {
  kind: 'cut',
  id: 'cut-1',
  blade_mm: [
    [
      [0, 0, 0],
      [0, 0, 1],
    ],
    [
      [1, 0, 0],
      [1, 0, 1],
    ],
  ],
}

test('lists what brought stitches, until all of them are out', () => {
  const edits = [cut, suture('suture-1'), suture('suture-2'), release('suture-2', [[0, 0, 0]])]
  expect(sutureRows(edits).map((r) => r.id)).toEqual(['suture-1', 'suture-2'])
  expect(sutureRows([...edits, release('suture-1')])).toEqual([
    { id: 'suture-2', label: 'Suture 2, running' },
  ])
})
