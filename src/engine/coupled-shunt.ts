import { type FlowLaw, type ShuntSpec, solveOxygen, solvePeriodic } from '../circulation'
import { meanOf } from '../circulation/curves'
import { type PumpedLoopParameters, pumpedLoop, pumpedLoopFlows } from '../circulation/pumped-loop'
import { mL, mm, mmHg } from '../core/units'
import type { PartOpening } from '../findings'
import { allOpenings } from '../geometry/openings'
import { applyEdit } from '../geometry/resolve-anatomy'
import { baseDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Edit } from '../heart/edit'
import type { Physiology } from '../heart/heart'
import { nameOpenings } from './answer'
import { couple } from './couple'
import { drivingPressure } from './driving-pressure'
import { blood, OpeningWindow } from './measure-opening'
import type { FlowRun } from './rehearsal'
import { twoVessels } from './two-vessels'

/** An infant with a hole of 4 mm between the great arteries; pressures and resistances in round numbers. */
const diameter = 4 * mm
const area = (Math.PI * diameter ** 2) / 4
const resistance = (value: number) => (value * mmHg) / mL
const loop: PumpedLoopParameters = {
  left: { head: 80 * mmHg, resistance: resistance(0.4) },
  right: { head: 20 * mmHg, resistance: resistance(0.2) },
  bodyResistance: resistance(2.6),
  lungResistance: resistance(0.4),
  fillingPressure: 25 * mmHg,
}
const infant: Physiology = { weight: 7, height: 0.65, ageYears: 0.5, heartRate: 2, haemoglobin: 120 }
const hole: Edit = {
  kind: 'lesion',
  id: 'hole',
  type: 'hole',
  centre_mm: [0, 0, 0],
  diameter_mm: diameter / mm,
}

/** Discharge of a sharp-edged hole in a thin plate by Reynolds number of the hole; linear in its logarithm between. */
const published = [
  [500, 0.69],
  [2000, 0.65],
  [5000, 0.64],
] as const

/** What circulation and 3D flow together make of the hole, and what is on paper. SI. */
export interface CoupledShunt {
  readonly rounds: number
  readonly pressureGap: number
  readonly run: FlowRun
  /** Opening, body and lungs in the circulation's beat. */
  readonly flows: { readonly shunt: number; readonly systemic: number; readonly pulmonary: number }
  /** Over the opening in the circulation, and at the ports of the 3D flow. */
  readonly drop: number
  readonly portDrop: number
  /** Discharge that the 3D flow found. */
  readonly discharge: number
  /** (S aorta - S veins) / (S lungs' veins - S lungs' artery): Fick's principle, from saturations alone. */
  readonly ratioByOxygen: number
  readonly paper: ReturnType<typeof onPaper>
}

/**
 * Two sources of pressure joined by an orifice: the pumped loop with its opening measured by the 3D flow, as every
 * heart's openings are (`OpeningWindow`), the two in turn until they agree (`couple`).
 * @param cellsAcross cells across the hole
 */
export async function coupledShunt(gpu: Gpu, cellsAcross: number, budgetMs: number): Promise<CoupledShunt> {
  const opening = theOpening()
  const runs: FlowRun[] = []
  const window = await OpeningWindow.create(gpu, twoVessels(), [hole], opening, cellsAcross)
  const measure = async (_: string, drop: number) => {
    const { law, run } = await window.measure(drop, { budgetMs })
    runs.push(run)
    return law
  }
  const solve = (laws: Readonly<Record<string, FlowLaw>>) => beat(opening, laws[opening.id]).driving
  const found = await couple({ solve, measure }, solve({}), 8).finally(() => window.destroy())
  const law = found.laws[opening.id]
  const run = runs.at(-1)
  if (!law || !run) throw new Error('The 3D flow through the hole was given up')
  return { ...compared(opening, law, run), rounds: found.rounds, pressureGap: found.pressureGap }
}

function theOpening(): PartOpening {
  const heart = twoVessels()
  const domain = applyEdit(baseDomain(heart), heart, hole)
  const [opening] = nameOpenings(heart, allOpenings(domain, heart))
  if (!opening) throw new Error('The hole joins nothing')
  return opening
}

/** The loop's steady state with a law of the opening, or with the orifice's estimate. */
function beat(opening: PartOpening, law: FlowLaw | undefined) {
  const spec: ShuntSpec = { id: opening.id, from: 'aorta', to: 'pulmonary-artery', area, ...(law && { law }) }
  const model = pumpedLoop(loop, spec)
  const curves = solvePeriodic(model, { tolerance: 1e-7 }).waveforms
  const driving = new Map([[opening.id, drivingPressure(opening, curves)]])
  return { curves, driving, oxygen: solveOxygen(model, curves, infant) }
}

function compared(opening: PartOpening, law: FlowLaw, run: FlowRun) {
  const { curves, driving, oxygen } = beat(opening, law)
  const s = (place: string) => oxygen.saturations[place] ?? Number.NaN
  const drop = driving.get(opening.id) ?? Number.NaN
  return {
    run,
    flows: {
      shunt: meanOf(curves, `shunt.${opening.id}.flow`),
      systemic: meanOf(curves, 'aorta.flow'),
      pulmonary: meanOf(curves, 'pulmonary-artery.flow'),
    },
    drop,
    portDrop: run.pressureDrop_mmHg * mmHg,
    discharge: Math.sqrt(blood.density / (2 * law.quadratic)) / area,
    ratioByOxygen: (s('aorta') - s('systemic-veins')) / (s('pulmonary-vein') - s('pulmonary-artery')),
    paper: onPaper(),
  }
}

/** The loop with the published discharge at the Reynolds number that it brings about. */
function onPaper() {
  let discharge = 0.65
  let reynolds = 0
  for (let n = 0; n < 20; n++) {
    const { shunt } = pumpedLoopFlows(loop, blood.density / (2 * (discharge * area) ** 2))
    reynolds = (blood.density * shunt * diameter) / (area * blood.viscosity)
    discharge = publishedDischarge(reynolds)
  }
  const flows = pumpedLoopFlows(loop, blood.density / (2 * (discharge * area) ** 2))
  return { ...flows, discharge, reynolds }
}

function publishedDischarge(reynolds: number): number {
  const at = Math.log(reynolds)
  const after = Math.max(
    1,
    published.findIndex(([re]) => re >= reynolds),
  )
  const [[re0, cd0], [re1, cd1]] = [published[after - 1]!, published[after]!]
  const share = (at - Math.log(re0)) / (Math.log(re1) - Math.log(re0))
  return cd0 + (cd1 - cd0) * Math.min(Math.max(share, 0), 1)
}
