export type { FlowControl, PortControl } from './flow-control'
export { type FlowMeasure, type FlowOptions, FlowSolver, type Fluid } from './flow-solver'
