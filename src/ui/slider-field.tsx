interface SliderProps {
  readonly label: string
  readonly unit: string
  readonly value: number
  readonly range: readonly [low: number, high: number, step: number]
  readonly set: (value: number) => void
}

/** A number that is slid. */
export function SliderField({ label, unit, value, range, set }: SliderProps) {
  return (
    <label className="size">
      <span>{label}</span>
      <output>
        {value} <small>{unit}</small>
      </output>
      <input
        type="range"
        min={range[0]}
        max={range[1]}
        step={range[2]}
        value={value}
        aria-valuetext={`${value} ${unit}`}
        onChange={(e) => set(e.target.valueAsNumber)}
      />
    </label>
  )
}
