import { describe, expect, it } from 'vitest'
import { editSchema, planSchema } from './edit'
import { editExamples, planExample } from './edit-examples'

describe('edits', () => {
  it('has an example of every kind, and each parses to itself', () => {
    const kinds = editSchema.options.map((o) => o.shape.kind.value)
    expect(new Set(editExamples.map((e) => e.kind))).toEqual(new Set(kinds))
    for (const example of editExamples) expect(editSchema.parse(example)).toEqual(example)
    expect(planSchema.parse(planExample)).toEqual(planExample)
  })
  it('refuses an unknown field, a missing one and a wrong size', () => {
    const hole = editExamples.find((e) => e.kind === 'lesion')
    expect(() => editSchema.parse({ ...hole, colour: 'red' })).toThrow(/colour/)
    expect(() => editSchema.parse({ ...hole, diameter_mm: undefined })).toThrow(/diameter_mm/)
    expect(() => editSchema.parse({ ...hole, diameter_mm: -1 })).toThrow(/diameter_mm/)
  })
})
