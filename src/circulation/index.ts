export {
  buildLoop,
  type CirculationModel,
  closedLoop,
  type NarrowingPlace,
  type NarrowingSpec,
  upperBodyShare,
} from './closed-loop'
export { type Curves, meanOf } from './curves'
export type { FlowLaw } from './elements/diode-valve'
export type { State } from './generalized-alpha'
export { adultLoop } from './loop-parameters'
export { type Oxygen, solveOxygen } from './oxygen'
export { expectedOutput, loopFor } from './paediatric-scale'
export { orificeLaw, type ShuntEnd, type ShuntSpec } from './shunt'
export { type PeriodicOptions, type PeriodicSolution, solvePeriodic } from './solve-periodic'
