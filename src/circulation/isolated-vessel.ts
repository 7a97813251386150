import { mmHg } from '../core/units'
import type { Physiology } from '../heart/heart'
import type { CirculationModel } from './circulation-model'
import { Compliance } from './elements/compliance'
import type { FlowLaw } from './elements/diode-valve'
import { FlowSource } from './elements/flow-source'
import { InertialBranch } from './elements/inertial-branch'
import { OutletBranch } from './elements/outlet-branch'
import { Network } from './network'
import { expectedArterialMean, expectedOutput, loopFor, upperBodyShare } from './paediatric-scale'
import { BoundaryCurve } from './svzerod/boundary-curve'

/** Pressure of the veins that the outlets drain into: the right atrium of the adult loop. */
const venousPressure = 7.93 * mmHg

/** An aorta on its own: flow pumped in, a narrowing (or none) on the way to the lower body. */
export interface IsolatedVessel {
  /** Flow into the vessel over a beat: times from 0 to the period, s; m³/s. */
  readonly inflow: { readonly times: readonly number[]; readonly flows: readonly number[] }
  readonly narrowing: (FlowLaw & { readonly inertance?: number }) | null
  /** Share of the flow that leaves before the narrowing; by age where it is not known. */
  readonly upperShare?: number
}

/**
 * A vessel without a heart: a prescribed inflow, two elastic compartments (before and after the narrowing) and the
 * small vessels of the upper and the lower body. The resistances carry the patient's mean arterial pressure at the
 * inflow's mean when nothing is narrowed and stay as the narrowing changes. Compliances are the closed loop's, scaled
 * to the inflow. Curves: `aorta.…` before, `descending-aorta.…` after the narrowing, `arch.flow` through it.
 */
export function isolatedVessel(physiology: Physiology, vessel: IsolatedVessel): CirculationModel {
  const { times, flows } = vessel.inflow
  const curve = new BoundaryCurve(times, flows)
  const period = curve.period ?? 1 / physiology.heartRate
  const output = meanFlow(times, flows)
  const upper = vessel.upperShare ?? upperBodyShare(physiology.ageYears)
  const arteries = loopFor(physiology).vessels['systemic-arteries']
  const compliance = (arteries.compliance * output) / expectedOutput(physiology.weight)
  const resistance = (expectedArterialMean(physiology.ageYears) - venousPressure) / output
  const network = new Network()
  const scale = compliance * expectedArterialMean(physiology.ageYears)
  const part = (name: string, share: number) =>
    addPart(network, name, share, { compliance, resistance, scale })
  const aorta = part('aorta', upper)
  const descending = part('descending-aorta', 1 - upper)
  network.add(new FlowSource('inflow', aorta, (time) => curve.at(time)))
  const index = network.unknown('arch.flow', output)
  const law = vessel.narrowing ?? { linear: 0, quadratic: 0 }
  const inertance = vessel.narrowing?.inertance ?? arteries.inertance
  network.add(new InertialBranch('arch', index, network.row(), aorta, descending, law, inertance))
  network.probe('arch.flow', (y) => y[index]!)
  const initial = new Float64Array(network.size)
  initial[aorta.index] = scale * upper
  initial[descending.index] = scale * (1 - upper)
  return {
    network,
    period,
    initial,
    conserved: null,
    connections: [],
    parameters: null,
    shunts: [],
    narrowings: [],
    wiring: null,
  }
}

function addPart(
  network: Network,
  name: string,
  share: number,
  whole: { readonly compliance: number; readonly resistance: number; readonly scale: number },
): Compliance {
  const index = network.unknown(`${name}.volume`, whole.scale)
  const vessel = network.add(new Compliance(name, index, network.row(), whole.compliance * share))
  const outlet = network.add(
    new OutletBranch(`${name}-outlet`, vessel, whole.resistance / share, venousPressure),
  )
  network.probe(`${name}.pressure`, (y) => vessel.pressure(y))
  network.probe(`${name}.flow`, (y) => outlet.flow(y))
  return vessel
}

function meanFlow(times: readonly number[], flows: readonly number[]): number {
  let sum = 0
  for (let i = 1; i < times.length; i++)
    sum += 0.5 * (flows[i]! + flows[i - 1]!) * (times[i]! - times[i - 1]!)
  return sum / (times.at(-1)! - times[0]!)
}
