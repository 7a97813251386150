import { say } from '../core/language'
import type { BloodDomain } from '../geometry/blood-domain'
import type { BloodLattice } from './blood-lattice'
import type { FlowMeasure } from './flow-measure'
import type { Fluid } from './fluid'

/** Least cells across a gap, a hole and a vessel. */
const least = { gap: 4, hole: 6, vessel: 10 } as const
/** Above it the break-up of a jet and its far wake are not resolved. */
const greatestReynolds = 5000
/** A jet behind a sharp edge takes this share of the hole's area. */
const contraction = 0.62

type Measured = Pick<FlowMeasure, 'ports' | 'residualRatio' | 'mismatch' | 'maxSpeed'>

const diameterOf = (area: number) => 2 * Math.sqrt(area / Math.PI)

/**
 * Where a result is not to be trusted. Limits from the solver's own verification: under 4 cells across a gap, 6 across
 * a hole, 10 across a vessel; jets above Re 5000 and their far wakes; wall pressure within two diameters of an
 * expansion; residual ratio over .4; flow mismatch over 1 %; the first ten steps after an edit.
 */
export function distrust(
  domain: BloodDomain,
  lattice: BloodLattice,
  fluid: Fluid,
  measured: Measured,
  justEdited: boolean,
): string[] {
  return [
    ...distrustPorts(domain, fluid, measured),
    ...distrustGaps(domain),
    ...distrustJet(domain, fluid, measured),
    ...distrustSolution(measured),
    ...(justEdited ? [say('fewer than ten steps since the start or the last edit')] : []),
    ...(lattice.compartments.length === 0 ? [say('no blood on this lattice')] : []),
  ]
}

const reynolds = (fluid: Fluid, speed: number, diameter: number) =>
  (fluid.density * speed * diameter) / fluid.viscosity

function distrustPorts(domain: BloodDomain, fluid: Fluid, m: Measured): string[] {
  return domain.ports.flatMap(({ id, area }) => {
    const cells = diameterOf(area) / domain.frame.spacing
    const re = reynolds(fluid, Math.abs(m.ports[id]?.flow ?? 0) / Math.max(area, 1e-12), diameterOf(area))
    const coarse = say('port {id} is {cells} cells across; below {least} its velocities are coarse', {
      id,
      cells: cells.toFixed(1),
      least: least.vessel,
    })
    const fast = say('port {id} has Re {re}; above 5000 the break-up of jets is not resolved', {
      id,
      re: re.toFixed(0),
    })
    return [...(cells < least.vessel ? [coarse] : []), ...(re > greatestReynolds ? [fast] : [])]
  })
}

/** Gates, and the gaps that sewing and cutting leave. */
function distrustGaps(domain: BloodDomain): string[] {
  const dx = domain.frame.spacing
  const gates = domain.gates.flatMap(({ id, area }) => {
    const cells = diameterOf(area) / dx
    const text = say('gate {id} is {cells} cells across; below {least} it is rough', {
      id,
      cells: cells.toFixed(1),
      least: least.hole,
    })
    return cells < least.hole ? [text] : []
  })
  const gaps = [...domain.sheets.flatMap((s) => s.leaks), ...domain.leaks].map(
    (leak) => diameterOf(leak.area) / dx,
  )
  const narrow = Math.min(...gaps)
  const text = say('{count} gaps, the narrowest {cells} cells across; below {least} what leaks is rough', {
    count: gaps.filter((cells) => cells < least.gap).length,
    cells: narrow.toFixed(1),
    least: least.gap,
  })
  return [...gates, ...(narrow < least.gap ? [text] : [])]
}

/**
 * The fastest blood takes at least the area inflow / speed: what it fills is the core of a jet. Where that is under
 * half of every port there is an expansion behind it.
 */
function distrustJet(domain: BloodDomain, fluid: Fluid, m: Measured): string[] {
  const inflow = Object.values(m.ports).reduce((sum, p) => sum + Math.max(0, -p.flow), 0)
  const areas = domain.ports.map((p) => p.area)
  const core = inflow / Math.max(m.maxSpeed, 1e-9)
  if (!(core > 0) || !(core < 0.5 * Math.min(...areas))) return []
  const hole = diameterOf(core / contraction)
  const cells = hole / domain.frame.spacing
  const re = reynolds(fluid, m.maxSpeed, diameterOf(core))
  const coarse = say('the fastest blood comes through about {cells} cells; below {least} a hole is rough', {
    cells: cells.toFixed(1),
    least: least.hole,
  })
  const fast = say('the fastest jet has Re {re}; above 5000 its break-up and far wake are not resolved', {
    re: re.toFixed(0),
  })
  const near = say('pressure at a wall is not to be trusted within {reach} mm behind the fastest jet', {
    reach: (2e3 * hole).toFixed(0),
  })
  return [...(cells < least.hole ? [coarse] : []), ...(re > greatestReynolds ? [fast] : []), near]
}

function distrustSolution(m: Measured): string[] {
  const residual = say('the pressure equation is solved to {ratio} of its right side (limit .4)', {
    ratio: m.residualRatio.toFixed(2),
  })
  const mismatch = say('inflow and outflow differ by {percent} % (limit 1 %)', {
    percent: (100 * m.mismatch).toFixed(1),
  })
  return [...(m.residualRatio > 0.4 ? [residual] : []), ...(m.mismatch > 0.01 ? [mismatch] : [])]
}
