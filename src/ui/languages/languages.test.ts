import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { retell, setMessages } from '../../core/language'
import { computeFindings, type FindingInput } from '../../findings'
import { parameterRows } from '../../geometry/parametric/parameter-rows'
import { lumenName } from '../../geometry/segmentation/parts'
import { physiologyFields } from '../../heart/default-physiology'
import { builtInNames, builtInParameters } from '../../procedures/built-in-cases'
import { guides } from '../../procedures/guides'
import { healthyStory, ownStory, storyOf } from '../../procedures/stories'
import { bodyNames } from '../../session/intake/plausible-volumes'
import { sliceTools } from '../../session/intake/slice-tools'
import { workspaceKeyList } from '../../session/intake/workspace-keys'
import { toolGroups, tools } from '../../tools'
import { shippedPlans } from '../strategies/shipped-plans'
import { firstLanguage, languages } from './use-language'

const root = join(import.meta.dirname, '../../..')
const messagesOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, `assets/languages/${language}.json`), 'utf8'))
const bracesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

/** Texts that are the same everywhere: units, numbers, single keys. */
const isWord = (text: string): boolean =>
  /[a-z]{2}/i.test(text) && !/^(kg|cm|mm|mL|mmHg|L\/min|g\/L|1\/min|Esc)$/.test(text)

/** Every text that the source says: written in a call, or standing in a table that is said where it is shown. */
function textsOfSource(): ReadonlySet<string> {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$/.test(f) && f !== 'core/language.ts',
  )
  const called = files.flatMap((f) =>
    [
      ...readFileSync(join(root, 'src', f), 'utf8').matchAll(
        /\b(?:say|phrase)\(\s*(['"])((?:\\.|(?!\1)[^\\])*)\1/g,
      ),
    ].map((m) => (m[2] as string).replace(/\\(.)/g, '$1')),
  )
  return new Set([...called, ...textsOfTables()].filter(isWord))
}

function textsOfTables(): string[] {
  const stories = [ownStory, ...builtInNames.map(storyOf)]
  const hearts = builtInNames.map(builtInParameters)
  return [
    ...toolGroups.map((g) => g.label),
    ...hearts.flatMap((h) => shippedPlans(h.name).map((plan) => plan.name)),
    ...[...tools, ...sliceTools].flatMap((t) => [t.label, t.hint]),
    ...workspaceKeyList.flat(),
    ...Object.values(lumenName),
    ...Object.values(bodyNames),
    ...physiologyFields.flatMap((f) => [f.label, f.unit, f.source]),
    ...hearts.flatMap((h) => [
      h.name,
      h.story.surgeon,
      ...parameterRows(h).flatMap((r) => [r.label, r.group, r.unit]),
    ]),
    ...guides.flatMap((g) => [g.name, ...g.steps.flatMap((s) => [s.title, s.text, s.hint, s.limit ?? ''])]),
    ...stories.flatMap((s) => [...s.different, ...s.repair, ...s.after]),
    ...healthyStory,
  ]
}

describe.each(languages.filter((l) => l !== 'en'))('the messages in %s', (language) => {
  const messages = messagesOf(language)

  it('say every text of the program', () => {
    const missing = [...textsOfSource()].filter((text) => !messages[text])
    expect(missing, 'add these to assets/languages').toEqual([])
  })

  it('name the values that the English names', () => {
    const wrong = Object.entries(messages).filter(([en, own]) => bracesOf(en).join() !== bracesOf(own).join())
    expect(wrong).toEqual([])
  })
})

it('has the same messages in every language', () => {
  const [first, ...others] = languages.filter((l) => l !== 'en').map((l) => Object.keys(messagesOf(l)).sort())
  for (const keys of others) expect(keys).toEqual(first)
})

/** A text of the engine or of a reader, which come in English and are retold: it stands somewhere in the source. */
it('has no message for a text that is nowhere', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) =>
    /\.(tsx?|json)$/.test(f),
  )
  const hearts = readdirSync(join(root, 'assets/hearts')).map((f) => join(root, 'assets/hearts', f))
  const source = [...files.map((f) => join(root, 'src', f)), ...hearts]
    .map((f) => readFileSync(f, 'utf8'))
    .join('\n')
    .replace(/\\(['"])/g, '$1')
    .replace(/\s+/g, ' ')
  const known = textsOfSource()
  const pieces = (text: string) => text.split(/\{\w+\}|[^a-z’' ]+/i).map((piece) => piece.trim())
  const orphans = Object.keys(messagesOf('de')).filter(
    (key) => !known.has(key) && !pieces(key).every((piece) => source.includes(piece)),
  )
  expect(orphans).toEqual([])
})

describe('the findings', () => {
  afterEach(() => setMessages({}))
  const figures = computeFindings({
    kind: 'whole-heart',
    answer: 'flow',
    settled: 1,
    physiology: { weight: 8, height: 0.7, ageYears: 0.7, heartRate: 2, haemoglobin: 120 },
    waveforms: null,
    oxygen: { saturations: { aorta: 0.97, 'systemic-veins': 0.7, 'pulmonary-artery': 0.8 } },
    openings: [
      {
        id: 'LV-RV',
        from: 1,
        to: 2,
        fromPart: 'LV',
        toPart: 'RV',
        area: 2e-5,
        effectiveDiameter: 5e-3,
        centre: [0, 0, 0],
        normal: [1, 0, 0],
        cellsAcross: 3,
      },
    ] as unknown as FindingInput['openings'],
    leaks: [{ centre: [0, 0, 0], area: 1e-5 }],
    spacing: 1e-3,
  })

  it('are named and explained in every language', () => {
    expect(figures.length).toBeGreaterThan(3)
    for (const language of languages.filter((l) => l !== 'en')) {
      setMessages(messagesOf(language))
      for (const { label, basis } of figures)
        for (const text of [label, basis]) expect(retell(text), `${language}: ${text}`).not.toBe(text)
    }
  })
})

it('begins with the language kept, else the browser’s, else English', () => {
  expect(firstLanguage(null, ['fr-CA', 'zh-Hans-CN'])).toBe('zh')
  expect(firstLanguage('es', ['de'])).toBe('es')
  expect(firstLanguage('xx', ['fr'])).toBe('en')
})
