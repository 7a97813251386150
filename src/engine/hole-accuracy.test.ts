import { expect, test } from 'vitest'
import { holeAccuracy } from './hole-accuracy'

test('says nothing where every hole has twelve cells across, or none was measured', () => {
  expect(holeAccuracy([12, 14])).toBeNull()
  expect(holeAccuracy([])).toBeNull()
})

test('speaks of the coarsest hole', () => {
  expect(holeAccuracy([14, 6.2])).toContain('6 cells across')
})

test('gives thin walls no figure below six cells, where the right ones came by chance', () => {
  expect(holeAccuracy([4])).toContain('too rough for a figure')
  // .73 measured at six cells for .62 published.
  expect(holeAccuracy([6])).toContain(`${Math.round(100 * (0.7251 / 0.62 - 1))} % too much`)
})

test('says that a hole in a patch may pass too little', () => {
  // .606 measured at six cells and Re 500 for .69 published.
  expect(holeAccuracy([6])).toContain(`${Math.round(100 * (1 - 0.606 / 0.69))} % too little`)
})
