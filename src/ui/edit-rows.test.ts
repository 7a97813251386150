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

it('calls a clamp that was taken off by its name', () => {
  const clamp: Edit = { kind: 'clamp', id: 'clamp-1', centre_mm: [0, 0, 0], normal: [0, 0, 1], radius_mm: 8 }
  const off: Edit = { kind: 'release', id: 'release-1', suture: 'clamp-1' }
  expect(editRows([clamp, off], []).map((r) => [r.label, r.icon])).toEqual([
    ['Clamp', 'clamp'],
    ['Clamp off', 'clamp'],
  ])
})
