import { Fault } from '../../core/fault'
import { mL, mmHg } from '../../core/units'
import type { CirculationModel, NarrowingPlace, NarrowingSpec } from '../circulation-model'
import type { FlowLaw } from '../elements/diode-valve'
import type { State } from '../generalized-alpha'
import type { ChamberName, LoopParameters, VesselName } from '../loop-parameters'
import { orificeInertance, type ShuntEnd, type ShuntSpec, shuntLaw } from '../shunt'
import { normalWiring } from '../wiring'

/** The blocks of a closed loop from chamber to chamber, and the compartments that openings can join. */
const valves: readonly { readonly name: string; readonly from: ChamberName; readonly to: ShuntEnd }[] = [
  { name: 'mitral', from: 'LA', to: 'LV' },
  { name: 'aortic', from: 'LV', to: 'aorta' },
  { name: 'tricuspid', from: 'RA', to: 'RV' },
  { name: 'pulmonary', from: 'RV', to: 'pulmonary-artery' },
]

/** A compliance and the path behind it: where they stand, and which unknowns of the loop they are. */
interface VesselGroup {
  readonly name: string
  readonly vessel: VesselName
  /** Share of the group's vessels, side by side. */
  readonly share: number
  /** Junctions `<entry>-in` before and `<next>-in` behind it. */
  readonly entry: string
  readonly next: string
  readonly volume: string
  readonly flow: string
}

const lungs = {
  ...{ share: 1, entry: 'pulmonary-artery', next: 'pulmonary-veins' },
  ...{ volume: 'pulmonary-artery.volume', flow: 'pulmonary-artery.flow' },
}
const veins = {
  ...{ share: 1, entry: 'systemic-veins', next: 'RA' },
  ...{ volume: 'systemic-veins.volume', flow: 'venous-return.flow' },
}
const lungVeins = {
  ...{ share: 1, entry: 'pulmonary-veins', next: 'LA' },
  ...{ volume: 'pulmonary-vein.volume', flow: 'pulmonary-vein.flow' },
}

const resistanceUnit = mL / mmHg

/**
 * The closed loop as JSON that svZeroDSolver runs, in mmHg, mL and s. A compartment's compliance and the path behind
 * it become two vessels in a row, as svZeroDSolver's own vessel has its compliance past its resistance.
 * @param state start of a beat to begin from; left out, a stopped heart
 * @param beats number of beats that the file asks for
 */
export function writeNetwork(model: CirculationModel, state?: State, beats = 60): string {
  const { parameters } = model
  if (!parameters)
    throw new Fault(
      'The circulation',
      'a vessel on its own cannot be written as a network',
      'Export a whole heart',
    )
  if (model.wiring !== normalWiring && JSON.stringify(model.wiring) !== JSON.stringify(normalWiring))
    throw new Fault(
      'The circulation',
      'only the usual wiring of four chambers and four valves can be written as a network yet',
      'Export a heart whose arteries and veins are joined in the usual way',
    )
  const writer = new NetworkWriter(parameters, model.narrowings)
  for (const shunt of model.shunts) writer.addShunt(shunt)
  const start = state?.y ?? model.initial
  const stored = (name: string) => start[model.network.names.indexOf(name)] ?? 0
  return `${JSON.stringify(writer.json(beats, stored), null, 2)}\n`
}

class NetworkWriter {
  private readonly vessels: object[] = []
  private readonly junctions = new Map<string, { inlets: string[]; outlets: string[] }>()
  private readonly valveEntries: object[] = []
  /** Starting value: its name in the network, the loop's unknown, and the unit that divides it. */
  private readonly starts: [name: string, unknown: string, unit: number][] = []

  constructor(
    private readonly parameters: LoopParameters,
    private readonly narrowings: readonly NarrowingSpec[],
  ) {
    for (const chamber of ['LA', 'LV', 'RA', 'RV']) {
      this.junction(`${chamber}-in`).outlets.push(chamber)
      this.junction(`${chamber}-out`).inlets.push(chamber)
      this.starts.push([`Vc:${chamber}`, `${chamber}.volume`, mL])
    }
    for (const valve of valves) this.addValve(valve)
    this.addSystemicArteries()
    this.addVessels({ ...lungs, name: 'pulmonary-arteries', vessel: 'pulmonary-arteries' })
    this.addVessels({ ...veins, name: 'systemic-veins', vessel: 'systemic-veins' })
    this.addVessels({ ...lungVeins, name: 'pulmonary-veins', vessel: 'pulmonary-veins' })
  }

  addShunt(spec: ShuntSpec): void {
    const name = `shunt-${spec.id}`
    this.starts.push([`flow:${name}:${spec.to}-in`, `shunt.${spec.id}.flow`, mL])
    this.addVessel(name, shuntLaw(spec), { inertance: orificeInertance(spec) })
    this.outOf(spec.from).outlets.push(name)
    this.into(spec.to).inlets.push(name)
  }

  json(beats: number, stored: (unknown: string) => number): object {
    return {
      description: { units: 'mmHg, mL, s', model: this.parameters.name },
      simulation_parameters: {
        number_of_cardiac_cycles: beats,
        number_of_time_pts_per_cardiac_cycle: 401,
        absolute_tolerance: 1e-8,
        steady_initial: false,
        output_variable_based: true,
        cardiac_period: this.parameters.period,
      },
      vessels: this.vessels,
      junctions: [...this.junctions].map(([name, { inlets, outlets }]) => ({
        junction_name: name,
        junction_type: 'NORMAL_JUNCTION',
        inlet_blocks: inlets,
        outlet_blocks: outlets,
      })),
      boundary_conditions: [],
      chambers: (['LA', 'LV', 'RA', 'RV'] as const).map((name) => this.chamber(name)),
      valves: this.valveEntries,
      initial_condition: this.initial(stored),
    }
  }

