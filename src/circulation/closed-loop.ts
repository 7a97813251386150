import type { Physiology } from '../heart/heart'
import { type Activity, effectOf, loopAt } from './activity'
import { Chamber } from './elements/chamber'
import type { Compartment } from './elements/compartment'
import { Compliance } from './elements/compliance'
import { DiodeValve, type FlowLaw } from './elements/diode-valve'
import { InertialBranch } from './elements/inertial-branch'
import type { ChamberName, LoopParameters, VesselName } from './loop-parameters'
import { Network } from './network'
import { loopFor } from './paediatric-scale'
import { orificeInertance, regurgitationLaw, type ShuntEnd, type ShuntSpec, shuntLaw } from './shunt'
import { normalWiring, type WiredValve, type Wiring } from './wiring'

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

/**
 * The closed loop of a patient: chambers, valves, systemic and pulmonary arteries and veins joined as `wiring` says,
 * any number of openings between its parts and of narrowings in its path. Where a caval vein drains into the lungs
 * (Glenn, Fontan) the systemic veins are two compartments, each with the share of the body that it drains; a chamber
 * that nothing joins is left out.
 *
 * The answer is the acute one: blood volume, resistances and contractility are those before the lesion; growth,
 * reflexes and fluid shifts are not modelled.
 *
 * @param physiology weight sets the output, age the arterial pressure, heartRate the beat
 * @param activity at rest, or as `exerciseEffect` has it
 */
export function closedLoop(
  physiology: Physiology,
  openings: readonly ShuntSpec[] = [],
  narrowings: readonly NarrowingSpec[] = [],
  wiring: Wiring = normalWiring,
  adaptation: LoopAdaptation = {},
  activity: Activity = 'rest',
): CirculationModel {
  const loop = adapted(loopFor(physiology), adaptation)
  return buildLoop(loopAt(loop, effectOf(activity)), openings, narrowings, wiring)
}

/** What a patient's body has made of a lasting lesion, or what was found by fitting; what is left out is normal. */
export interface LoopAdaptation {
  /** Blood volume of the loop, m³. */
  readonly bloodVolume?: number
  /** Active elastance of the right ventricle relative to normal. */
  readonly rightStrength?: number
  /** Other properties relative to normal. */
  readonly factors?: LoopFactors
}

/** Properties of the loop that differ from patient to patient, relative to those expected by weight and age. */
export const loopFactorNames = [
  'systemicResistance',
  'systemicCompliance',
  'pulmonaryResistance',
  'pulmonaryCompliance',
  'leftStrength',
  'leftStiffness',
  'rightStiffness',
  'oxygenConsumption',
] as const
export type LoopFactors = Readonly<Partial<Record<(typeof loopFactorNames)[number], number>>>

function adapted(
  loop: LoopParameters,
  { bloodVolume, rightStrength = 1, factors = {} }: LoopAdaptation,
): LoopParameters {
  const { LV, RV, LA, RA } = loop.chambers
  const factor = (name: keyof LoopFactors) => factors[name] ?? 1
  const vessel = (name: VesselName, resistance: number, compliance: number) => {
    const v = loop.vessels[name]
    return { ...v, resistance: v.resistance * resistance, compliance: v.compliance * compliance }
  }
  const [left, right] = [factor('leftStiffness'), factor('rightStiffness')]
  return {
    ...loop,
    totalVolume: bloodVolume ?? loop.totalVolume,
    chambers: {
      LV: { ...LV, active: LV.active * factor('leftStrength'), passive: LV.passive * left },
      RV: { ...RV, active: RV.active * rightStrength, passive: RV.passive * right },
      LA: { ...LA, passive: LA.passive * left },
      RA: { ...RA, passive: RA.passive * right },
    },
    vessels: {
      ...loop.vessels,
      'systemic-arteries': vessel(
        'systemic-arteries',
        factor('systemicResistance'),
        factor('systemicCompliance'),
      ),
      'pulmonary-arteries': vessel(
        'pulmonary-arteries',
        factor('pulmonaryResistance'),
        factor('pulmonaryCompliance'),
      ),
    },
  }
}

/** The loop with given parameters: what `closedLoop` builds for a patient. */
export function buildLoop(
  parameters: LoopParameters,
  openings: readonly ShuntSpec[] = [],
  narrowings: readonly NarrowingSpec[] = [],
  wiring: Wiring = normalWiring,
): CirculationModel {
  const shunts = openings.filter((o) => o.area > 0)
  const loop = new LoopBuilder(parameters, narrowings, wiring, joinedChambers(wiring, shunts))
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
    wiring,
  }
}

