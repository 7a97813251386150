import { Fault } from '../../core/fault'
import { mL, mmHg } from '../../core/units'
import type { CirculationModel, NarrowingPlace, NarrowingSpec } from '../closed-loop'
import type { FlowLaw } from '../elements/diode-valve'
import type { State } from '../generalized-alpha'
import type { ChamberName, LoopParameters, VesselName } from '../loop-parameters'
import { orificeInertance, type ShuntEnd, type ShuntSpec, shuntLaw } from '../shunt'

/** The blocks of a closed loop from chamber to chamber, and the compartments that openings can join. */
const valves: readonly { readonly name: string; readonly from: ChamberName; readonly to: ShuntEnd }[] = [
  { name: 'mitral', from: 'LA', to: 'LV' },
  { name: 'aortic', from: 'LV', to: 'aorta' },
  { name: 'tricuspid', from: 'RA', to: 'RV' },
  { name: 'pulmonary', from: 'RV', to: 'pulmonary-artery' },
]

/** What each vessel is called in the loop: what lies before and behind it, its stored volume and its flow. */
const vesselStarts: readonly {
  readonly vessel: VesselName
  readonly entry: string
  readonly volume: string
  readonly flow: string
  readonly next: string
}[] = [
  { vessel: 'systemic-arteries', entry: 'aorta', volume: 'aorta', flow: 'aorta', next: 'systemic-veins' },
  {
    vessel: 'pulmonary-arteries',
    entry: 'pulmonary-artery',
    volume: 'pulmonary-artery',
    flow: 'pulmonary-artery',
    next: 'pulmonary-veins',
  },
  {
    vessel: 'systemic-veins',
    entry: 'systemic-veins',
    volume: 'systemic-veins',
    flow: 'venous-return',
    next: 'RA',
  },
  {
    vessel: 'pulmonary-veins',
    entry: 'pulmonary-veins',
    volume: 'pulmonary-vein',
    flow: 'pulmonary-vein',
    next: 'LA',
  },
]

const resistanceUnit = mL / mmHg

/**
 * The closed loop as JSON that svZeroDSolver runs, in mmHg, mL and s. A compartment's compliance and the path behind
 * it become two vessels in a row, as svZeroDSolver's own vessel has its compliance past its resistance.
 * @param state start of a beat to begin from; left out, a stopped heart
 * @param beats number of beats that the file asks for
 */
export function writeNetwork(model: CirculationModel, state?: State, beats = 60): string {
  const { parameters } = model
  if (!parameters || model.narrowings.some((n) => n.place === 'arch'))
    throw new Fault(
      'The circulation',
      'a vessel on its own or a loop with a narrowed arch cannot be written as a network',
      'Export the loop without the narrowing of the arch',
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
  private readonly shunts: ShuntSpec[] = []

  constructor(
    private readonly parameters: LoopParameters,
    private readonly narrowings: readonly NarrowingSpec[],
  ) {
    for (const chamber of ['LA', 'LV', 'RA', 'RV']) {
      this.junction(`${chamber}-in`).outlets.push(chamber)
      this.junction(`${chamber}-out`).inlets.push(chamber)
    }
    for (const valve of valves) this.addValve(valve)
    this.addArteries('aorta', 'systemic-arteries')
    this.addArteries('pulmonary-artery', 'pulmonary-arteries')
    this.addVeins('systemic-veins', 'systemic-arteries-path', 'RA')
    this.addVeins('pulmonary-veins', 'pulmonary-arteries-path', 'LA')
  }

  addShunt(spec: ShuntSpec): void {
    const name = `shunt-${spec.id}`
    this.shunts.push(spec)
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
    const volumes = (['LA', 'LV', 'RA', 'RV'] as const).map((c) => [`Vc:${c}`, stored(`${c}.volume`) / mL])
    const vessels = vesselStarts.flatMap(({ vessel, entry, volume, flow, next }) => [
      [
        `pressure:${entry}-in:${vessel}`,
        stored(`${volume}.volume`) / this.parameters.vessels[vessel].compliance / mmHg,
      ],
      [`flow:${vessel}-path:${next}-in`, stored(`${flow}.flow`) / mL],
    ])
    const shunts = this.shunts.map(({ id, to }) => [
      `flow:shunt-${id}:${to}-in`,
      stored(`shunt.${id}.flow`) / mL,
    ])
    return Object.fromEntries([...volumes, ...vessels, ...shunts])
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

  private addArteries(end: 'aorta' | 'pulmonary-artery', vessel: VesselName): void {
    const { resistance, compliance, inertance } = this.parameters.vessels[vessel]
    this.addVessel(vessel, { linear: 0, quadratic: 0 }, { compliance })
    this.addVessel(`${vessel}-path`, { linear: resistance, quadratic: 0 }, { inertance })
    this.into(end).outlets.push(vessel)
    const join = this.junction(`${vessel}-join`)
    join.inlets.push(vessel)
    join.outlets.push(`${vessel}-path`)
  }

  private addVeins(vessel: VesselName, upstream: string, atrium: ChamberName): void {
    const { resistance, compliance, inertance } = this.parameters.vessels[vessel]
    this.addVessel(vessel, { linear: 0, quadratic: 0 }, { compliance })
    this.addVessel(`${vessel}-path`, { linear: resistance, quadratic: 0 }, { inertance })
    const entry = this.junction(`${vessel}-in`)
    entry.inlets.push(upstream)
    entry.outlets.push(vessel)
    const join = this.junction(`${vessel}-join`)
    join.inlets.push(vessel)
    join.outlets.push(`${vessel}-path`)
    this.into(atrium).inlets.push(`${vessel}-path`)
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
