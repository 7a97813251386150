import type { Vec3 } from '../../core/vec3'
import type { GateName, Part, Physiology } from '../../heart/heart'
import type { LabelTable } from '../recognise-structures'

/** A disc in patient space (LPS, metres). */
export interface Disc {
  readonly centre: Vec3
  /** Any length but 0. */
  readonly normal: Vec3
  readonly radius: number
}

/** A disc at which a vessel is cut off and becomes a port; `normal` points out of the heart. */
export interface GivenEnd extends Disc {
  readonly part: Part
  /** Name of the port; left out, named by vessel and place. */
  readonly name?: string
}

/** A valve given by hand; `normal` is the direction of forward flow. It replaces one that would be found. */
interface GivenValve extends Disc {
  readonly gate: GateName
}

export interface LabelHeartOptions {
  /** What each label value is; replaces what would be recognised. */
  readonly labels?: LabelTable
  /** Edge of a cell, metres; left out, the file's own where it suits, else one that suits the heart's size. */
  readonly spacing?: number
  readonly name?: string
  /** Vessel ends; parts without one have theirs found. */
  readonly ends?: readonly GivenEnd[]
  readonly valves?: readonly GivenValve[]
  /** Thickness of the walls to add to parts for which the map has no wall, metres; left out, by part and body size. */
  readonly walls?: Partial<Record<Part, number>>
  /** Room round the map for walls and vessels that are added, metres; left out, enough for any. */
  readonly room?: number
  /** What is known of the patient; what is missing is filled by age and weight, and said. */
  readonly physiology?: Partial<Physiology>
  readonly onProgress?: (label: string, fraction: number) => void
  /** Checked between steps (an abort can come from within `onProgress`). */
  readonly signal?: AbortSignal
}
