import { mL } from '../core/units'
import type { Physiology } from '../heart/heart'
import type { CirculationModel, Connection } from './circulation-model'
import { type Curves, meanOf } from './curves'
import { DenseLu } from './dense-lu'

/** mL of oxygen that a gram of haemoglobin binds (Hüfner); dissolved oxygen (under 2 % on room air) is left out. */
const huefner = 1.34
/** Saturation of blood that leaves healthy lungs on room air. */
const pulmonaryVenousSaturation = 0.98

/** Oxygen in the parts of the circulation, averaged over the beat. */
export interface Oxygen {
  /** Saturation by compartment, 0–1: LV, RV, LA, RA, aorta, pulmonary-artery, pulmonary-vein, systemic-veins (or upper-veins and lower-veins). */
  readonly saturations: Readonly<Record<string, number>>
  /** Body's consumption and lungs' uptake, m³ of gas per second; equal once steady. */
  readonly consumption: number
  readonly uptake: number
  /** Volume of oxygen per volume of fully saturated blood. */
  readonly capacity: number
  readonly warnings: readonly string[]
}

/** Oxygen consumption at rest, m³/s: 10 mL/min kg^-¾ · weight^¾ (Brody 1945; 3.5 mL/min/kg at 70 kg, 7.3 at 3.5 kg). */
function expectedConsumption(weight: number): number {
  return (10 * mL * weight ** 0.75) / 60
}

/**
 * Oxygen content c of each well-mixed compartment from its balance over a beat,
 *
 *   Σ_in Q c_from - Σ_out Q c = 0,
 *
 * with Q the mean flow of each connection in each of its two directions (blood that passes a hole to and fro mixes
 * both ways; in a vessel or bed it only sloshes, so that there the net flow counts). Blood that leaves the lungs is saturated to .98; the body takes its consumption out of the blood that
 * reaches the systemic veins. Limits: a compartment's content is taken as constant over the beat, and streaming
 * inside a chamber is not seen.
 * @param consumptionFactor the body's consumption relative to the one expected by weight
 */
export function solveOxygen(
  model: CirculationModel,
  curves: Curves,
  physiology: Physiology,
  consumptionFactor = 1,
): Oxygen {
  const capacity = (huefner * physiology.haemoglobin) / 1000
  const consumption = expectedConsumption(physiology.weight) * consumptionFactor
  const names = model.connections.flatMap((c) => [c.from, c.to])
  const compartments = [...new Set(names)]
  const balance = new Balance(compartments)
  for (const c of model.connections) balance.connect(c.from, c.to, carried(c, curves))
  for (const [name, share] of consumers(compartments, curves)) balance.take(name, consumption * share)
  balance.fix('pulmonary-vein', pulmonaryVenousSaturation * capacity)
  const contents = balance.solve()
  const saturations = Object.fromEntries(compartments.map((name, i) => [name, contents[i]! / capacity]))
  const uptake = lungUptake(model, curves, saturations) * capacity
  return { saturations, consumption, uptake, capacity, warnings: warningsFor(saturations) }
}

/**
 * Veins behind the tissues that consume oxygen, and their shares: by flow where upper and lower body drain apart (equal
 * extraction: the head takes more than its share and the kidneys less, which no figure here resolves).
 */
function consumers(compartments: readonly string[], curves: Curves): [string, number][] {
  if (compartments.includes('systemic-veins')) return [['systemic-veins', 1]]
  const upper = meanOf(curves, 'head-and-arms.flow')
  const lower = meanOf(curves, 'descending-aorta.flow')
  return [
    ['upper-veins', upper / (upper + lower)],
    ['lower-veins', lower / (upper + lower)],
  ]
}

function lungUptake(model: CirculationModel, curves: Curves, s: Record<string, number>): number {
  let uptake = 0
  for (const connection of model.connections) {
    const { from, to } = connection
    const { forward, backward } = carried(connection, curves)
    if (from === 'pulmonary-vein') uptake += forward * s[from]! - backward * s[to]!
    if (to === 'pulmonary-vein') uptake -= forward * s[from]! - backward * s[to]!
  }
  return uptake
}

function warningsFor(saturations: Record<string, number>): string[] {
  return Object.values(saturations).some((s) => s < 0)
    ? ['The flow cannot carry the oxygen that a body of this weight consumes at rest']
    : []
}

/** What a connection carries each way. */
function carried({ series, long }: Connection, curves: Curves): { forward: number; backward: number } {
  const means = directedMeans(curves.series[series]!)
  if (!long) return means
  const net = means.forward - means.backward
  return { forward: Math.max(net, 0), backward: Math.max(-net, 0) }
}

/** Means over the beat of the forward and of the backward part of a flow, both positive. */
function directedMeans(curve: Float32Array): { forward: number; backward: number } {
  let forward = 0
  let backward = 0
  const last = curve.length - 1
  for (let i = 0; i <= last; i++) {
    const weight = i === 0 || i === last ? 0.5 : 1
    const q = curve[i]! * weight
    if (q > 0) forward += q
    else backward -= q
  }
  return { forward: forward / last, backward: backward / last }
}

class Balance {
  private readonly matrix: Float64Array
  private readonly right: Float64Array

  constructor(private readonly names: readonly string[]) {
    this.matrix = new Float64Array(names.length ** 2)
    this.right = new Float64Array(names.length)
  }

  connect(from: string, to: string, flow: { forward: number; backward: number }): void {
    this.carry(from, to, flow.forward)
    this.carry(to, from, flow.backward)
  }

  take(name: string, rate: number): void {
    this.right[this.at(name)] = rate
  }

  fix(name: string, content: number): void {
    const n = this.names.length
    const i = this.at(name)
    this.matrix.fill(0, i * n, (i + 1) * n)
    this.matrix[i * n + i] = 1
    this.right[i] = content
  }

  solve(): Float64Array {
    const lu = new DenseLu(this.names.length)
    const contents = new Float64Array(this.names.length).fill(Number.NaN)
    if (lu.factor(this.matrix)) lu.solve(this.right, contents)
    return contents
  }

  private carry(from: string, to: string, flow: number): void {
    const n = this.names.length
    const [i, j] = [this.at(from), this.at(to)]
    // Row of the receiver gains, row of the giver loses.
    this.matrix[j * n + i] = this.matrix[j * n + i]! + flow
    this.matrix[i * n + i] = this.matrix[i * n + i]! - flow
  }

  private at(name: string): number {
    return this.names.indexOf(name)
  }
}
