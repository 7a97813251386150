import type { FlowRun } from './rehearsal'

/**
 * A flow that still changes by a fifth from one crossing to the next says less than the estimate that it would replace:
 * a sharp hole's published coefficients lie within that of each other. `settled` is 1 % over its last change.
 */
const least = 0.05

/** Whether a run of 3D flow has come far enough past its start to take the place of an estimate. */
export const hasTold = ({ settled }: Pick<FlowRun, 'settled'>): boolean => settled >= least

/** Said beside figures that are left to the estimate because the 3D flow did not get that far in its time. */
export const untoldText = (opening: string): string =>
  `The 3D flow through ${opening} did not come past its start in the time it had: its estimate stands`
