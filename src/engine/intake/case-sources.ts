import { treeOfPlans } from '../../heart/strategy'
import { readCase } from '../../io/case-file'
import type { InputFile } from '../../io/input-file'
import { plainName, refusal } from './names'
import type { Found, Refused, Source } from './source'

/** Every case file is an offer of its own. */
export function caseSources(files: readonly InputFile[]): Found {
  const sources: Source[] = []
  const refused: Refused[] = []
  for (const file of files) {
    try {
      const { heart, plans, strategies, annotations, warnings } = readCase(file.bytes, file.name)
      sources.push({
        offer: {
          kind: 'case',
          name: heart.name || plainName(file.name),
          detail: `Case: ${heart.structures.length} structures, ${heart.ports.length} vessel ends${plans.length > 0 ? `, ${plans.length} plans` : ''}`,
          files: [file.name],
          warnings,
          score: 1,
        },
        open: async () => ({
          kind: 'heart',
          heart: { ...heart, warnings: [...heart.warnings, ...warnings] },
          plans,
          ...(annotations && { annotations }),
          ...(plans.length > 0 && { strategies: strategies ?? treeOfPlans(plans) }),
        }),
      })
    } catch (problem) {
      refused.push(refusal(file.name, problem))
    }
  }
  return { sources, refused }
}
