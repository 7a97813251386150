import { useState } from 'react'
import { phrase, retell, say } from '../../core/language'
import type { FoundStructure } from '../../engine/intake-protocol'
import { lumenName } from '../../geometry/segmentation/parts'
import type { StructureKind } from '../../heart/heart'
import { type LabelTable, parts } from '../../io/recognise-structures'
import type { IntakeFlow, IntakePhase } from '../../session/intake/intake-flow'
import { type LabelRow, labelTable, structureRows } from '../../session/intake/structure-rows'
import { partColour } from './part-colours'
import { Sheet } from './sheet'

interface StructuresTableProps {
  readonly flow: IntakeFlow
  readonly phase: Extract<IntakePhase, { name: 'structures' }>
}

const kindNames: Record<StructureKind | 'leave out', string> = {
  blood: phrase('Blood'),
  wall: phrase('Wall'),
  valve: phrase('Valve'),
  'leave out': phrase('Leave out'),
}

/** What each label of a map would become; each can be corrected before the heart is built. */
export function StructuresTable({ flow, phase: { offer, found } }: StructuresTableProps) {
  const [rows, setRows] = useState<readonly LabelRow[]>(() => structureRows(found))
  const change = (value: number, next: Partial<LabelRow>) =>
    setRows(rows.map((r) => (r.value === value ? { ...r, ...next } : r)))
  const unknown = rows.filter((r) => r.kind === 'leave out').length
  const blood = rows.some((r) => r.kind === 'blood')
  const build = () => {
    const changed = rows.some(
      (r, n) => r.kind !== (found[n]!.kind ?? 'leave out') || r.part !== found[n]!.part,
    )
    void flow.open(offer, changed ? { labels: labelTable(rows) satisfies LabelTable } : {})
  }
  return (
    <Sheet title={say('Structures of {name}', { name: offer.name })} wide close={() => flow.back()}>
      <p className="quiet">
        {unknown === 0
          ? say('Everything was recognised. Look it over, and correct what is wrong.')
          : say('Labels left out because nothing tells what they are: {count}', { count: unknown })}
      </p>
      <div className="table-frame">
        <table className="structures">
          <thead>
            <tr>
              <th scope="col">{say('Label')}</th>
              <th scope="col">{say('Name in the file')}</th>
              <th scope="col">{say('Volume')}</th>
              <th scope="col">{say('Is')}</th>
              <th scope="col">{say('Part')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, n) => (
              <StructureRow key={row.value} row={row} found={found[n]!} change={change} />
            ))}
          </tbody>
        </table>
      </div>
      <footer>
        <button type="button" onClick={() => flow.back()}>
          {say('Back')}
        </button>
        <button type="button" className="primary" disabled={!blood} onClick={build}>
          {say('Build the heart')}
        </button>
      </footer>
    </Sheet>
  )
}

interface StructureRowProps {
  readonly row: LabelRow
  readonly found: FoundStructure
  readonly change: (value: number, next: Partial<LabelRow>) => void
}

function StructureRow({ row, found, change }: StructureRowProps) {
  return (
    <tr className={row.kind === 'leave out' ? 'left' : ''}>
      <td>
        <span className="dot" style={{ background: partColour(row.part as 'LV') }} /> {row.value}
      </td>
      <td>
        {row.name}
        <small>{retell(found.why)}</small>
      </td>
      <td className="figure">
        {volumeWords(found.volume)} <small>mL</small>
      </td>
      <td className="select">
        <select
          aria-label={say('What {name} is', { name: row.name })}
          value={row.kind}
          onChange={(e) => change(row.value, { kind: e.target.value as LabelRow['kind'] })}
        >
          {Object.entries(kindNames).map(([kind, name]) => (
            <option key={kind} value={kind}>
              {say(name)}
            </option>
          ))}
        </select>
      </td>
      <td className="select">
        <select
          aria-label={say('Part of {name}', { name: row.name })}
          value={row.part}
          disabled={row.kind === 'leave out'}
          onChange={(e) => change(row.value, { part: e.target.value as LabelRow['part'] })}
        >
          {parts.map((part) => (
            <option key={part} value={part}>
              {part === 'none' ? '–' : say(lumenName[part])}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}

const volumeWords = (m3: number): string => {
  const mL = m3 * 1e6
  return mL < 10 ? mL.toFixed(1) : Math.round(mL).toLocaleString()
}
