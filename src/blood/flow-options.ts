import type { FaceSet } from '../geometry/blood-domain'
import type { TracerOptions } from './tracers'

export interface FlowOptions {
  /** Face sets whose flow and pressures are measured beside ports and gates. */
  readonly sections?: readonly FaceSet[]
  /** Pressure iterations a step; by default as many as a closed chamber needs to keep its volume, else 2 with gates, else 1. */
  readonly iterations?: number
  /** Seconds a gate takes from closed to open (default .02): shut at once it would hammer. */
  readonly gateRamp?: number
  /** Greatest time step, s (default .005). */
  readonly maxStep?: number
  /** Share of a control volume that may flow in during a step (default .6). */
  readonly courant?: number
  readonly tracers?: TracerOptions
  /** Accumulate wall shear (default false). */
  readonly wallShear?: boolean
  /** Carry the age of the blood (default false). */
  readonly age?: boolean
}
