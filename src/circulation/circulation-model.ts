import type { FlowLaw } from './elements/diode-valve'
import type { LoopParameters } from './loop-parameters'
import type { Network } from './network'
import type { ShuntSpec } from './shunt'
import type { Wiring } from './wiring'

/** A constant model of a circulation with a beat: what `solvePeriodic` integrates. */
export interface CirculationModel {
  readonly network: Network
  /** Length of a beat, s. */
  readonly period: number
  readonly initial: Float64Array
  /** Unknowns whose sum never changes (all stored volumes of a closed loop), and that sum; null for an open one. */
  readonly conserved: { readonly indices: readonly number[]; readonly total: number } | null
  /** Which two compartments each flow joins, and the series that carries it. */
  readonly connections: readonly Connection[]
  readonly parameters: LoopParameters | null
  readonly shunts: readonly ShuntSpec[]
  readonly narrowings: readonly NarrowingSpec[]
  /** Null for a vessel on its own. */
  readonly wiring: Wiring | null
}

/** A flow between two compartments, positive from `from` to `to`. */
export interface Connection {
  readonly from: string
  readonly to: string
  readonly series: string
  /** A vessel or bed long enough that blood going to and fro does not get across: only the net flow carries. */
  readonly long?: true
}

export type NarrowingPlace = 'aortic-valve' | 'pulmonary-valve' | 'mitral-valve' | 'tricuspid-valve' | 'arch'

/** A narrowing in series: its law is added to what the healthy place has. */
export interface NarrowingSpec {
  readonly id: string
  readonly place: NarrowingPlace
  readonly law: FlowLaw
  /** Pa·s²/m³. */
  readonly inertance?: number
}