const chamberNames: readonly ChamberName[] = ['LA', 'LV', 'RA', 'RV']

/** Chambers that blood can enter or leave. */
function joinedChambers({ valves, caval }: Wiring, shunts: readonly ShuntSpec[]): Set<string> {
  const ends = [...valves, ...shunts].flatMap((v) => [v.from, v.to])
  return new Set<string>([...ends, caval.SVC, caval.IVC, 'LA'])
}

const noLoss: FlowLaw = { linear: 0, quadratic: 0 }
const series = (a: FlowLaw, b: FlowLaw): FlowLaw => ({
  linear: a.linear + b.linear,
  quadratic: a.quadratic + b.quadratic,
})

/** The veins of the upper and of the lower body: one compartment, or two. */
interface SystemicVeins {
  readonly upper: Compliance
  readonly lower: Compliance
  readonly parted: boolean
}

class LoopBuilder {
  readonly network = new Network()
  readonly compartments: (Chamber | Compliance)[] = []
  readonly connections: Connection[] = []
  private readonly ends: Partial<Record<ShuntEnd, Compartment>>

  constructor(
    private readonly parameters: LoopParameters,
    private readonly narrowings: readonly NarrowingSpec[],
    private readonly wiring: Wiring,
    joined: ReadonlySet<string>,
  ) {
    const made = chamberNames.filter((name) => joined.has(name)).map((name) => this.addChamber(name))
    const chambers = Object.fromEntries(made.map((c) => [c.name, c])) as Partial<Record<ChamberName, Chamber>>
    const lungArteries = this.addVessel('pulmonary-artery', this.vessel('pulmonary-arteries').compliance)
    const lungVeins = this.addVessel('pulmonary-vein', this.vessel('pulmonary-veins').compliance)
    const veins = this.addSystemicVeins()
    const aorta = this.addSystemicArteries(veins)
    this.ends = { ...chambers, aorta, 'pulmonary-artery': lungArteries }
    // The veins' resistance lies upstream of the great veins, which carry the pressure of what they drain into.
    this.ends = { ...this.ends, SVC: this.end(wiring.caval.SVC), IVC: this.end(wiring.caval.IVC) }
    for (const valve of wiring.valves) this.addValve(valve)
    for (const valve of new Set(wiring.valves.map((v) => v.name))) this.probeSharedValve(valve)
    this.addVenousReturn(veins)
    this.addPath('pulmonary-artery', lungArteries, lungVeins, this.vessel('pulmonary-arteries'))
    this.addPath('pulmonary-vein', lungVeins, this.end('LA'), this.vessel('pulmonary-veins'))
    this.probeCavalVeins(veins)
  }

