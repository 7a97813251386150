import type { FlowControl } from '../blood'
import type { ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { type VesselSection, vesselSections } from '../geometry/vessel-sections'
import type { Heart } from '../heart/heart'
import { findNarrowing, type VesselNarrowing, vesselInflow } from './vessel-answer'
import { steadyPorts } from './vessel-flow'

/** What drives the moving blood of a vessel alone: its inflow over the beat, shared between its branches. */
export class VesselDrive {
  readonly sections: readonly VesselSection[]
  private readonly narrowing: VesselNarrowing | null

  constructor(
    private readonly heart: Heart,
    private readonly domain: ResolvedDomain,
  ) {
    this.narrowing = findNarrowing(heart, domain)
    this.sections = vesselSections({ ...heart, frame: domain.frame, lumen: domain.phi })
  }

  /** Flow at the ports at a time within the beat, s; nothing where no centre line can be followed. */
  at(time: number): FlowControl {
    const { heart, domain, narrowing } = this
    if (!narrowing) return {}
    const { times, flows } = vesselInflow(heart.physiology)
    const after = times.findIndex((t) => t > time)
    const n = Math.max(1, after < 0 ? times.length - 1 : after)
    const share = (time - times[n - 1]!) / Math.max(times[n]! - times[n - 1]!, 1e-9)
    const inflow = flows[n - 1]! + Math.min(Math.max(share, 0), 1) * (flows[n]! - flows[n - 1]!)
    return { ports: steadyPorts(heart, domain, narrowing, inflow) }
  }
}
