import type { BloodDomain } from '../geometry/blood-domain'
import type { BloodLattice } from './blood-lattice'
import type { FlowMeasure, Fluid } from './flow-solver'

/** Cells that a round opening of this area would have across it. */
const cellsAcross = (area: number, dx: number) => (2 * Math.sqrt(area / Math.PI)) / dx

/**
 * Where a result is not to be trusted. Limits from the solver's own verification: under 10 cells across a vessel,
 * 6 across a hole; jets above Re 5000; residual ratio over .4; flow mismatch over 1 %; the first ten steps after an
 * edit.
 */
export function distrust(
  domain: BloodDomain,
  lattice: BloodLattice,
  fluid: Fluid,
  m: Pick<FlowMeasure, 'ports' | 'residualRatio' | 'mismatch' | 'steps'>,
  justEdited: boolean,
): string[] {
  const warnings: string[] = []
  const dx = domain.frame.spacing
  for (const port of domain.ports) {
    const across = cellsAcross(port.area, dx)
    if (across < 10)
      warnings.push(
        `port ${port.id} is ${across.toFixed(1)} cells across; below 10 its velocities are coarse`,
      )
    const speed = Math.abs(m.ports[port.id]?.flow ?? 0) / Math.max(port.area, 1e-12)
    const re = (fluid.density * speed * 2 * Math.sqrt(port.area / Math.PI)) / fluid.viscosity
    if (re > 5000)
      warnings.push(
        `port ${port.id} has Re ${re.toFixed(0)}; above 5000 the break-up of jets is not resolved`,
      )
  }
  for (const gate of domain.gates) {
    const across = cellsAcross(gate.area, dx)
    if (across < 6) warnings.push(`gate ${gate.id} is ${across.toFixed(1)} cells across; below 6 it is rough`)
  }
  if (m.residualRatio > 0.4)
    warnings.push(
      `the pressure equation is solved to ${m.residualRatio.toFixed(2)} of its right side (limit .4)`,
    )
  if (m.mismatch > 0.01)
    warnings.push(`inflow and outflow differ by ${(100 * m.mismatch).toFixed(1)} % (limit 1 %)`)
  if (justEdited) warnings.push('fewer than ten steps since the start or the last edit')
  if (lattice.compartments.length === 0) warnings.push('no blood on this lattice')
  return warnings
}
