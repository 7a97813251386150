import type { patchMaterials, sutureTechniques } from '../heart/edit'

/** What a surgeon can set on the instruments. Millimetres, as on the instrument table. */
export interface ToolSettings {
  /** How deep the blade goes; null: through the wall. */
  readonly bladeDepth_mm: number | null
  readonly graspRadius_mm: number
  readonly patchMaterial: (typeof patchMaterials)[number]
  /** Extra width as a fraction. */
  readonly patchOversize: number
  readonly patchMode: 'cover' | 'widen'
  /** Greatest width of a strip let into a slit (patchMode widen). */
  readonly patchWidth_mm: number
  /** Soft sounds of contact, cutting and stitching. */
  readonly sound: boolean
  /** Whether a closed outline is laid at once, or shaped by its points before. */
  readonly outline: 'at once' | 'shape first'
  readonly conduitDiameter_mm: number
  /** Sews a whole rim or line, or one stitch a tap. */
  readonly sewing: 'whole' | 'one by one'
  readonly measure: 'length' | 'angle' | 'area' | 'volume'
  /** What the next note says. */
  readonly noteText: string
  /** How far the scissors' blades reach ahead of the place where they are closed. */
  readonly snip_mm: number
  readonly technique: (typeof sutureTechniques)[number]
  readonly pitch_mm: number
  readonly bite_mm: number
  readonly lesion: 'hole' | 'narrowing'
  readonly holeDiameter_mm: number
  readonly narrowingDiameter_mm: number
  readonly narrowingLength_mm: number
  readonly resectRadius_mm: number
  /** Width of the retractor's blade. */
  readonly retractorWidth_mm: number
  /** Vessel ends, valves and landmarks: moved, or a new end set. */
  readonly markerMode: 'move' | 'add-end'
  /** The marker taken last; null: none. */
  readonly marker: string | null
}

export const defaultSettings: ToolSettings = {
  bladeDepth_mm: null,
  graspRadius_mm: 4,
  patchMaterial: 'pericardium',
  patchOversize: 0.1,
  patchMode: 'cover',
  patchWidth_mm: 8,
  sound: true,
  outline: 'at once',
  conduitDiameter_mm: 12,
  sewing: 'whole',
  measure: 'length',
  noteText: '',
  snip_mm: 6,
  technique: 'running',
  pitch_mm: 2.5,
  bite_mm: 2.5,
  lesion: 'hole',
  holeDiameter_mm: 8,
  narrowingDiameter_mm: 5,
  narrowingLength_mm: 10,
  resectRadius_mm: 3,
  retractorWidth_mm: 16,
  markerMode: 'move',
  marker: null,
}
