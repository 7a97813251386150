import { shapeCorners, tetShape } from './bcc'
import type { CutPlan } from './cut'
import { sampler } from './field'
import { minFraction, tissueFraction } from './model'
import type { TissueTopology } from './topology'
import { TopologyChange } from './topology-change'

/**
 * Works out what taking tissue away (a resection, a hole) leaves: `distance` is the tissue's new distance field on the
 * heart's frame. Tetrahedra lose mass and stiffness with their tissue and drop out with the last of it. Tissue cannot
 * be added: build a new model for that.
 */
export function planCarve(topology: TissueTopology, distance: Float32Array): CutPlan {
  const { model } = topology
  const { lattice } = model
  const sample = sampler(model.heart.frame, distance)
  const change = new TopologyChange(topology)
  const corners = shapeCorners()
  let lost = 0
  for (let tet = 0; tet < model.tetCount; tet++) {
    const code = model.codeOfTet[tet]!
    const cube = Math.floor(code / 12)
    const [i, j] = [cube % lattice.cubes[0], Math.floor(cube / lattice.cubes[0]) % lattice.cubes[1]]
    const k = Math.floor(cube / (lattice.cubes[0] * lattice.cubes[1]))
    const low = [i, j, k].map((n, d) => lattice.origin[d]! + n * lattice.edge) as [number, number, number]
    const left = tissueFraction(sample, corners, tetShape(code), low, lattice.edge)
    if (left >= model.fraction[tet]! - 0.01) continue
    const share = left > 0 ? Math.max(left, minFraction) / Math.max(model.fraction[tet]!, minFraction) : 0
    const whole = model.volume[tet]! * share
    const slots = change.store.slotsOfTet.get(tet) ?? [tet]
    const present = slots.reduce((sum, slot) => sum + change.store.slotVolume[slot]!, 0)
    if (present <= whole) continue
    for (const slot of slots) {
      change.touch(slot)
      change.store.slotVolume[slot]! *= whole / present
    }
    if (whole === 0) lost++
  }
  return {
    topology: change.commit({ distance }),
    severedLinkCount: 6 * lost,
    refused: null,
    inherits: [],
  }
}
