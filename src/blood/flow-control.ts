import type { Vec3 } from '../core/vec3'

/** A number, or a number that changes with the solver's time [s]. */
export type OverTime = number | ((time: number) => number)

/** How a prescribed flow is spread over its port: evenly, as laminar flow in a round pipe, or by relative speeds. */
export type PortProfile = 'plug' | 'developed' | ((place: Vec3) => number)

/**
 * What holds at a port. Flow is in m³/s, positive OUT of the lattice (an inlet has a negative flow); pressure in Pa;
 * a windkessel (Westerhof) has Rp and Rd in Pa·s/m³, C in m³/Pa, an optional distal pressure and a start value of
 * the pressure across C. Where blood enters at a pressure port, the pressure is the total pressure outside.
 */
export type PortControl =
  | { readonly pressure: OverTime }
  | { readonly flow: OverTime; readonly profile?: PortProfile }
  | {
      readonly windkessel: {
        readonly Rp: number
        readonly C: number
        readonly Rd: number
        readonly distalPressure?: number
        readonly initialPressure?: number
      }
    }

/** The control of the moment. What is left out keeps its last value. */
export interface FlowControl {
  readonly ports?: Readonly<Record<string, PortControl>>
  /** Openness of each gate, 0 closed to 1 open; followed at the rate of `gateRamp`. */
  readonly gates?: Readonly<Record<string, number>>
  /** Blood gained by a structure, m³/s, spread over its cells: -dV/dt of a chamber that contracts. */
  readonly sources?: Readonly<Record<number, number>>
  /** Oxygen saturation 0–1 of blood that enters at a port, or of a structure's source. */
  readonly inflowSaturation?: {
    readonly ports?: Readonly<Record<string, number>>
    readonly structures?: Readonly<Record<number, number>>
  }
}

export const valueAt = (value: OverTime, time: number): number =>
  typeof value === 'function' ? value(time) : value
