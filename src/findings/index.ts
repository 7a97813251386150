import type { Finding, Risk } from '../engine/protocol'
import { archShapeFigures } from './figures/arch-shape'
import { arterialPressures } from './figures/arterial-pressures'
import { bleeding } from './figures/bleeding'
import { branchFlow } from './figures/branch-flow'
import { cardiacOutput } from './figures/cardiac-output'
import { cavopulmonaryPressure } from './figures/cavopulmonary-pressure'
import { conductionProbability } from './figures/conduction-probability'
import { handTime } from './figures/hand-time'
import { hepaticShare } from './figures/hepatic-share'
import { inletDepth } from './figures/inlet-depth'
import { lowShear } from './figures/low-shear'
import { measuredValues } from './figures/measured-values'
import { narrowestArea } from './figures/narrowest-area'
import { narrowingPower } from './figures/narrowing-power'
import { outflowArea } from './figures/outflow-area'
import { powerLoss } from './figures/power-loss'
import { qpQs } from './figures/qp-qs'
import { qpQsOximetry } from './figures/qp-qs-oximetry'
import { residenceTime } from './figures/residence-time'
import { residualHole } from './figures/residual-hole'
import { ringArea } from './figures/ring-area'
import { ringZ } from './figures/ring-z'
import { saturations } from './figures/saturations'
import { shuntFlow } from './figures/shunt-flow'
import { tunnelShape } from './figures/tunnel-shape'
import { valveClearance } from './figures/valve-clearance'
import { valveGradients } from './figures/valve-gradients'
import { valveRegurgitation } from './figures/valve-regurgitation'
import { veinSection } from './figures/vein-section'
import { ventricularPressureRatio } from './figures/ventricular-pressure-ratio'
import { ventricularVolume } from './figures/ventricular-volume'
import { vesselGradient } from './figures/vessel-gradient'
import type { FindingInput, RiskInput } from './input'
import type { Figure } from './make-finding'
import { annulusCrossed } from './risks/annulus-crossed'
import { archTurn } from './risks/arch-turn'
import { bleedingRisk } from './risks/bleeding'
import { conductionInjury } from './risks/conduction-injury'
import { conduitInFront } from './risks/conduit-in-front'
import { coronaryMoved } from './risks/coronary-moved'
import { coronaryNear } from './risks/coronary-near'
import { lungStarved } from './risks/lung-starved'
import { outflowObstruction } from './risks/outflow-obstruction'
import { residualNarrowing } from './risks/residual-narrowing'
import { residualShunt } from './risks/residual-shunt'
import { rimParted } from './risks/rim-parted'
import { ringDistorted } from './risks/ring-distorted'
import type { RiskRule } from './risks/rule'
import { stasis } from './risks/stasis'
import { stitchLoaded } from './risks/stitch-loaded'
import { sutureDehiscence } from './risks/suture-dehiscence'
import { sutureSpacing } from './risks/suture-spacing'
import { unintendedOpening } from './risks/unintended-opening'
import { veinNarrowed } from './risks/vein-narrowed'
import { ventricleFilled } from './risks/ventricle-filled'

export { type ComparedRow, compareFindings, sortedBy } from './compare'
export { conductionLandmarks } from './conduction-distance'
export { bandWidth } from './conduction-probability'
export type {
  BranchLook,
  CloserLook,
  ConnectionFlow,
  FindingInput,
  FlowMeasurement,
  Narrowing,
  PartOpening,
  RiskInput,
  SheetLook,
  TissueLook,
  VeinLook,
} from './input'
export { hangsOnBeat } from './make-finding'

/** Every figure, in the order in which they are shown. One more: one file in `figures` and one line here. */
const figures: readonly Figure[] = [
  qpQs,
  qpQsOximetry,
  residualHole,
  shuntFlow,
  cavopulmonaryPressure,
  branchFlow,
  hepaticShare,
  powerLoss,
  lowShear,
  residenceTime,
  vesselGradient,
  narrowingPower,
  narrowestArea,
  archShapeFigures,
  outflowArea,
  tunnelShape,
  ringArea,
  ringZ,
  valveClearance,
  inletDepth,
  ventricularVolume,
  veinSection,
  bleeding,
  conductionProbability,
  ventricularPressureRatio,
  cardiacOutput,
  arterialPressures,
  saturations,
  valveGradients,
  valveRegurgitation,
  handTime,
  measuredValues,
]

/** Every risk. One more: one file in `risks` and one line here. */
const risks: readonly RiskRule[] = [
  residualShunt,
  unintendedOpening,
  conductionInjury,
  bleedingRisk,
  sutureSpacing,
  rimParted,
  residualNarrowing,
  outflowObstruction,
  annulusCrossed,
  ringDistorted,
  stitchLoaded,
  ventricleFilled,
  sutureDehiscence,
  coronaryNear,
  coronaryMoved,
  conduitInFront,
  veinNarrowed,
  lungStarved,
  stasis,
  archTurn,
]

/** All figures that the case supports; what it cannot support is absent, never zero. */
export function computeFindings(input: FindingInput): Finding[] {
  return figures.flatMap((figure) => figure(input))
}

const weights: readonly Risk['level'][] = ['high', 'moderate', 'low']

/** All risks that the edits and the openings left behind raise, the weightiest first. */
export function computeRisks(input: RiskInput): Risk[] {
  return byWeight(risks.flatMap((rule) => rule(input)))
}

/** Risks told before, with those of tissue that has come to rest since: they come later than the others. */
export function withTissueRisks(
  told: readonly Risk[],
  input: Pick<RiskInput, 'tissue' | 'gates' | 'landmarks' | 'edits'>,
): Risk[] {
  const found = [...ringDistorted(input), ...coronaryMoved(input), ...stitchLoaded(input)]
  const ids = new Set(found.map((r) => r.id))
  return byWeight([...told.filter((r) => !ids.has(r.id)), ...found])
}

const byWeight = (list: Risk[]): Risk[] =>
  list.sort((a, b) => weights.indexOf(a.level) - weights.indexOf(b.level))
