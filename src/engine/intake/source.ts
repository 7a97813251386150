import type { ImportOptions } from '../../io/import-files'
import type { LabelMap } from '../../io/label-map'
import type { Offer, Opened } from '../intake-protocol'

/** Says how far the work is; throws when it was cancelled meanwhile. */
export type Say = (label: string, fraction: number) => void

/** An offer and how it is opened. */
export interface Source {
  readonly offer: Omit<Offer, 'id'>
  readonly open: (options: ImportOptions, say: Say) => Promise<Opened>
  /** Of labels: the map itself, so that its structures can be shown. */
  readonly labels?: (options: ImportOptions, say: Say) => Promise<LabelMap>
}

export interface Refused {
  readonly file: string
  readonly fault: string
}

/** What some of the files can become, and those that can become nothing. */
export interface Found {
  readonly sources: readonly Source[]
  readonly refused: readonly Refused[]
}
