import { mm } from '../core/units'

export type QualityName = 'auto' | 'low' | 'high'

/** How fine the lattices are and how much is drawn; the physics is the same at each. */
export interface Quality {
  /** Tetrahedra that the tissue may take. */
  readonly tetTarget: number
  /** Cells of blood that the live flow may take. */
  readonly bloodCellTarget: number
  readonly tracerCount: number
  /** Time that the blood may take of each turn of the loop, ms. */
  readonly bloodBudgetMs: number
  /** How long the loop rests after each turn, as a share of the turn. */
  readonly restRatio: number
}

const low: Quality = {
  tetTarget: 6_000,
  bloodCellTarget: 5_000,
  tracerCount: 1_500,
  bloodBudgetMs: 60,
  restRatio: 0.7,
}
const software: Quality = {
  tetTarget: 10_000,
  bloodCellTarget: 9_000,
  tracerCount: 3_000,
  bloodBudgetMs: 80,
  restRatio: 0.7,
}
const high: Quality = {
  tetTarget: 60_000,
  bloodCellTarget: 120_000,
  tracerCount: 20_000,
  bloodBudgetMs: 8,
  restRatio: 0,
}

export const qualityNamed = (name: string): QualityName => (name === 'low' || name === 'high' ? name : 'auto')

/** What a device can hold at interactive rates: without a GPU, a fraction of what it can with one. */
export function chooseQuality(name: QualityName, device: string): Quality {
  if (name === 'low') return low
  if (name === 'high') return high
  return /swiftshader|llvmpipe|no GPU/i.test(device) ? software : high
}

/** Spacing at which a volume of blood takes about `target` cells, metres; not under .8 mm. */
export function spacingFor(lumenVolume: number, target: number): number {
  return Math.max(0.8 * mm, Math.cbrt(lumenVolume / target))
}
