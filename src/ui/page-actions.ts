import type { StoreApi } from 'zustand/vanilla'
import type { HeartCase } from '../geometry/parametric/heart-case'
import type { GivenFile } from '../session/intake/intake-flow'
import type { KeptState } from '../session/kept/keeper'
import type { EnginePort } from '../session/session'

/** The rehearsals that this browser has kept. */
export interface KeptActions {
  readonly store: StoreApi<KeptState>
  goOn(id: string): void
  remove(id: string): void
  bringBack(): void
}

/** What the page can do beyond the session; given by `main`. */
export interface PageActions {
  readonly cases: readonly string[]
  /** Opens a modelled heart as its numbers stand. */
  openModel(from: HeartCase): void
  openFiles(files: readonly GivenFile[]): void
  save(): void
  readonly kept: KeptActions
  /** A second engine like the first, for a strategy beside the one in hand. */
  besidePort(): EnginePort
  /** Opens the templates of the patches, to print. */
  print(): void
  /** Null where the browser has no such headset. */
  readonly enterVr: (() => void) | null
  readonly enterAr: (() => void) | null
  /** Unit vector from the eye into the picture, patient space. */
  viewNormal(): readonly [number, number, number]
}
