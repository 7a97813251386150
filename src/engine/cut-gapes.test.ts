import { expect, it } from 'vitest'
import { type Edit, editSchema } from '../heart/edit'
import { cutGapes } from './cut-gapes'

const cut = editSchema.parse({
  kind: 'cut',
  id: 'c',
  blade_mm: [0, 5].map((z) => [
    [0, 3, z],
    [0, -3, z],
  ]),
}) as Edit
const look = (...widths: number[]) => [
  {
    edit: 'c',
    stations: widths.map((width) => ({ outer: [0, 3e-3, 0], inner: [0, -3e-3, 0], width }) as const),
  },
]
const widths = (edits: Edit[], ...given: number[]) =>
  cutGapes(edits, look(...given)).flatMap((g) => g.stations.map((s) => s.width))

it('tells no gape that creeping tissue may yet close, and none of a cut that is gone', () => {
  expect(widths([cut], 0.05e-3, 0.09e-3)).toEqual([])
  expect(widths([cut], 0.05e-3, 1e-3)).toEqual([0, 1e-3])
  expect(widths([], 1e-3)).toEqual([])
})

it('leaves out a cut that a patch is let into', () => {
  const patch = (y: number) =>
    editSchema.parse({
      kind: 'patch',
      id: 'p',
      mode: 'widen',
      material: 'pericardium',
      outline_mm: [0, 3, 6].map((z) => [0, y, z]),
      width_mm: 4,
    })
  expect(widths([cut, patch(2)], 1e-3)).toEqual([])
  expect(widths([cut, patch(30)], 1e-3)).toEqual([1e-3])
})
