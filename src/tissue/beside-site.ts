import type { Vec3 } from '../core/vec3'
import { shapeGradients } from './bcc'
import { barycentric, type TetPlace } from './embed'
import { slotSeen, type TissueTopology } from './topology'

/** A place in a slot. */
export interface Embedding {
  readonly rest: Vec3
  readonly slot: number
  readonly weights: ArrayLike<number>
}

/**
 * Ties places to the tissue of sites near them, whatever blades lie between: the piece of the place's own tetrahedron
 * that the site looks into; where it sees none (blades cross there, and no corner of the lattice lies on the site's side),
 * the site's own piece, drawn on up to the place.
 */
export class BesideSite {
  private readonly gradients: Float64Array

  constructor(private readonly topology: TissueTopology) {
    this.gradients = shapeGradients(topology.model.lattice.edge)
  }

  /** @param at the tetrahedron of the place `rest` */
  embed(rest: Vec3, at: TetPlace, site: Embedding): Embedding {
    const tet = this.topology.slotTet[site.slot]!
    const seen = slotSeen(this.topology, at.tet, this.weights(at.tet, site.rest), tet)
    if (seen >= 0) return { rest, slot: seen, weights: at.weights }
    return { rest, slot: site.slot, weights: this.weights(tet, rest) }
  }

  /** Whether two slots hold together: they are one, or share a corner that is real in both. */
  joined(a: number, b: number): boolean {
    const { slotNodes, slotMask } = this.topology
    if (a === b) return true
    for (let c = 0; c < 4; c++)
      for (let d = 0; d < 4; d++)
        if (slotNodes[4 * a + c] === slotNodes[4 * b + d])
          if (slotMask[a]! & (1 << c) && slotMask[b]! & (1 << d)) return true
    return false
  }

  private weights(tet: number, rest: Vec3): ArrayLike<number> {
    return barycentric(this.topology.model, this.gradients, tet, ...rest)
  }
}
