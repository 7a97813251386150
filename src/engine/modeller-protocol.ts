import type { HeartCase } from '../geometry/parametric/heart-case'
import type { Heart, Structure } from '../heart/heart'

/** A modelled heart to look at while its numbers are being changed: coarse, and quick. */
export interface ModelPicture {
  /** Surface of the tissue, metres, patient space. */
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Structure of the nearest tissue, one a vertex. */
  readonly owners: Uint8Array
  readonly structures: readonly Structure[]
  /** Volume of each blood structure, m³. */
  readonly volumes: Readonly<Record<string, number>>
  readonly warnings: readonly string[]
}

/** Makes hearts of parameters off the page's thread. */
export interface Modeller {
  build(from: HeartCase): Promise<Heart>
  /** Null where a newer picture was asked for before this one was begun. */
  picture(from: HeartCase): Promise<ModelPicture | null>
  close(): void
}

export interface ToModeller {
  readonly id: number
  readonly method: 'build' | 'picture'
  readonly from: HeartCase
}

export type FromModeller =
  | { readonly id: number; readonly heart: Heart }
  | { readonly id: number; readonly picture: ModelPicture }
  | { readonly id: number; readonly failed: string }
