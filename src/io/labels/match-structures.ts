import { Fault } from '../../core/fault'
import { mL } from '../../core/units'
import type { GateName, Part, StructureKind } from '../../heart/heart'
import type { LabelMap } from '../label-map'
import type { Segment } from '../nrrd-header'
import { type LabelTable, labelTableSchema } from '../recognise-structures'
import { guessTable, type PublishedTable } from './published-tables'
import { roleOfCode } from './structure-codes'
import { gateOfName, plainWords, roleOfName } from './structure-names'

/** One label of a map and what it would become: shown in a table, and corrected by a `LabelTable`. */
export interface StructureMatch {
  readonly value: number
  readonly name: string
  /** m³ */
  readonly volume: number
  readonly cells: number
  /** Null where it was not understood and would be left out. */
  readonly kind: StructureKind | null
  /** 'none' with kind blood: vessels to be named by their place. */
  readonly part: Part
  readonly gate?: GateName
  readonly code?: Segment['code']
  /** What it was recognised by, or why not, in words. */
  readonly why: string
}

/**
 * What each label of a map is: by the user’s table, else by its terminology code, else by its name, else, for a map of
 * bare numbers, by the published table that it follows. Nothing is dropped: what was not understood has kind null.
 * @param table keys are the values of `map.segments`
 */
export function matchStructures(map: LabelMap, table?: LabelTable): StructureMatch[] {
  const own = table ? checkedTable(table) : {}
  const counts = countLabels(map)
  const cell = map.spacing[0] * map.spacing[1] * map.spacing[2]
  const published = map.segments.every((s) => /^(label|segment)?[ _-]?\d+$/i.test(s.name))
    ? guessTable(map)
    : null
  return map.segments.map((s) => {
    const given = own[String(s.value)]
    const cells = counts[s.value] as number
    const base = { value: s.value, cells, volume: cells * cell, ...(s.code ? { code: s.code } : {}) }
    if (!given) return { ...base, name: s.name, ...recognised(s, published) }
    const gate = given.kind === 'valve' ? gateOfName(given.name) : undefined
    return { ...base, ...given, ...(gate ? { gate } : {}), why: 'from the label table' }
  })
}

function recognised(
  s: Segment,
  published: PublishedTable | null,
): Pick<StructureMatch, 'kind' | 'part' | 'gate' | 'why'> & { name?: string } {
  const byCode = s.code && roleOfCode(s.code.scheme, s.code.value)
  const byName = roleOfName(s.name)
  const meaning = s.code?.meaning ?? ''
  // A code names the chamber; its wall and its blood often carry the same one, and only the name tells them apart.
  if (byCode) {
    const same = byName?.part === byCode.part && byCode.kind === 'blood'
    return {
      ...byCode,
      ...(same ? byName : {}),
      why: `by its code ${s.code?.scheme} ${s.code?.value} (${meaning})`,
    }
  }
  if (byName) return { ...byName, why: `by its name` }
  const byMeaning = meaning ? roleOfName(meaning) : undefined
  if (byMeaning) return { ...byMeaning, why: `by the meaning of its code, “${meaning}”` }
  const role = published?.values[s.fileValue ?? s.value]
  if (published && role) return { ...role, why: `guessed: the numbers are those of ${published.name}` }
  const words = plainWords(s.name)
  return {
    kind: null,
    part: 'none',
    why: words ? `“${s.name}” is no known name of a part of the heart` : 'it has no name',
  }
}

function countLabels({ values }: LabelMap): Float64Array {
  const counts = new Float64Array(256)
  for (let o = 0; o < values.length; o++) {
    const v = values[o] as number
    if (v > 0 && v < 256) counts[v] = (counts[v] as number) + 1
  }
  return counts
}

/** Says what was guessed and lists what was left out, with its volume. */
export function matchWarnings(matches: readonly StructureMatch[]): string[] {
  const warnings: string[] = []
  const guessed = matches.find((m) => m.why.startsWith('guessed'))
  if (guessed)
    warnings.push(
      `The labels have no names: their ${guessed.why.replace('guessed: the ', '')} and lie as in a heart, so they were taken to be ${matches
        .filter((m) => m.kind)
        .map((m) => m.name)
        .join(', ')}. Check it, or give a label table.`,
    )
  for (const m of matches) {
    if (m.cells === 0) warnings.push(`“${m.name}” has no cells.`)
    else if (m.kind === null)
      warnings.push(
        `“${m.name}” (label ${m.value}, ${(m.volume / mL).toFixed(1)} mL) was not recognised and is left out.`,
      )
  }
  return warnings
}

/** @throws Fault naming the entry that is wrong */
function checkedTable(table: LabelTable) {
  const checked = labelTableSchema.safeParse(table)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  throw new Fault(
    'the label table',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
    'Give value → { "name", "kind": "wall" | "blood" | "valve", "part" }',
  )
}
