import type { EmbeddedSurface } from '../geometry/surface'
import { embedCut } from './cut-surface'
import { fineSurface } from './embed'
import type { TissueModel } from './model'
import { type TissueTopology, uncut } from './topology'

/** The surface to draw for a model, or for what has been cut of it. */
export function embedSurface(of: TissueModel | TissueTopology): EmbeddedSurface {
  const topology = 'model' in of ? of : uncut(of)
  return embedCut(topology, fineSurface(topology.model, topology.distance))
}