  addShunt(spec: ShuntSpec): void {
    const law = shuntLaw(spec)
    const name = `shunt.${spec.id}`
    this.addBranch(name, this.end(spec.from), this.end(spec.to), law, orificeInertance(spec))
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

  private end(name: ShuntEnd): Compartment {
    const found = this.ends[name]
    if (!found) throw new Error(`The circulation has no ${name}`)
    return found
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

  /** One compartment, or one for each caval vein where they part. */
  private addSystemicVeins(): SystemicVeins {
    const { compliance } = this.vessel('systemic-veins')
    const { SVC, IVC } = this.wiring.caval
    if (SVC === 'RA' && IVC === 'RA') {
      const veins = this.addVessel('systemic-veins', compliance)
      return { upper: veins, lower: veins, parted: false }
    }
    const { upperShare } = this.parameters
    const upper = this.addVessel('upper-veins', compliance * upperShare)
    return { upper, lower: this.addVessel('lower-veins', compliance * (1 - upperShare)), parted: true }
  }

  /** Without a narrowing of the arch the arteries are one compartment; with one, two that it joins. */
  private addSystemicArteries(veins: SystemicVeins): Compliance {
    const { resistance, compliance, inertance } = this.vessel('systemic-arteries')
    const arch = this.narrowings.filter((n) => n.place === 'arch')
    const upper = this.parameters.upperShare
    const share = (part: number) => ({ resistance: resistance / part, inertance: inertance / part })
    if (arch.length === 0) {
      const aorta = this.addVessel('aorta', compliance)
      if (!veins.parted) this.addPath('aorta', aorta, veins.upper, { resistance, inertance })
      else {
        this.addPath('head-and-arms', aorta, veins.upper, share(upper))
        this.addPath('descending-aorta', aorta, veins.lower, share(1 - upper))
      }
      return aorta
    }
    const aorta = this.addVessel('aorta', compliance * upper)
    const descending = this.addVessel('descending-aorta', compliance * (1 - upper))
    const law = arch.map((n) => n.law).reduce(series, noLoss)
    const own = arch.reduce((sum, n) => sum + (n.inertance ?? 0), 0)
    this.addBranch('arch', aorta, descending, law, own > 0 ? own : inertance)
    this.addPath('head-and-arms', aorta, veins.upper, share(upper))
    this.addPath('descending-aorta', descending, veins.lower, share(1 - upper))
    return aorta
  }

  private addVenousReturn(veins: SystemicVeins): void {
    const path = this.vessel('systemic-veins')
    if (!veins.parted) {
      this.addPath('venous-return', veins.upper, this.end('RA'), path)
      return
    }
    const { upperShare } = this.parameters
    const share = (part: number) => ({ resistance: path.resistance / part, inertance: path.inertance / part })
    this.addPath('SVC', veins.upper, this.end(this.wiring.caval.SVC), share(upperShare))
    this.addPath('IVC', veins.lower, this.end(this.wiring.caval.IVC), share(1 - upperShare))
  }

  private addValve({ name, from, to, share, leak }: WiredValve): void {
    const { valveOpen, valveClosed } = this.parameters
    const own = this.narrowings.filter((n) => n.place === `${name}-valve`).map((n) => n.law)
    const whole = own.reduce(series, { linear: valveOpen, quadratic: 0 })
    // Orifices side by side share the flow by their areas: R / share, k / share².
    const law: FlowLaw = { linear: whole.linear / share, quadratic: whole.quadratic / share ** 2 }
    const title = share < 1 ? `${name}.${from}` : name
    const [a, b] = [this.end(from), this.end(to)]
    const back = leak ? regurgitationLaw(leak * share) : null
    const valve = this.network.add(new DiodeValve(title, a, b, law, valveClosed / share, back))
    this.network.probe(`${title}.flow`, (y) => valve.flow(y))
    this.connections.push({ from, to, series: `${title}.flow` })
  }

  /** The flow of an orifice that several chambers feed. */
  private probeSharedValve(name: string): void {
    const parts = this.network.probes.filter((p) => p.name.startsWith(`${name}.`))
    if (parts.some((p) => p.name === `${name}.flow`)) return
    this.network.probe(`${name}.flow`, (y) => parts.reduce((sum, p) => sum + p.read(y), 0))
  }

  private addPath(
    name: string,
    from: Compartment,
    to: Compartment,
    path: { readonly resistance: number; readonly inertance: number },
  ): void {
    this.addBranch(name, from, to, { linear: path.resistance, quadratic: 0 }, path.inertance, true)
  }

  private addBranch(
    name: string,
    from: Compartment,
    to: Compartment,
    law: FlowLaw,
    inertance: number,
    long = false,
  ): void {
    const { totalVolume, period } = this.parameters
    const index = this.network.unknown(`${name}.flow`, totalVolume / 20 / period)
    const branch = new InertialBranch(name, index, this.network.row(), from, to, law, inertance)
    this.network.add(branch)
    this.network.probe(`${name}.flow`, (y) => branch.flow(y))
    const joint = { from: from.name, to: to.name, series: `${name}.flow` }
    this.connections.push(long ? { ...joint, long } : joint)
  }

  private probeCavalVeins(veins: SystemicVeins): void {
    const { network } = this
    const { upperShare } = this.parameters
    const [SVC, IVC] = [this.end('SVC'), this.end('IVC')]
    network.probe('SVC.pressure', (y) => SVC.pressure(y))
    network.probe('IVC.pressure', (y) => IVC.pressure(y))
    if (veins.parted) return
    const flow = network.names.indexOf('venous-return.flow')
    network.probe('SVC.flow', (y) => upperShare * y[flow]!)
    network.probe('IVC.flow', (y) => (1 - upperShare) * y[flow]!)
  }

  private unknown(name: string): [number, number] {
    return [this.network.unknown(name, this.parameters.totalVolume / 20), this.network.row()]
  }
}
