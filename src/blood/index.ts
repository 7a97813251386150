export { benchBlood } from './bench'
export type { FlowControl, PortControl } from './flow-control'
export { type FlowMeasure, FlowSolver } from './flow-solver'
export { verifyBlood } from './verify'