  private chamber(name: ChamberName): object {
    const { chambers, period } = this.parameters
    const { active, passive, restVolume, activation } = chambers[name]
    const start = (activation.start % 1) * period
    return {
      type: 'PiecewiseCosineChamber',
      name,
      values: {
        Emax: active * resistanceUnit,
        Epass: passive * resistanceUnit,
        Vrest: restVolume / mL,
        contract_start: start,
        relax_start: start + activation.contraction * period,
        contract_duration: activation.contraction * period,
        relax_duration: activation.relaxation * period,
      },
    }
  }

  private initial(stored: (unknown: string) => number): Record<string, number> {
    return Object.fromEntries(this.starts.map(([name, unknown, unit]) => [name, stored(unknown) / unit]))
  }

  private addValve(valve: (typeof valves)[number]): void {
    const { valveOpen, valveClosed } = this.parameters
    const loss = this.lossAt(`${valve.name}-valve` as NarrowingPlace)
    const downstream = loss ? `${valve.name}-narrowing` : `${valve.to}-in`
    // The valve's own entry makes its two connections; the junctions must not list it again.
    this.junction(`${valve.to}-in`)
    if (loss) {
      this.addVessel(downstream, loss, {})
      this.into(valve.to).inlets.push(downstream)
    }
    this.valveEntries.push({
      type: 'PiecewiseValve',
      name: valve.name,
      params: {
        Rmax: valveClosed * resistanceUnit,
        Rmin: valveOpen * resistanceUnit,
        upstream_block: `${valve.from}-out`,
        downstream_block: downstream,
      },
    })
  }

  /** One group of vessels, or two with a narrowing of the arch between them. */
  private addSystemicArteries(): void {
    const loss = this.lossAt('arch')
    const upper = this.parameters.upperShare
    const whole: VesselGroup = {
      ...{ name: 'systemic-arteries', vessel: 'systemic-arteries', share: 1 },
      ...{ entry: 'aorta', next: 'systemic-veins', volume: 'aorta.volume', flow: 'aorta.flow' },
    }
    if (!loss) {
      this.addVessels(whole)
      return
    }
    const arch = this.narrowings.reduce((sum, n) => sum + (n.place === 'arch' ? (n.inertance ?? 0) : 0), 0)
    const own = this.parameters.vessels['systemic-arteries'].inertance
    this.addVessels({ ...whole, share: upper, flow: 'head-and-arms.flow' })
    this.addVessels({
      ...{ ...whole, name: 'descending-aorta', entry: 'descending-aorta', share: 1 - upper },
      ...{ volume: 'descending-aorta.volume', flow: 'descending-aorta.flow' },
    })
    this.addVessel('arch', loss, { inertance: arch > 0 ? arch : own })
    this.junction('aorta-in').outlets.push('arch')
    this.junction('descending-aorta-in').inlets.push('arch')
    this.starts.push(['flow:arch:descending-aorta-in', 'arch.flow', mL])
  }

  private addVessels({ name, vessel, share, entry, next, volume, flow }: VesselGroup): void {
    const { resistance, compliance, inertance } = this.parameters.vessels[vessel]
    const path = `${name}-path`
    this.addVessel(name, { linear: 0, quadratic: 0 }, { compliance: compliance * share })
    this.addVessel(path, { linear: resistance / share, quadratic: 0 }, { inertance: inertance / share })
    this.junction(`${entry}-in`).outlets.push(name)
    const join = this.junction(`${name}-join`)
    join.inlets.push(name)
    join.outlets.push(path)
    this.junction(`${next}-in`).inlets.push(path)
    this.starts.push([`pressure:${entry}-in:${name}`, volume, compliance * share * mmHg])
    this.starts.push([`flow:${path}:${next}-in`, flow, mL])
  }

  private addVessel(
    name: string,
    law: FlowLaw,
    wall: { readonly compliance?: number; readonly inertance?: number },
  ): void {
    this.vessels.push({
      vessel_id: this.vessels.length,
      vessel_name: name,
      zero_d_element_type: 'BloodVessel',
      zero_d_element_values: {
        R_poiseuille: law.linear * resistanceUnit,
        C: (wall.compliance ?? 0) / resistanceUnit,
        L: (wall.inertance ?? 0) * resistanceUnit,
        stenosis_coefficient: law.quadratic * mL * resistanceUnit,
      },
    })
  }

  private lossAt(place: NarrowingPlace): FlowLaw | null {
    const found = this.narrowings.filter((n) => n.place === place)
    if (found.length === 0) return null
    const sum = (key: keyof FlowLaw) => found.reduce((total, n) => total + n.law[key], 0)
    return { linear: sum('linear'), quadratic: sum('quadratic') }
  }

  /** Where blood enters a compartment, and where it leaves (a vessel's compliance stands at its entry). */
  private into(end: ShuntEnd): { inlets: string[]; outlets: string[] } {
    return this.junction(`${end}-in`)
  }

  private outOf(end: ShuntEnd): { inlets: string[]; outlets: string[] } {
    return this.junction(end === 'aorta' || end === 'pulmonary-artery' ? `${end}-in` : `${end}-out`)
  }

  private junction(name: string): { inlets: string[]; outlets: string[] } {
    const found = this.junctions.get(name) ?? { inlets: [], outlets: [] }
    this.junctions.set(name, found)
    return found
  }
}
