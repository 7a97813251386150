import type { TissueModel } from './model'
import { spring, type Tie } from './ties'

/** The bed that the back of the heart rests on. */
export function supportTies(model: TissueModel): Tie[] {
  const ties: Tie[] = []
  const bed = model.bed ?? model.rest
  model.support.forEach((stiffness, node) => {
    if (stiffness === 0 || model.fixed[node]) return
    ties.push(spring(node, [bed[3 * node]!, bed[3 * node + 1]!, bed[3 * node + 2]!], stiffness))
  })
  return ties
}
