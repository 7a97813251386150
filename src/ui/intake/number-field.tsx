import { useEffect, useState } from 'react'

interface NumberFieldProps {
  readonly label: string
  readonly unit?: string
  readonly value: number | undefined
  readonly range: readonly [low: number, high: number, step: number]
  readonly set: (value: number) => void
  readonly placeholder?: string
}

/** A number that is typed; taken when it is whole and in range, left alone while it is not. */
export function NumberField({ label, unit, value, range, set, placeholder }: NumberFieldProps) {
  const [text, setText] = useState(asText(value))
  useEffect(() => setText(asText(value)), [value])
  return (
    <label className="number">
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        min={range[0]}
        max={range[1]}
        step={range[2]}
        value={text}
        placeholder={placeholder}
        onChange={(e) => {
          setText(e.target.value)
          const n = e.target.valueAsNumber
          if (Number.isFinite(n) && n >= range[0] && n <= range[1]) set(n)
        }}
        onBlur={() => setText(asText(value))}
      />
      {unit && <small>{unit}</small>}
    </label>
  )
}

const asText = (value: number | undefined): string =>
  value === undefined ? '' : String(Math.round(value * 100) / 100)
