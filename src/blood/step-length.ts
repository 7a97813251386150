import type { BloodDomain } from '../geometry/blood-domain'
import { type FlowControl, valueAt } from './flow-control'
import type { Parts } from './flow-parts'

/** What limits a time step: spacing m, kinematic viscosity m²/s. */
export interface Limits {
  readonly spacing: number
  /** Share of a control volume that may flow in. */
  readonly courant: number
  readonly viscosity: number
  /** Greatest sum of inward fluxes over a face's control volume, 1/s. */
  readonly rate: number
  /** Kinematic pressure that drives a jet which has not formed yet, m²/s²; null once it has. */
  readonly drop: number | null
  /** Fastest mean inflow that a port is held to, m/s. */
  readonly inflow: number
  /** Seconds. */
  readonly most: number
}

/** Longest stable step, s: bounded when what flows in and what diffuses in stay together under one control volume. */
export function longestStep({ spacing, courant, viscosity, rate, drop, inflow, most }: Limits): number {
  const explicit = 1 / (rate / courant + (6 * viscosity) / (0.8 * spacing * spacing))
  const jet = drop === null ? Infinity : (courant * spacing) / Math.sqrt(2 * Math.max(drop, 1e-12))
  const entry = inflow > 0 ? (courant * spacing) / (3 * inflow) : Infinity
  return Math.min(most, explicit, drop === null ? Infinity : Math.max(jet, 1e-7), entry)
}

/** Twice the greatest mean speed that a port's prescribed flow asks for now: the peak of a developed profile. */
export function fastestInflow(domain: BloodDomain, { lattice, sections }: Parts, time: number): number {
  const speeds = lattice.ports.map((port, p) => {
    const flow = sections.prescribedFlow(p, time)
    const area = domain.ports[p]?.area ?? 0
    return flow !== null && area > 0 && port.faces.length ? (2 * Math.abs(flow)) / area : 0
  })
  return Math.max(0, ...speeds)
}

/** Pressures that the ports hold now, kinematic. */
export function heldPressures(control: FlowControl, time: number, density: number): number[] {
  const held = Object.values(control.ports ?? {}).flatMap((c) =>
    'pressure' in c
      ? [valueAt(c.pressure, time)]
      : 'windkessel' in c
        ? [c.windkessel.initialPressure ?? c.windkessel.distalPressure ?? 0]
        : [],
  )
  return held.map((p) => p / density)
}
