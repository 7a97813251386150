import type { BlockKind } from '../block'
import { bloodVessel } from './blood-vessel'
import { bloodVesselJunction } from './blood-vessel-junction'
import { chamberElastanceInductor } from './chamber-elastance-inductor'
import { closedLoopCoronaryLeft, closedLoopCoronaryRight } from './closed-loop-coronary'
import { closedLoopHeartPulmonary } from './closed-loop-heart-pulmonary'
import { closedLoopWindkessel } from './closed-loop-windkessel'
import { coronaryBoundary } from './coronary-boundary'
import { junction } from './junction'
import { piecewiseCosineChamber } from './piecewise-cosine-chamber'
import { piecewiseValve } from './piecewise-valve'
import { flowBoundary, pressureBoundary } from './prescribed-boundary'
import { resistanceBoundary } from './resistance-boundary'
import { resistiveJunction } from './resistive-junction'
import { valveTanh } from './valve-tanh'
import { windkesselBoundary } from './windkessel-boundary'

/** Every block that is understood, by its name in the file. One more: one file and one line. */
export const blockKinds: Readonly<Record<string, BlockKind>> = {
  BloodVessel: bloodVessel,
  BloodVesselJunction: bloodVesselJunction,
  ChamberElastanceInductor: chamberElastanceInductor,
  ClosedLoopCoronaryLeft: closedLoopCoronaryLeft,
  ClosedLoopCoronaryRight: closedLoopCoronaryRight,
  ClosedLoopHeartAndPulmonary: closedLoopHeartPulmonary,
  ClosedLoopRCR: closedLoopWindkessel,
  CORONARY: coronaryBoundary,
  FLOW: flowBoundary,
  internal_junction: junction,
  LinearElastanceChamber: piecewiseCosineChamber,
  NORMAL_JUNCTION: junction,
  PiecewiseCosineChamber: piecewiseCosineChamber,
  PiecewiseValve: piecewiseValve,
  PRESSURE: pressureBoundary,
  RCR: windkesselBoundary,
  RESISTANCE: resistanceBoundary,
  resistive_junction: resistiveJunction,
  ValveTanh: valveTanh,
}
