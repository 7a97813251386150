export { type Activity, effectOf } from './activity'
export { benchCirculation } from './bench'
export {
  type CirculationModel,
  closedLoop,
  type LoopAdaptation,
  type LoopFactors,
  loopFactorNames,
  type NarrowingSpec,
} from './closed-loop'
export { systemicFlow } from './curves'
export type { FlowLaw } from './elements/diode-valve'
export { type FitRow, fitLoop, targetsOf } from './fit-loop'
export type { State } from './generalized-alpha'
export { narrowingLaw } from './narrowing-law'
export { outflowLaw } from './outflow-law'
export { solveOxygen } from './oxygen'
export { expectedOutput, upperBodyShare } from './paediatric-scale'
export type { ShuntEnd, ShuntSpec } from './shunt'
export { solvePeriodic } from './solve-periodic'
export { configurationOf, type WiredValve, type Wiring, wiredValve } from './wiring'
