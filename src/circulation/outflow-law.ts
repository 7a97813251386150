import type { FlowLaw } from './elements/diode-valve'

const density = 1060
/** Contraction of the stream behind a muscular or membranous outlet: 1 for a smooth funnel, .62 for a sharp edge. */
const contraction = 0.85

/**
 * Energy lost in a narrowed outlet of a ventricle beyond that of one as wide as its artery (which the loop's own valve
 * has), dp = ρ/2 [e(A)² - e(A₀)²] Q|Q| with e(A) = 1/(Cc A) - 1/A₀: the stream contracts to Cc A in the narrowest
 * section A and spreads over the artery A₀ (Borda–Carnot; the energy-loss coefficient of Garcia et al. 2000,
 * Circulation 101:765). Cc = .85, own, between a smooth funnel and a sharp edge: ± 15 % of it is ± 35 % of the loss.
 * Limits: one narrowing; two in a row lose less than their sum.
 * @param area narrowest section, m²
 * @param arteryArea section of the artery beyond, m²
 */
export function outflowLaw(area: number, arteryArea: number): FlowLaw {
  const wide = Math.max(arteryArea, area)
  const spread = (section: number) => (1 / (contraction * section) - 1 / wide) ** 2
  return { linear: 0, quadratic: (density / 2) * (spread(area) - spread(wide)) }
}
