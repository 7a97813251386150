import type { Connection, NarrowingSpec } from './circulation-model'
import { Chamber } from './elements/chamber'
import type { Compartment } from './elements/compartment'
import { Compliance } from './elements/compliance'
import { DiodeValve, type FlowLaw } from './elements/diode-valve'
import { InertialBranch } from './elements/inertial-branch'
import type { ChamberName, LoopParameters, VesselName } from './loop-parameters'
import { Network } from './network'
import { orificeInertance, regurgitationLaw, type ShuntEnd, type ShuntSpec, shuntLaw } from './shunt'
import type { WiredValve, Wiring } from './wiring'

const chamberNames: readonly ChamberName[] = ['LA', 'LV', 'RA', 'RV']

/** Chambers that blood can enter or leave. */
export function joinedChambers({ valves, caval }: Wiring, shunts: readonly ShuntSpec[]): Set<string> {
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

/** Joins the elements of a loop, one after the other; `network` and `connections` are what comes of it. */
export class LoopBuilder {
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
