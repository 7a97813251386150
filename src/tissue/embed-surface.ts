import type { EmbeddedSurface } from '../geometry/surface'
import { embedCut } from './cut-surface'
import { fineSurface } from './embed'
import type { TissueModel } from './model'
import { type TissueTopology, uncut } from './topology'

/** The surface to draw for a model and what has been cut of it (nothing by default). */
export function embedSurface(model: TissueModel, topology: TissueTopology = uncut(model)): EmbeddedSurface {
  return embedCut(topology, fineSurface(model, topology.distance))
}
