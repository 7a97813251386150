import type { Physiology } from '../heart/heart'
import { Chamber } from './elements/chamber'
import type { Compartment } from './elements/compartment'
import { Compliance } from './elements/compliance'
import { DiodeValve, type FlowLaw } from './elements/diode-valve'
import { InertialBranch } from './elements/inertial-branch'
import type { ChamberName, LoopParameters, VesselName } from './loop-parameters'
import { Network } from './network'
import { loopFor } from './paediatric-scale'
import { orificeInertance, type ShuntEnd, type ShuntSpec, shuntLaw } from './shunt'

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
}

/** A flow between two compartments, positive from `from` to `to`. */
interface Connection {
  readonly from: string
  readonly to: string
  readonly series: string
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

/**
 * The closed loop of a patient: four chambers, four valves, systemic and pulmonary arteries and veins, any number of
 * openings between its parts and of narrowings in its path.
 *
 * The answer is the acute one: blood volume, resistances and contractility are those before the lesion; growth,
 * reflexes and fluid shifts are not modelled.
 *
 * @param physiology weight sets the output, age the arterial pressure, heartRate the beat
 */
export function closedLoop(
  physiology: Physiology,
  openings: readonly ShuntSpec[] = [],
  narrowings: readonly NarrowingSpec[] = [],
): CirculationModel {
  return buildLoop(loopFor(physiology), openings, narrowings)
}

/** The loop with given parameters: what `closedLoop` builds for a patient. */
export function buildLoop(
  parameters: LoopParameters,
  openings: readonly ShuntSpec[] = [],
  narrowings: readonly NarrowingSpec[] = [],
): CirculationModel {
  const loop = new LoopBuilder(parameters, narrowings)
  const shunts = openings.filter((o) => o.area > 0)
  for (const shunt of shunts) loop.addShunt(shunt)
  return {
    network: loop.network,
    period: parameters.period,
    initial: loop.stoppedHeart(),
    connections: loop.connections,
    conserved: { indices: loop.compartments.map((c) => c.index), total: parameters.totalVolume },
    parameters,
    shunts,
    narrowings,
  }
}

const noLoss: FlowLaw = { linear: 0, quadratic: 0 }
const series = (a: FlowLaw, b: FlowLaw): FlowLaw => ({
  linear: a.linear + b.linear,
  quadratic: a.quadratic + b.quadratic,
})

class LoopBuilder {
  readonly network = new Network()
  readonly compartments: (Chamber | Compliance)[] = []
  readonly connections: Connection[] = []
  private readonly ends: Record<ShuntEnd, Compartment>

  constructor(
    private readonly parameters: LoopParameters,
    private readonly narrowings: readonly NarrowingSpec[],
  ) {
    const chamber = (name: ChamberName) => this.addChamber(name)
    const [LA, LV, RA, RV] = [chamber('LA'), chamber('LV'), chamber('RA'), chamber('RV')]
    const lungArteries = this.addVessel('pulmonary-artery', this.vessel('pulmonary-arteries').compliance)
    const lungVeins = this.addVessel('pulmonary-vein', this.vessel('pulmonary-veins').compliance)
    const veins = this.addVessel('systemic-veins', this.vessel('systemic-veins').compliance)
    const aorta = this.addSystemicArteries(veins)
    this.addValve('mitral', LA, LV)
    this.addValve('aortic', LV, aorta)
    this.addValve('tricuspid', RA, RV)
    this.addValve('pulmonary', RV, lungArteries)
    this.addPath('venous-return', veins, RA, this.vessel('systemic-veins'))
    this.addPath('pulmonary-artery', lungArteries, lungVeins, this.vessel('pulmonary-arteries'))
    this.addPath('pulmonary-vein', lungVeins, LA, this.vessel('pulmonary-veins'))
    this.probeCavalVeins(RA)
    this.ends = { LV, RV, LA, RA, aorta, 'pulmonary-artery': lungArteries }
  }

  addShunt(spec: ShuntSpec): void {
    const law = shuntLaw(spec)
    const name = `shunt.${spec.id}`
    this.addBranch(name, this.ends[spec.from], this.ends[spec.to], law, orificeInertance(spec))
  }

  /** The blood at rest with the heart stopped: one pressure everywhere. */
  stoppedHeart(): Float64Array {
    const { network, compartments, parameters } = this
    const compliance = compartments.map((c) => {
      const chamber = parameters.chambers[c.name as ChamberName]
      return 1 / (chamber ? chamber.passive : c.elastance)
    })
    const rest = compartments.reduce((sum, c) => sum + c.restVolume, 0)
    const pressure = (parameters.totalVolume - rest) / compliance.reduce((sum, c) => sum + c, 0)
    const y = new Float64Array(network.size)
    compartments.forEach((c, i) => {
      y[c.index] = c.restVolume + pressure * compliance[i]!
    })
    return y
  }

