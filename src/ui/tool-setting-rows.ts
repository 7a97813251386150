import { say } from '../core/language'
import { patchMaterials, sutureTechniques } from '../heart/edit'
import type { ToolId } from '../tools'
import type { ToolSettings } from '../tools/settings'

type Patch = Partial<ToolSettings>

/** One of a few. */
export interface ChoiceRow {
  readonly kind: 'choice'
  readonly key: string
  readonly label: string
  readonly options: readonly { readonly name: string; readonly held: boolean; readonly set: Patch }[]
}

/** A size; the headset goes through `steps`, one a press. */
export interface SizeRow {
  readonly kind: 'size'
  readonly key: string
  readonly label: string
  readonly value: number
  readonly unit: string
  readonly range: readonly [low: number, high: number, step: number]
  readonly steps: readonly number[]
  set(value: number): Patch
}

/** Words; the headset goes through the suggestions. */
export interface TextRow {
  readonly kind: 'text'
  readonly key: string
  readonly label: string
  readonly value: string
  readonly suggestions: readonly string[]
  set(value: string): Patch
}

export type SettingRow = ChoiceRow | SizeRow | TextRow

/** What can be set on an instrument, for the page's form and for the palette in the headset. */
export const settingRows = (tool: ToolId | null, s: ToolSettings): readonly SettingRow[] =>
  (tool && rows[tool]?.(s)) ?? []

const choice = <K extends keyof ToolSettings>(
  key: K,
  label: string,
  now: ToolSettings[K],
  options: readonly (readonly [value: ToolSettings[K], name: string])[],
): ChoiceRow => ({
  kind: 'choice',
  key,
  label,
  options: options.map(([value, name]) => ({ name, held: value === now, set: { [key]: value } })),
})

const size = (
  key: Extract<keyof ToolSettings, `${string}_mm`>,
  label: string,
  s: ToolSettings,
  range: SizeRow['range'],
  steps: readonly number[],
): SizeRow => ({
  kind: 'size',
  key,
  label,
  value: s[key] ?? 0,
  unit: 'mm',
  range,
  steps,
  set: (value) => ({ [key]: value }),
})

const material = (s: ToolSettings): ChoiceRow => {
  const names = { pericardium: say('Pericardium'), ePTFE: say('ePTFE'), dacron: say('Dacron') }
  const options = patchMaterials.map((m) => [m, names[m]] as const)
  return choice('patchMaterial', say('Material'), s.patchMaterial, options)
}

const stitching = (s: ToolSettings): SettingRow[] => {
  const names = { interrupted: say('Interrupted'), running: say('Running') }
  return [
    choice(
      'technique',
      say('Technique'),
      s.technique,
      sutureTechniques.map((t) => [t, names[t]] as const),
    ),
    choice('sewing', say('A tap sews'), s.sewing, [
      ['whole', say('All of it')],
      ['one by one', say('Stitch by stitch')],
    ]),
    size('pitch_mm', say('Pitch'), s, [1, 6, 0.5], [2, 2.5, 3, 4]),
    size('bite_mm', say('Bite'), s, [1, 5, 0.5], [1.5, 2, 2.5, 3, 4]),
  ]
}

const depth = (s: ToolSettings): SettingRow[] => {
  const set = s.bladeDepth_mm !== null
  return [
    choice('bladeDepth_mm', say('Depth'), set ? s.bladeDepth_mm : null, [
      [null, say('Through the wall')],
      [s.bladeDepth_mm ?? 3, say('Set')],
    ]),
    ...(set ? [size('bladeDepth_mm', say('Depth'), s, [1, 10, 0.5], [1, 2, 3, 4, 6, 8])] : []),
  ]
}

const rows: Partial<Record<ToolId, (s: ToolSettings) => readonly SettingRow[]>> = {
  forceps: (s) => [size('graspRadius_mm', say('Grip'), s, [1, 10, 0.5], [2, 4, 6, 8])],
  scalpel: depth,
  scissors: (s) => [size('snip_mm', say('Blades'), s, [2, 12, 1], [4, 6, 8, 10]), ...depth(s)],
  patch: (s) => [
    material(s),
    choice('outline', say('Closed outline'), s.outline, [
      ['at once', say('Lay at once')],
      ['shape first', say('Shape first')],
    ]),
    choice('patchMode', say('Use'), s.patchMode, [
      ['cover', say('Cover')],
      ['widen', say('Widen')],
    ]),
    s.patchMode === 'widen'
      ? size('patchWidth_mm', say('Width'), s, [2, 25, 1], [4, 6, 8, 10, 12])
      : oversize(s),
  ],
  baffle: (s) => [material(s)],
  conduit: (s) => [
    size('conduitDiameter_mm', say('Diameter'), s, [4, 26, 1], [8, 10, 12, 14, 16, 18, 20, 22]),
    material(s),
  ],
  suture: stitching,
  retractor: (s) => [size('retractorWidth_mm', say('Blade'), s, [12, 20, 1], [12, 14, 16, 18, 20])],
  resect: (s) => [size('resectRadius_mm', say('Radius'), s, [1, 10, 0.5], [2, 3, 4, 6])],
  measure: (s) => [
    choice('measure', say('What'), s.measure, [
      ['length', say('Length')],
      ['angle', say('Angle')],
      ['area', say('Area')],
      ['volume', say('Volume')],
    ]),
  ],
  note: (s) => [
    {
      kind: 'text',
      key: 'noteText',
      label: say('Note'),
      value: s.noteText,
      suggestions: [say('Here'), say('Cut here'), say('Sew here'), say('Keep clear'), say('Coronary artery')],
      set: (noteText) => ({ noteText }),
    },
  ],
  lesion: (s) => [
    choice('lesion', say('Kind'), s.lesion, [
      ['hole', say('Hole')],
      ['narrowing', say('Narrowing')],
    ]),
    ...(s.lesion === 'hole'
      ? [size('holeDiameter_mm', say('Diameter'), s, [2, 25, 1], [4, 6, 8, 10, 12])]
      : [
          size('narrowingDiameter_mm', say('Left open'), s, [1, 20, 0.5], [2, 3, 4, 5, 6, 8]),
          size('narrowingLength_mm', say('Length'), s, [2, 40, 1], [5, 10, 15, 20]),
        ]),
  ],
}

const oversize = (s: ToolSettings): SizeRow => ({
  kind: 'size',
  key: 'patchOversize',
  label: say('Oversize'),
  value: Math.round(s.patchOversize * 100),
  unit: '%',
  range: [0, 50, 5],
  steps: [0, 10, 20, 30],
  set: (percent) => ({ patchOversize: percent / 100 }),
})

/** A row as one button: what is set now, and what a press sets. For the headset, which has no sliders. */
export function nextOf(row: SettingRow): { readonly label: string; readonly next: Patch } {
  if (row.kind === 'choice') {
    const held = row.options.findIndex((o) => o.held)
    const next = row.options[(held + 1) % row.options.length]!
    return { label: row.options[held]?.name ?? row.label, next: next.set }
  }
  if (row.kind === 'size') {
    const more = row.steps.find((step) => step > row.value) ?? row.steps[0]!
    return { label: `${row.label} ${row.value} ${row.unit}`, next: row.set(more) }
  }
  const at = row.suggestions.indexOf(row.value)
  return {
    label: row.value || row.suggestions[0]!,
    next: row.set(row.suggestions[(at + 1) % row.suggestions.length]!),
  }
}
