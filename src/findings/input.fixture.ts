import type { Edit } from '../heart/edit'
import { planSchema } from '../heart/edit'
import { computeFindings, computeRisks, type RiskInput } from './index'

/** Nothing measured of a child of five. */
export const emptyInput: RiskInput = {
  kind: 'whole-heart',
  answer: 'circulation',
  settled: 1,
  physiology: { weight: 20, height: 1.1, ageYears: 5, heartRate: 1.6, haemoglobin: 130 },
  waveforms: null,
  oxygen: null,
  openings: [],
  leaks: [],
  spacing: 1e-3,
  edits: [],
  landmarks: [],
  gates: [],
}

export const editsOf = (...edits: unknown[]): Edit[] => planSchema.parse({ name: 'plan', edits }).edits

export const findIn = (input: Partial<RiskInput>, id: string) =>
  computeFindings({ ...emptyInput, ...input }).find((f) => f.id === id)

export const riskIn = (input: Partial<RiskInput>, id: string) =>
  computeRisks({ ...emptyInput, ...input }).find((r) => r.id === id)
