import { mL, mmHg } from '../core/units'
import { type Measured, type MeasuredName, measuredNames, type Physiology } from '../heart/heart'
import type { NarrowingSpec } from './circulation-model'
import { closedLoop } from './closed-loop'
import { type Curves, meanOf, systemicFlow } from './curves'
import { DenseLu } from './dense-lu'
import type { State } from './generalized-alpha'
import { type LoopAdaptation, type LoopFactors, loopFactorNames } from './loop-adaptation'
import { type Oxygen, solveOxygen } from './oxygen'
import type { ShuntSpec } from './shunt'
import { solvePeriodic } from './solve-periodic'
import type { Wiring } from './wiring'

/** The heart that the values were measured in. */
export interface FitSubject {
  readonly physiology: Physiology
  readonly shunts: readonly ShuntSpec[]
  readonly narrowings: readonly NarrowingSpec[]
  readonly wiring: Wiring
}

type TargetName = MeasuredName | 'systemicArterial' | 'mixedVenous'

/** One measured value and what the fitted circulation makes of it, SI (saturations 0–1). */
export interface FitRow {
  readonly name: TargetName
  readonly measured: number
  readonly fitted: number
  /** What the measurement is taken to be uncertain by (one standard deviation). */
  readonly uncertainty: number
}

export interface LoopFit {
  readonly adaptation: Required<LoopAdaptation>
  readonly rows: readonly FitRow[]
  /** Standard deviation of the logarithm of each property, after the values were heard. */
  readonly spread: Readonly<Record<string, number>>
  readonly turns: number
}

/**
 * How far patients are taken to lie from what weight and age make expected: standard deviation of the logarithm of each
 * property. Own judgement; a clinical lead has to confirm it. Wide where disease changes the property most.
 */
const expectedSpread: Readonly<Record<string, number>> = {
  bloodVolume: 0.25,
  rightStrength: 0.7,
  systemicResistance: 0.4,
  systemicCompliance: 0.4,
  pulmonaryResistance: 0.8,
  pulmonaryCompliance: 0.5,
  leftStrength: 0.5,
  leftStiffness: 0.6,
  rightStiffness: 0.6,
  oxygenConsumption: 0.2,
}
const names = Object.keys(expectedSpread)

/** A catheter's pressure: 7 %, at least 2 mmHg; a flow 15 %; a saturation .02. Own. */
function uncertaintyOf(name: TargetName, value: number): number {
  if (name === 'systemicArterial' || name === 'mixedVenous') return 0.02
  if (name.endsWith('Flow')) return Math.max(0.15 * Math.abs(value), mL)
  return Math.max(0.07 * Math.abs(value), 2 * mmHg)
}

/** How each value is read off a beat. */
const readings: Readonly<Record<TargetName, (curves: Curves, oxygen: Oxygen) => number>> = {
  aorticSystolic: (c) => highest(c, 'aorta.pressure'),
  aorticDiastolic: (c) => lowest(c, 'aorta.pressure'),
  pulmonarySystolic: (c) => highest(c, 'pulmonary-artery.pressure'),
  pulmonaryMean: (c) => meanOf(c, 'pulmonary-artery.pressure'),
  rightAtrialMean: (c) => meanOf(c, 'RA.pressure'),
  leftAtrialMean: (c) => meanOf(c, 'LA.pressure'),
  systemicFlow,
  pulmonaryFlow: (c) => meanOf(c, 'pulmonary-artery.flow'),
  systemicArterial: (_, o) => o.saturations['aorta'] ?? Number.NaN,
  mixedVenous: (_, o) => o.saturations['systemic-veins'] ?? Number.NaN,
}

const highest = (c: Curves, name: string): number =>
  c.series[name] ? Math.max(...c.series[name]) : Number.NaN
const lowest = (c: Curves, name: string): number =>
  c.series[name] ? Math.min(...c.series[name]) : Number.NaN

/** Values that a patient brings, by name; a saturation counts where it was measured. */
export function targetsOf({ measured, saturations }: Physiology): Map<TargetName, number> {
  const pairs: [TargetName, number | undefined][] = [
    ...measuredNames.map((name): [TargetName, number | undefined] => [
      name,
      measured?.[name as keyof Measured],
    ]),
    ['systemicArterial', saturations?.systemicArterial],
    ['mixedVenous', saturations?.mixedVenous],
  ]
  return new Map(pairs.filter((pair): pair is [TargetName, number] => pair[1] !== undefined))
}

const turns = 8
const step = 0.03
/** Furthest that a turn may move a logarithm. */
const reach = 0.7

/**
 * Fits the circulation to what was measured in the heart as it came: the most probable properties given the values and
 * what weight and age make expected (maximum a posteriori),
 *
 *   min over θ of Σ ((y_i(θ) - m_i) / σ_i)² + Σ ((θ_j - θ⁰_j) / s_j)²,   θ = ln(property / expected),
 *
 * by Gauss–Newton with a line search; derivatives by differences. Few values move little and many are met closely; what
 * no value speaks about stays as expected. θ⁰ is what the body's adaptation alone would give. The spread is that of the
 * linearised posterior. Limits: y is the acute beat at rest; the anatomy (openings, narrowings) is taken as exact.
 */
export function fitLoop(
  subject: FitSubject,
  start: LoopAdaptation & { readonly bloodVolume: number },
): LoopFit {
  return new Fit(subject, start).run()
}

