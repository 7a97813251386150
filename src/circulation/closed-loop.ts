import type { Physiology } from '../heart/heart'
import { type Activity, effectOf, loopAt } from './activity'
import type { CirculationModel, NarrowingSpec } from './circulation-model'
import { adapted, type LoopAdaptation } from './loop-adaptation'
import { joinedChambers, LoopBuilder } from './loop-builder'
import type { LoopParameters } from './loop-parameters'
import { loopFor } from './paediatric-scale'
import type { ShuntSpec } from './shunt'
import { normalWiring, type Wiring } from './wiring'

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
