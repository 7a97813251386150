import type { Segment } from './nrrd-header'

/** Labels as a file holds them: any spacing, any direction. Metres, LPS. */
export interface LabelMap {
  readonly file: string
  readonly size: readonly [number, number, number]
  readonly spacing: readonly [number, number, number]
  readonly origin: readonly [number, number, number]
  /** Row-major 3 × 3; column a is the unit vector of index axis a. */
  readonly direction: readonly number[]
  readonly values: ArrayLike<number>
  readonly segments: readonly Segment[]
  /** What was guessed, laid over each other or left out on the way in. */
  readonly warnings?: readonly string[]
  /** Keys that a program left in the file’s header. */
  readonly notes?: ReadonlyMap<string, string>
}
