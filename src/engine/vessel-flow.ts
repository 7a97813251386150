import type { FlowMeasurement } from '../findings'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import type { Gpu } from '../gpu'
import type { Heart } from '../heart/heart'
import type { FlowRun } from './rehearsal'

export async function measureVessel(
  _gpu: Gpu,
  _heart: Heart,
  _domain: ResolvedDomain,
  _options: { budgetMs: number },
): Promise<{ measurement: FlowMeasurement; settled: number; ms: number; runs: FlowRun[] }> {
  throw new Error('vessel flow is being written')
}
