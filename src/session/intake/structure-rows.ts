import type { FoundStructure } from '../../engine/intake-protocol'
import type { Part, StructureKind } from '../../heart/heart'
import type { LabelTable } from '../../io/recognise-structures'

/** One label as the table has it while it is being corrected. */
export interface LabelRow {
  readonly value: number
  readonly name: string
  readonly kind: StructureKind | 'leave out'
  readonly part: Part
}

export const structureRows = (found: readonly FoundStructure[]): readonly LabelRow[] =>
  found.map(({ value, name, kind, part }) => ({ value, name, kind: kind ?? 'leave out', part }))

/** The rows as the table that an import takes. */
export function labelTable(rows: readonly LabelRow[]): LabelTable {
  const table: LabelTable = {}
  for (const { value, name, kind, part } of rows)
    if (kind !== 'leave out') table[String(value)] = { name, kind, part }
  return table
}
