import { describe, expect, it } from 'vitest'
import { builtInNames, builtInParameters } from './built-in-cases'
import { caseOfHeart, healthyStory, ownStory, storyOf, storyOfHeart } from './stories'

/** Words of the trade that no family has to know. */
const jargon =
  /septum|septal|ventric|atri(um|al)|stenosis|gradient|shunt|annulus|conduit|anastomosis|pulmonary|aort|defect|lesion|hypoplas|cyano/i

describe.each(builtInNames)('the story of %s', (name) => {
  const story = storyOf(name)
  const sentences = [...story.different, ...story.repair, ...story.after]

  it('says what is different, what the operation changes and what is so afterwards', () => {
    for (const part of [story.different, story.repair, story.after])
      expect(part.length).toBeGreaterThanOrEqual(1)
  })

  it('speaks in short plain sentences', () => {
    for (const sentence of sentences) {
      expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(22)
      expect(sentence).not.toMatch(jargon)
      expect(sentence).toMatch(/\.$/)
    }
  })

  it('is found by the name that the open heart bears', () =>
    expect(caseOfHeart(builtInParameters(name).name)).toBe(name))
})

it('has words for a healthy heart and for one that came from a scan', () => {
  for (const sentence of healthyStory) expect(sentence).not.toMatch(jargon)
  expect(storyOfHeart('CT of the ninth of May')).toBe(ownStory)
})
