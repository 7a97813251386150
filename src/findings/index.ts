import type { Finding, Risk } from '../engine/protocol'
import { arterialPressures } from './figures/arterial-pressures'
import { bleeding } from './figures/bleeding'
import { cardiacOutput } from './figures/cardiac-output'
import { cavopulmonaryPressure } from './figures/cavopulmonary-pressure'
import { measuredValues } from './figures/measured-values'
import { narrowestArea } from './figures/narrowest-area'
import { outflowArea } from './figures/outflow-area'
import { qpQs } from './figures/qp-qs'
import { qpQsOximetry } from './figures/qp-qs-oximetry'
import { residualHole } from './figures/residual-hole'
import { saturations } from './figures/saturations'
import { shuntFlow } from './figures/shunt-flow'
import { valveGradients } from './figures/valve-gradients'
import { ventricularPressureRatio } from './figures/ventricular-pressure-ratio'
import { vesselGradient } from './figures/vessel-gradient'
import type { FindingInput, RiskInput } from './input'
import type { Figure } from './make-finding'
import { annulusCrossed } from './risks/annulus-crossed'
import { bleedingRisk } from './risks/bleeding'
import { conductionInjury } from './risks/conduction-injury'
import { residualNarrowing } from './risks/residual-narrowing'
import { residualShunt } from './risks/residual-shunt'
import type { RiskRule } from './risks/rule'
import { sutureSpacing } from './risks/suture-spacing'

export { type Difference, differs } from './differs'
export type { FindingInput, FlowMeasurement, Narrowing, PartOpening, RiskInput } from './input'

/** Every figure, in the order in which they are shown. One more: one file in `figures` and one line here. */
const figures: readonly Figure[] = [
  qpQs,
  qpQsOximetry,
  residualHole,
  shuntFlow,
  cavopulmonaryPressure,
  vesselGradient,
  narrowestArea,
  outflowArea,
  bleeding,
  ventricularPressureRatio,
  cardiacOutput,
  arterialPressures,
  saturations,
  valveGradients,
  measuredValues,
]

/** Every risk. One more: one file in `risks` and one line here. */
const risks: readonly RiskRule[] = [
  residualShunt,
  conductionInjury,
  bleedingRisk,
  sutureSpacing,
  residualNarrowing,
  annulusCrossed,
]

/** All figures that the case supports; what it cannot support is absent, never zero. */
export function computeFindings(input: FindingInput): Finding[] {
  return figures.flatMap((figure) => figure(input))
}

/** All risks that the edits and the openings left behind raise. */
export function computeRisks(input: RiskInput): Risk[] {
  return risks.flatMap((rule) => rule(input))
}
