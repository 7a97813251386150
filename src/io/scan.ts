import type { Grid } from '../core/grid'

export type ScanValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

/** What a scan says of the body in it, as a start for the physiology form; no date and no identity. */
export interface PhysiologyHints {
  /** Whole years; tenths under two years. */
  readonly ageYears?: number
  /** kg */
  readonly weight?: number
  /** Metres. */
  readonly height?: number
  /** Beats a second. */
  readonly heartRate?: number
}

/** A scan without labels, as a file holds it: one value a voxel, rescaled to its unit. */
export interface Scan extends Grid {
  /** File or series, as the user knows it. */
  readonly name: string
  readonly modality: 'CT' | 'MR' | 'US' | 'other'
  /** HU for CT, else the image's own numbers. */
  readonly values: ScanValues
  /** Least and greatest value, and the window (centre, width) that the file proposes or that its histogram suggests. */
  readonly range: readonly [number, number]
  readonly window: readonly [number, number]
  /** What was guessed, resampled, repaired or left out on the way in. */
  readonly warnings: readonly string[]
  readonly hints?: PhysiologyHints
}
