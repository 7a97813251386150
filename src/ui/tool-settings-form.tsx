import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { patchMaterials, sutureTechniques } from '../heart/edit'
import type { ToolId } from '../tools'
import type { ToolSettings } from '../tools/settings'
import { changeSettings, toolStore } from '../tools/tool-store'

/** What can be set on the instrument in hand. */
export function ToolSettingsForm({ tool }: { tool: ToolId }) {
  const settings = useStore(toolStore, (s) => s.settings)
  return <div className="settings">{forms[tool]?.(settings) ?? null}</div>
}

const stitching = (s: ToolSettings): ReactNode => (
  <>
    <Choice
      label="Technique"
      value={s.technique}
      options={sutureTechniques}
      set={(technique) => changeSettings({ technique })}
    />
    <Size
      label="Pitch"
      value={s.pitch_mm}
      range={[1, 6, 0.5]}
      set={(pitch_mm) => changeSettings({ pitch_mm })}
    />
    <Size label="Bite" value={s.bite_mm} range={[1, 5, 0.5]} set={(bite_mm) => changeSettings({ bite_mm })} />
  </>
)

const forms: Partial<Record<ToolId, (s: ToolSettings) => ReactNode>> = {
  forceps: (s) => (
    <Size
      label="Grip"
      value={s.graspRadius_mm}
      range={[1, 10, 0.5]}
      set={(graspRadius_mm) => changeSettings({ graspRadius_mm })}
    />
  ),
  scalpel: (s) => (
    <>
      <Choice
        label="Depth"
        value={s.bladeDepth_mm === null ? 'through' : 'set'}
        options={['through', 'set'] as const}
        names={{ through: 'Through the wall', set: 'Set' }}
        set={(v) => changeSettings({ bladeDepth_mm: v === 'through' ? null : 3 })}
      />
      {s.bladeDepth_mm !== null && (
        <Size
          label="Depth"
          value={s.bladeDepth_mm}
          range={[1, 10, 0.5]}
          set={(bladeDepth_mm) => changeSettings({ bladeDepth_mm })}
        />
      )}
    </>
  ),
  patch: (s) => (
    <>
      <Choice
        label="Material"
        value={s.patchMaterial}
        options={patchMaterials}
        names={{ pericardium: 'Pericardium', ePTFE: 'ePTFE', dacron: 'Dacron' }}
        set={(patchMaterial) => changeSettings({ patchMaterial })}
      />
      <Choice
        label="Use"
        value={s.patchMode}
        options={['cover', 'widen'] as const}
        set={(patchMode) => changeSettings({ patchMode })}
      />
      {s.patchMode === 'widen' ? (
        <Size
          label="Width"
          value={s.patchWidth_mm}
          range={[2, 25, 1]}
          set={(patchWidth_mm) => changeSettings({ patchWidth_mm })}
        />
      ) : (
        <Size
          label="Oversize"
          unit="%"
          value={Math.round(s.patchOversize * 100)}
          range={[0, 50, 5]}
          set={(v) => changeSettings({ patchOversize: v / 100 })}
        />
      )}
    </>
  ),
  suture: stitching,
  retractor: (s) => (
    <Size
      label="Blade"
      value={s.retractorWidth_mm}
      range={[12, 20, 1]}
      set={(retractorWidth_mm) => changeSettings({ retractorWidth_mm })}
    />
  ),
  resect: (s) => (
    <Size
      label="Radius"
      value={s.resectRadius_mm}
      range={[1, 10, 0.5]}
      set={(resectRadius_mm) => changeSettings({ resectRadius_mm })}
    />
  ),
  lesion: (s) => (
    <>
      <Choice
        label="Kind"
        value={s.lesion}
        options={['hole', 'narrowing'] as const}
        set={(lesion) => changeSettings({ lesion })}
      />
      {s.lesion === 'hole' ? (
        <Size
          label="Diameter"
          value={s.holeDiameter_mm}
          range={[2, 25, 1]}
          set={(holeDiameter_mm) => changeSettings({ holeDiameter_mm })}
        />
      ) : (
        <>
          <Size
            label="Left open"
            value={s.narrowingDiameter_mm}
            range={[1, 20, 0.5]}
            set={(narrowingDiameter_mm) => changeSettings({ narrowingDiameter_mm })}
          />
          <Size
            label="Length"
            value={s.narrowingLength_mm}
            range={[2, 40, 1]}
            set={(narrowingLength_mm) => changeSettings({ narrowingLength_mm })}
          />
        </>
      )}
    </>
  ),
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly names?: Readonly<Record<T, string>>
  readonly set: (value: T) => void
}

function Choice<T extends string>({ label, value, options, names, set }: ChoiceProps<T>) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <button type="button" key={option} aria-pressed={option === value} onClick={() => set(option)}>
          {names?.[option] ?? capitalised(option)}
        </button>
      ))}
    </fieldset>
  )
}

const capitalised = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

interface SizeProps {
  readonly label: string
  readonly value: number
  readonly unit?: string
  readonly range: readonly [low: number, high: number, step: number]
  readonly set: (value: number) => void
}

function Size({ label, value, unit = 'mm', range, set }: SizeProps) {
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
        onChange={(event) => set(event.target.valueAsNumber)}
      />
    </label>
  )
}
