import { expect, it } from 'vitest'
import { recipeSchema } from '../../geometry/segmentation/recipe'
import { compareVolume } from './plausible-volumes'
import { withOpening, withoutOpening } from './recipe-edit'
import { changeRecipe, redoRecipe, startHistory, undoRecipe } from './recipe-history'
import { sizeInWords } from './size-in-words'
import { labelTable, structureRows } from './structure-rows'
import { warningRows } from './warning-rows'

const recipe = (low: number) => recipeSchema.parse({ version: 1, blood: { low }, seeds: [] })

it('makes one step of a drag and takes it back whole', () => {
  let h = startHistory(recipe(100))
  for (const low of [110, 120, 130]) h = changeRecipe(h, recipe(low), 'blood-low')
  h = changeRecipe(h, recipe(140))
  expect(h.past).toHaveLength(2)
  h = undoRecipe(undoRecipe(undoRecipe(h)))
  expect(h.present.blood.low).toBe(100)
  h = redoRecipe(h)
  expect(h.present.blood.low).toBe(130)
  h = changeRecipe(h, recipe(150), 'blood-low')
  expect(h.future).toHaveLength(0)
  expect(undoRecipe(h).present.blood.low).toBe(130)
})

it('finds the place of a warning, given or in its words, and the parts that touch', () => {
  const rows = warningRows({
    grid: { size: [1, 1, 1], spacing: [1, 1, 1], origin: [0, 0, 0], direction: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
    labels: new Uint8Array(1),
    structures: [],
    warnings: [
      'Left atrium and Aorta touched over 1 cm² at (13, -185, 662) mm; a wall was put.',
      'All is well',
    ],
    places: [null, [0.01, 0.02, 0.03]],
  })
  expect(rows[0]).toEqual({
    text: 'Left atrium and Aorta touched over 1 cm²; a wall was put.',
    place: [13, -185, 662],
    touching: ['LA', 'aorta'],
  })
  expect(rows[1]!.place).toEqual([10, 20, 30])
})

it('holds each pair of open lumens once', () => {
  const once = withOpening(withOpening(recipe(1), ['LV', 'RV']), ['RV', 'LV'])
  expect(once.openings).toEqual([['RV', 'LV']])
  expect(withoutOpening(once, 'LV', 'RV').openings).toEqual([])
})

it('makes a table of what is not left out', () => {
  const found = [
    { value: 3, name: 'cav', volume: 1e-4, kind: 'blood' as const, part: 'LV' as const, why: 'name' },
    { value: 9, name: 'bone', volume: 1e-4, kind: null, part: 'none' as const, why: 'unknown' },
  ]
  expect(labelTable(structureRows(found))).toEqual({ '3': { name: 'cav', kind: 'blood', part: 'LV' } })
})

it('compares volumes and says sizes in words', () => {
  expect(compareVolume('LV', 30, 'adult').level).toBe('small')
  expect(compareVolume('LV', 8, 'newborn').level).toBe('usual')
  expect(compareVolume('aorta', 8, 'newborn').level).toBe('unknown')
  expect(sizeInWords(0.123)).toBe('12.3 cm across, as a fist: an adult’s heart')
  expect(sizeInWords(120)).toContain('larger than any person')
})
