import type { Activity } from '../circulation'
import type { Answer, HeartMotion, ShellMesh, StitchLine, Touch } from '../engine/protocol'
import type { Recipe } from '../geometry/segmentation/recipe'
import type { EmbeddedSurface } from '../geometry/surface'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BloodFrame } from './blood-frame'
import type { Exposure } from './exposure'
import { noStrategies, type StrategiesState } from './strategies/strategies-state'

/** What the panels show. Replaced as a whole on each change; frame-rate data goes through `onFrame` instead. */
export interface SessionState {
  readonly heart: Heart | null
  /** How the heart was made of a scan in this program; null where it was not. */
  readonly recipe: Recipe | null
  /** The strategy in hand so far. */
  readonly edits: readonly Edit[]
  /** Edits taken back, the next to redo last. */
  readonly undone: readonly Edit[]
  /** The strategies of this heart as branches of one tree. */
  readonly strategies: StrategiesState
  /** The heart as it was before its ports, gates, landmarks or physiology were changed, the newest last. */
  readonly unrevised: readonly Heart[]
  /** What the heart does; an edit taken back does not change it. */
  readonly motion: HeartMotion
  /** What the patient does while the figures are read; another heart keeps it. */
  readonly activity: Activity
  /** Whether the load that the heart was imaged under is known; until it is, the heart lies still as imaged. */
  readonly load: 'sought' | 'found' | 'none'
  /** Retractors and stay sutures in the field, the newest last; no edits. */
  readonly exposure: readonly Exposure[]
  /** Stitches torn out of the tissue since the list of edits changed last, by edit. */
  readonly torn: Readonly<Record<string, number>>
  /** Work in hand that takes longer than a moment. */
  readonly progress: { readonly label: string; readonly fraction: number } | null
  /** The answers to the present list of edits, and the answer that stood before the last edit. */
  readonly answers: {
    readonly circulation: Answer | null
    readonly flow: Answer | null
    readonly before: Answer | null
  }
  readonly surface: EmbeddedSurface | null
  readonly device: string
  readonly counts: { readonly nodes: number; readonly tets: number; readonly bloodCells: number }
  readonly severedLinkCount: number
  readonly timeDilation: number
  readonly flowSettled: number
  readonly tissueMs: number
  readonly warnings: readonly string[]
  /** The last thing that was refused or went wrong, in words for the user. */
  readonly notice: string | null
}

/** Newest frame-rate data, read by the view in its own frame loop. */
export interface Frame {
  nodePositions: Float32Array | null
  shells: readonly ShellMesh[]
  stitches: readonly StitchLine[]
  /** 8 floats a tracer; see the engine's protocol. */
  tracers: Float32Array | null
  readonly blood: BloodFrame
  /** Where in its beat the tissue is, 0–1; null while it does not beat. */
  beat: number | null
  /** What instruments feel. */
  touches: readonly Touch[]
}

/** Before a heart is open. */
export const empty: SessionState = {
  heart: null,
  recipe: null,
  edits: [],
  undone: [],
  strategies: noStrategies,
  unrevised: [],
  motion: 'filled',
  activity: 'rest',
  load: 'sought',
  exposure: [],
  torn: {},
  progress: null,
  answers: { circulation: null, flow: null, before: null },
  surface: null,
  device: '',
  counts: { nodes: 0, tets: 0, bloodCells: 0 },
  severedLinkCount: 0,
  timeDilation: 0,
  flowSettled: 0,
  tissueMs: 0,
  warnings: [],
  notice: null,
}
