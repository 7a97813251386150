import type { Grid } from '../core/grid'
import type { Vec3 } from '../core/vec3'
import type { Recipe } from '../geometry/segmentation/recipe'
import type { Annotation } from '../heart/annotation'
import type { Plan } from '../heart/edit'
import type { Heart, Part, StructureKind } from '../heart/heart'
import type { StrategyTree } from '../heart/strategy'
import type { ImportOptions } from '../io/import-files'
import type { InputFile } from '../io/input-file'
import type { Scan } from '../io/scan'

/** One thing that the given files can become. */
export interface Offer {
  readonly id: string
  readonly kind: 'case' | 'scan' | 'labels' | 'surfaces'
  /** Series description, file name or folder. */
  readonly name: string
  /** One line: modality, voxels, spacing, segments, parts; no identity of the patient. */
  readonly detail: string
  readonly files: readonly string[]
  /** A grey middle slice or a small picture where there is one: luminance, row by row, and its true proportions. */
  readonly thumbnail?: {
    readonly width: number
    readonly height: number
    readonly aspect: number
    readonly pixels: Uint8Array
  }
  readonly warnings: readonly string[]
  /** Of surfaces: the unit that their size suggests, and their greatest extent in the file's own numbers. */
  readonly extent?: { readonly units: 'mm' | 'cm' | 'm'; readonly size: number }
  /** How likely this is what the user wants, 0–1; the greatest is taken where nobody chooses. */
  readonly score: number
}

/** What was found in dropped files or a folder, before anything large is decoded. */
export interface Survey {
  /** Best first. */
  readonly offers: readonly Offer[]
  /** Files that can become nothing, each with its fault. */
  readonly refused: readonly { readonly file: string; readonly fault: string }[]
}

/** Labels on the grid of the (cropped) scan: 0 outside; ids by `structures`. */
export interface SegmentationPreview {
  readonly grid: Grid
  readonly labels: Uint8Array
  readonly structures: readonly { readonly id: number; readonly name: string; readonly volume: number }[]
  /** Leaks between parts, seeds outside of blood, discs that cut nothing: what the user should look at. */
  readonly warnings: readonly string[]
  /** Where to look for each warning, LPS, metres; null where it has no place. */
  readonly places?: readonly (Vec3 | null)[]
}

/** One label of a map and what it would become: shown, and corrected by hand, before the heart is built. */
export interface FoundStructure {
  readonly value: number
  readonly name: string
  /** m³ */
  readonly volume: number
  /** Null where it was not understood and would be left out. */
  readonly kind: StructureKind | null
  readonly part: Part
  /** What it was recognised by, or why not, in words. */
  readonly why: string
}

export type Opened =
  | {
      readonly kind: 'heart'
      readonly heart: Heart
      readonly plans: readonly Plan[]
      /** The plans as branches of one tree, of a case that has any. */
      readonly strategies?: StrategyTree
      /** Measures and notes of a case that has any. */
      readonly annotations?: readonly Annotation[]
    }
  | { readonly kind: 'scan'; readonly scan: Scan }

/** Reading and segmenting off the page’s thread: the same in a worker, in Node and in a test. */
export interface Intake {
  survey(files: readonly InputFile[]): Promise<Survey>
  /** What each label of an offer of kind `labels` would become; a correction goes to `open` as `options.labels`. */
  structures?(offer: string): Promise<readonly FoundStructure[]>
  /** Decodes one offer of the last survey. */
  open(offer: string, options?: ImportOptions): Promise<Opened>
  /** Labels of the open scan by a recipe. */
  segment(recipe: Recipe): Promise<SegmentationPreview>
  /** The heart that the recipe makes of the open scan. */
  build(recipe: Recipe): Promise<Heart>
  /** Ends the work in progress; its promise rejects with a `Fault` that says it was cancelled. */
  cancel(): void
  onProgress(listener: (label: string, fraction: number) => void): void
  close(): void
}
