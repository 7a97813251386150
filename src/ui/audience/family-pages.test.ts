import { expect, it } from 'vitest'
import { editExamples } from '../../heart/edit-examples'
import { builtInParameters, builtInPlans } from '../../procedures/built-in-cases'
import { familySentences, repairSteps } from './family-pages'
import { firstAudience } from './use-audience'

const defect = builtInParameters('vsd-muscular').name

it('tells what is different, what changes, how a healthy heart works, and before from after', () => {
  expect(familySentences(defect, 'different', false)[0]).toMatch(/hole/)
  expect(familySentences(defect, 'repair', false)[0]).toMatch(/patch/)
  expect(familySentences(defect, 'healthy', false).length).toBeGreaterThan(2)
  expect(familySentences(defect, 'compare', false)).not.toEqual(familySentences(defect, 'compare', true))
})

it('repairs with the steps made here, else with the plan of the case', () => {
  const [first, second] = editExamples
  expect(repairSteps(defect, [first!], [second!])).toEqual([first, second])
  expect(repairSteps(defect, [], [])).toEqual(builtInPlans('vsd-muscular')[0]!.edits)
  expect(repairSteps('a heart of one’s own', [], [])).toEqual([])
})

it('begins with the audience that the address names', () => {
  expect(firstAudience('?case=normal&for=family')).toBe('family')
  expect(firstAudience('?for=nobody')).toBe('surgeon')
  expect(firstAudience('?case=normal', 'trainee')).toBe('trainee')
  expect(firstAudience('?for=family', 'trainee')).toBe('family')
})