class Fit {
  private readonly targets: [TargetName, number][]
  private warm: State | undefined
  private readonly prior: Float64Array

  constructor(
    private readonly subject: FitSubject,
    private readonly start: LoopAdaptation & { readonly bloodVolume: number },
  ) {
    this.targets = [...targetsOf(subject.physiology)]
    this.prior = Float64Array.from(names, (name) =>
      Math.log(
        name === 'rightStrength'
          ? (start.rightStrength ?? 1)
          : (start.factors?.[name as keyof LoopFactors] ?? 1),
      ),
    )
  }

  run(): LoopFit {
    let theta = this.prior.slice()
    let values = this.valuesAt(theta)
    this.dropUnread(values)
    values = this.valuesAt(theta)
    let cost = this.cost(theta, values)
    let normal = this.normalAt(theta, values)
    let turn = 0
    for (; turn < turns; turn++) {
      const next = this.descend(theta, cost, solve(normal.matrix, normal.right))
      if (!next) break
      const gained = cost - next.cost
      ;({ theta, values, cost } = next)
      normal = this.normalAt(theta, values)
      if (gained < 1e-3 * (1 + cost)) break
    }
    return {
      adaptation: this.adaptationAt(theta),
      rows: this.targets.map(([name, measured], i) => ({
        name,
        measured,
        fitted: values[i]!,
        uncertainty: uncertaintyOf(name, measured),
      })),
      spread: Object.fromEntries(
        names.map((name, j) => [name, Math.sqrt(inverseDiagonal(normal.matrix, j))]),
      ),
      turns: turn,
    }
  }

  /** A value that this configuration does not have cannot be met. */
  private dropUnread(values: readonly number[]): void {
    const read = this.targets.filter((_, i) => Number.isFinite(values[i]!))
    this.targets.splice(0, this.targets.length, ...read)
  }

  private adaptationAt(theta: Float64Array): Required<LoopAdaptation> {
    const at = (name: string): number => Math.exp(theta[names.indexOf(name)]!)
    return {
      bloodVolume: this.start.bloodVolume * at('bloodVolume'),
      rightStrength: at('rightStrength'),
      factors: Object.fromEntries(loopFactorNames.map((name) => [name, at(name)])) as Required<LoopFactors>,
    }
  }

  private valuesAt(theta: Float64Array): number[] {
    const { physiology, shunts, narrowings, wiring } = this.subject
    const adaptation = this.adaptationAt(theta)
    const model = closedLoop(physiology, shunts, narrowings, wiring, adaptation)
    const { waveforms, state } = solvePeriodic(model, this.warm ? { warm: this.warm } : {})
    this.warm = state
    const oxygen = solveOxygen(model, waveforms, physiology, adaptation.factors.oxygenConsumption)
    return this.targets.map(([name]) => readings[name](waveforms, oxygen))
  }

  private cost(theta: Float64Array, values: readonly number[]): number {
    const missed = this.targets.reduce(
      (sum, [name, m], i) => sum + ((values[i]! - m) / uncertaintyOf(name, m)) ** 2,
      0,
    )
    return names.reduce(
      (sum, name, j) => sum + ((theta[j]! - this.prior[j]!) / expectedSpread[name]!) ** 2,
      missed,
    )
  }

  /** Normal equations of the linearised problem at θ: (JᵀJ + P) δ = -(Jᵀr + P (θ - θ⁰)). */
  private normalAt(theta: Float64Array, values: readonly number[]) {
    const n = names.length
    const matrix = new Float64Array(n * n)
    const right = new Float64Array(n)
    const slopes = names.map((_, j) => {
      const moved = theta.slice()
      moved[j]! += step
      return this.valuesAt(moved).map((v, i) => {
        const [name, m] = this.targets[i]!
        return (v - values[i]!) / step / uncertaintyOf(name, m)
      })
    })
    names.forEach((name, j) => {
      const weight = 1 / expectedSpread[name]! ** 2
      matrix[j * n + j]! += weight
      right[j]! -= weight * (theta[j]! - this.prior[j]!)
      this.targets.forEach(([target, m], i) => {
        right[j]! -= (slopes[j]![i]! * (values[i]! - m)) / uncertaintyOf(target, m)
        for (let k = 0; k < n; k++) matrix[j * n + k]! += slopes[j]![i]! * slopes[k]![i]!
      })
    })
    return { matrix, right }
  }

  /** A step along a direction that lowers the cost, halved until it does; null where none does. */
  private descend(theta: Float64Array, cost: number, way: Float64Array) {
    const longest = Math.max(...way.map(Math.abs))
    let share = Math.min(1, reach / longest)
    for (let attempt = 0; attempt < 5; attempt++, share /= 2) {
      const tried = theta.map((t, j) => t + share * way[j]!)
      const values = this.valuesAt(tried)
      const found = this.cost(tried, values)
      if (found < cost) return { theta: tried, values, cost: found }
    }
    return null
  }
}

function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const lu = new DenseLu(right.length)
  const out = new Float64Array(right.length)
  if (lu.factor(matrix.slice())) lu.solve(right, out)
  return out
}

function inverseDiagonal(matrix: Float64Array, j: number): number {
  const n = Math.sqrt(matrix.length)
  const unit = new Float64Array(n)
  unit[j] = 1
  return solve(matrix, unit)[j]!
}