  private vessel(name: VesselName) {
    return this.parameters.vessels[name]
  }

  private addChamber(name: ChamberName): Chamber {
    const { restVolume, active, passive, activation } = this.parameters.chambers[name]
    const [index, row] = this.unknown(`${name}.volume`)
    const { period } = this.parameters
    return this.addCompartment(new Chamber(name, index, row, restVolume, active, passive, activation, period))
  }

  private addVessel(name: string, compliance: number): Compliance {
    const [index, row] = this.unknown(`${name}.volume`)
    return this.addCompartment(new Compliance(name, index, row, compliance))
  }

  private addCompartment<C extends Chamber | Compliance>(compartment: C): C {
    const { name, index } = compartment
    this.compartments.push(compartment)
    this.network.probe(`${name}.pressure`, (y) => compartment.pressure(y))
    this.network.probe(`${name}.volume`, (y) => y[index]!)
    return this.network.add(compartment)
  }

  /** Without a narrowing of the arch the arteries are one compartment; with one, two that it joins. */
  private addSystemicArteries(veins: Compartment): Compliance {
    const { resistance, compliance, inertance } = this.vessel('systemic-arteries')
    const arch = this.narrowings.filter((n) => n.place === 'arch')
    if (arch.length === 0) {
      const aorta = this.addVessel('aorta', compliance)
      this.addPath('aorta', aorta, veins, { resistance, inertance })
      return aorta
    }
    const upper = this.parameters.upperShare
    const aorta = this.addVessel('aorta', compliance * upper)
    const descending = this.addVessel('descending-aorta', compliance * (1 - upper))
    const law = arch.map((n) => n.law).reduce(series, noLoss)
    const own = arch.reduce((sum, n) => sum + (n.inertance ?? 0), 0)
    this.addBranch('arch', aorta, descending, law, own > 0 ? own : inertance)
    const share = (part: number) => ({ resistance: resistance / part, inertance: inertance / part })
    this.addPath('head-and-arms', aorta, veins, share(upper))
    this.addPath('descending-aorta', descending, veins, share(1 - upper))
    return aorta
  }

  private addValve(name: string, from: Compartment, to: Compartment): void {
    const { valveOpen, valveClosed } = this.parameters
    const healthy: FlowLaw = { linear: valveOpen, quadratic: 0 }
    const law = this.narrowings
      .filter((n) => n.place === `${name}-valve`)
      .map((n) => n.law)
      .reduce(series, healthy)
    const valve = this.network.add(new DiodeValve(name, from, to, law, valveClosed))
    this.network.probe(`${name}.flow`, (y) => valve.flow(y))
    this.connections.push({ from: from.name, to: to.name, series: `${name}.flow` })
  }

  private addPath(
    name: string,
    from: Compartment,
    to: Compartment,
    path: { readonly resistance: number; readonly inertance: number },
  ): void {
    this.addBranch(name, from, to, { linear: path.resistance, quadratic: 0 }, path.inertance)
  }

  private addBranch(name: string, from: Compartment, to: Compartment, law: FlowLaw, inertance: number): void {
    const { totalVolume, period } = this.parameters
    const index = this.network.unknown(`${name}.flow`, totalVolume / 20 / period)
    const branch = new InertialBranch(name, index, this.network.row(), from, to, law, inertance)
    this.network.add(branch)
    this.network.probe(`${name}.flow`, (y) => branch.flow(y))
    this.connections.push({ from: from.name, to: to.name, series: `${name}.flow` })
  }

  /** The veins' resistance lies upstream of the great veins, which carry the atrium's pressure. */
  private probeCavalVeins(RA: Compartment): void {
    const { network } = this
    const { upperShare } = this.parameters
    const flow = network.names.indexOf('venous-return.flow')
    network.probe('SVC.pressure', (y) => RA.pressure(y))
    network.probe('IVC.pressure', (y) => RA.pressure(y))
    network.probe('SVC.flow', (y) => upperShare * y[flow]!)
    network.probe('IVC.flow', (y) => (1 - upperShare) * y[flow]!)
  }

  private unknown(name: string): [number, number] {
    return [this.network.unknown(name, this.parameters.totalVolume / 20), this.network.row()]
  }
}
