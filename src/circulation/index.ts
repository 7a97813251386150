export {
  type CirculationModel,
  closedLoop,
  type NarrowingPlace,
  type NarrowingSpec,
  upperBodyShare,
} from './closed-loop'
export { type Curves, meanOf } from './curves'
export type { FlowLaw } from './elements/diode-valve'
export type { State } from './generalized-alpha'
export { type IsolatedVessel, isolatedVessel } from './isolated-vessel'
export { narrowingLaw } from './narrowing-law'
export { type Oxygen, solveOxygen } from './oxygen'
export { expectedOutput } from './paediatric-scale'
export { orificeLaw, type ShuntEnd, type ShuntSpec } from './shunt'
export { type PeriodicSolution, solvePeriodic } from './solve-periodic'
export { writeNetwork } from './svzerod/write-network'
export { type CirculationCheck, checkCirculation } from './verification'
