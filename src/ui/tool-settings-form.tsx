import { useId } from 'react'
import { useStore } from 'zustand'
import type { ToolId } from '../tools'
import { changeSettings, toolStore } from '../tools/tool-store'
import { SliderField } from './slider-field'
import { type ChoiceRow, type SizeRow, settingRows, type TextRow } from './tool-setting-rows'

/** What can be set on the instrument in hand. */
export function ToolSettingsForm({ tool }: { tool: ToolId }) {
  const settings = useStore(toolStore, (s) => s.settings)
  return (
    <div className="settings">
      {settingRows(tool, settings).map((row) => {
        const key = `${row.kind} ${row.key}`
        if (row.kind === 'choice') return <Choice key={key} row={row} />
        return row.kind === 'size' ? <Size key={key} row={row} /> : <Text key={key} row={row} />
      })}
    </div>
  )
}

function Choice({ row }: { readonly row: ChoiceRow }) {
  return (
    <fieldset className="choice">
      <legend>{row.label}</legend>
      {row.options.map(({ name, held, set }) => (
        <button type="button" key={name} aria-pressed={held} onClick={() => changeSettings(set)}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function Size({ row: { label, unit, value, range, set } }: { readonly row: SizeRow }) {
  return <SliderField {...{ label, unit, value, range }} set={(v) => changeSettings(set(v))} />
}

/** Free words, with what is often written one tap away. */
function Text({ row: { label, value, suggestions, set } }: { readonly row: TextRow }) {
  const list = useId()
  return (
    <label className="text">
      <span>{label}</span>
      <input
        type="text"
        maxLength={200}
        list={list}
        value={value}
        placeholder={suggestions[0]}
        onChange={(event) => changeSettings(set(event.target.value))}
      />
      <datalist id={list}>
        {suggestions.map((s) => (
          <option key={s} value={s} />
        ))}
      </datalist>
    </label>
  )
}
