import type { BloodDomain } from '../geometry/blood-domain'
import type { SectionFigures } from './sections'

export interface FlowMeasure {
  readonly time: number
  readonly steps: number
  readonly dt: number
  /** By port id; flow positive OUT of the lattice. `pressure` is the mean just inside, Pa. */
  readonly ports: Readonly<
    Record<string, { flow: number; meanFlow: number; pressure: number; meanPressure: number; area: number }>
  >
  /** By gate id; flow positive along +axis of its faces turned forward (from → to). */
  readonly gates: Readonly<Record<string, { flow: number; pressureDrop: number; openness: number }>>
  readonly sections: readonly SectionFigures[]
  /** Mean pressure of each structure, Pa. */
  readonly structurePressure: Readonly<Record<number, number>>
  readonly maxSpeed: number
  /** |what flows out - what flows in - sources| / what flows in. */
  readonly mismatch: number
  /** |residual| / |right side| of the pressure equation on the last measured step. */
  readonly residualRatio: number
  /** 0–1: how little the ports' flows still change over one flow-through of a cell row. */
  readonly settled: number
  readonly warnings: readonly string[]
}

/** The ports' part of a measurement; sections come in the order ports, gates, others. */
export function portFigures(domain: BloodDomain, figures: readonly SectionFigures[]): FlowMeasure['ports'] {
  const entries = domain.ports.map((port, p) => {
    const f = figures[p]!
    const pressures = { pressure: f.upstreamPressure, meanPressure: f.meanUpstreamPressure }
    return [port.id, { flow: f.flow, meanFlow: f.meanFlow, ...pressures, area: port.area }] as const
  })
  return Object.fromEntries(entries)
}

export function gateFigures(
  domain: BloodDomain,
  figures: readonly SectionFigures[],
  openness: readonly number[],
): FlowMeasure['gates'] {
  const entries = domain.gates.map((gate, g) => {
    const f = figures[domain.ports.length + g]!
    const pressureDrop = f.upstreamPressure - f.downstreamPressure
    return [gate.id, { flow: f.flow, pressureDrop, openness: openness[g]! }] as const
  })
  return Object.fromEntries(entries)
}

/**
 * |what flows out - what flows in - sources| / what flows in.
 * @param flows of the ports, m³/s out; @param sources of the structures, m³/s
 */
export function mismatchOf(flows: readonly number[], sources: readonly number[]): number {
  const balance = flows.reduce((a, b) => a + b, 0) - sources.reduce((a, b) => a + b, 0)
  const inflow = [...flows.map((q) => -q), ...sources].reduce((a, b) => a + Math.max(0, b), 0)
  return inflow > 0 ? Math.abs(balance) / inflow : 0
}

export interface FlowsAt {
  readonly time: number
  readonly flows: readonly number[]
}

/** Compares the ports' flows with those a tenth of the time ago: 1 where nothing changes any more. */
export function settledOf(history: readonly FlowsAt[]): number {
  const now = history.at(-1)
  const then = history.findLast((h) => now !== undefined && h.time <= now.time * 0.9)
  if (!now || !then) return 0
  const total = now.flows.reduce((s, q) => s + Math.abs(q), 0)
  const change = now.flows.reduce((s, q, p) => s + Math.abs(q - then.flows[p]!), 0)
  if (total === 0) return change === 0 ? 1 : 0
  return Math.max(0, 1 - (10 * change) / total)
}
