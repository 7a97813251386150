import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import { buildTissueModel, planCut, sweepBlade, uncut } from '../tissue'

/**
 * What each cut of a strategy severs in the resting tissue, by edit id; nothing moves. Empty without cuts, as the
 * lattice is then not built.
 */
export function severLinks(heart: Heart, edits: readonly Edit[]) {
  const cuts = edits.filter((e) => e.kind === 'cut')
  const out = new Map<string, { severedLinkCount: number; refused: string | null }>()
  if (cuts.length === 0) return out
  const model = buildTissueModel(heart)
  let topology = uncut(model)
  for (const cut of cuts) {
    const plan = planCut(topology, sweepBlade(cut.blade_mm, model.lattice.edge))
    topology = plan.topology
    out.set(cut.id, { severedLinkCount: plan.severedLinkCount, refused: plan.refused })
  }
  return out
}
