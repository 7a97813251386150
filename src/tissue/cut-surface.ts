import type { EmbeddedSurface } from '../geometry/surface'
import { cutFaces } from './cut-faces'
import { embedUncut, type FineSurface } from './embed'
import { fineSolid } from './fine-solid'
import { PartedEdges } from './parted-edges'
import { type Emit, splitTriangle } from './split-triangle'
import { SurfaceDraft } from './surface-draft'
import type { TissueTopology } from './topology'

/**
 * The drawn surface of cut tissue. Vertices go to the copy of their tetrahedron that they see past the blades; the
 * fine surface and the tissue within it (`FineSolid`) are split where a blade crosses them and the lattice has really
 * parted (at the ends of an incision it has not), with one new point on each side of each parted edge. What the split
 * opens are the faces of the incision, as fine as the drawn surface, however coarse the lattice under it.
 *
 * Closed: every edge has as many triangles on one side as on the other, and triangles that meet there share its two
 * ends, nodes and weights and all, so that no motion opens a crack between them. (Vertices of cut faces are copies
 * with another normal.)
 */
export function embedCut(topology: TissueTopology, fine: FineSurface): EmbeddedSurface {
  if (topology.cuts.length === 0) return embedUncut(topology.model, fine)
  const solid = fineSolid(topology.model.heart.frame, topology.distance, fine)
  const draft = new SurfaceDraft(topology, fine, solid)
  const parted = new PartedEdges(topology, solid, draft)
  const { triangles } = fine
  const emit: Emit = (a, b, c) => draft.triangle(a, b, c)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    if (parted.meets(a) && parted.meets(b) && parted.meets(c)) splitTriangle(a, b, c, parted, emit)
    else draft.triangle(a, b, c)
  }
  cutFaces(solid, parted, draft)
  return draft.finish()
}
