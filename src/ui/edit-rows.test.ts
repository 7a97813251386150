import { expect, it } from 'vitest'
import type { Edit } from '../heart/edit'
import { editRows } from './edit-rows'

const lesion = (id: string): Edit => ({
  kind: 'lesion',
  id,
  type: 'hole',
  centre_mm: [0, 0, 0],
  diameter_mm: 10,
})

it('lists what was taken back after what stands, in the order of redoing', () => {
  const rows = editRows([lesion('a')], [lesion('c'), lesion('b')])
  expect(rows.map((r) => [r.id, r.done, r.count])).toEqual([
    ['a', true, 1],
    ['b', false, 2],
    ['c', false, 3],
  ])
  expect(rows[0]!.detail).toBe('hole, 10 mm')
})

it('measures a cut along the blade', () => {
  const cut: Edit = {
    kind: 'cut',
    id: 'cut-1',
    blade_mm: [
      [
        [0, 0, 0],
        [0, 0, 5],
      ],
      [
        [3, 4, 0],
        [3, 4, 5],
      ],
      [
        [3, 10, 0],
        [3, 10, 5],
      ],
    ],
  }
  expect(editRows([cut], [])[0]!.detail).toBe('11 mm')
})
