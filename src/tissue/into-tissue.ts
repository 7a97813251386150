import { length, type Vec3 } from '../core/vec3'
import { gradient, sampler } from './field'
import type { TissueTopology } from './topology'

/** Tissue this deep holds a thread, metres. */
const enough = 0.2e-3
/** How deep a place is taken that does not lie in tissue yet, metres. */
const depthTaken = 0.5e-3
/** Steps after which the field is taken to lead nowhere nearer. */
const mostSteps = 12

/**
 * Finds the place in tissue nearest to one at rest: itself where it lies in tissue, else along the slope of the distance
 * field until half a millimetre deep; null where no tissue lies within `reach` (metres).
 */
export function intoTissue(
  { model, distance }: Pick<TissueTopology, 'model' | 'distance'>,
  reach: number,
): (place: Vec3) => Vec3 | null {
  const { frame } = model.heart
  const depth = sampler(frame, distance)
  return (place) => {
    let p = place
    for (let step = 0; step < mostSteps && depth(...p) > -enough; step++) {
      const d = depth(...p)
      const g = gradient(depth, ...p, frame.spacing / 2)
      const slope = length(g)
      if (d > reach || slope < 0.1) return null
      // Never further than the tissue is: between two walls the field is flatter than distance, and more steps are due.
      const move = (d + depthTaken) / (slope * Math.max(slope, 1))
      p = [p[0] - move * g[0], p[1] - move * g[1], p[2] - move * g[2]]
    }
    return p
  }
}
