import type { Grid } from '../core/grid'
import type { Segment } from './nrrd-header'
import type { ScanValues } from './scan'

/** An image as its file holds it, decoded: the common form of every image format before it is a scan or labels. */
export interface Image extends Grid {
  readonly file: string
  readonly values: ScanValues
  /** Values a voxel, side by side: the layers of a segmentation. */
  readonly components: number
  /** Named labels, where the file has them. */
  readonly segments: readonly Segment[]
  /** What the file itself says it is. */
  readonly declared?: 'labels' | 'CT' | 'MR' | 'US'
  /** Moments of a beat that the file holds; the image is one of them. */
  readonly frames: number
  readonly warnings: readonly string[]
  /** Keys that a program left in the file’s header. */
  readonly notes?: ReadonlyMap<string, string>
}

export interface ImageOptions {
  /** Unit of the file’s lengths, metres; left out, the file’s own or the one that suits a body. */
  readonly unit?: number
  /** Which moment of a cine, from 0. */
  readonly frame?: number
}
