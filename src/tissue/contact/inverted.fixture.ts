import { shapeGradients } from '../bcc'
import type { TissueTopology } from '../topology'

/** Number of slots with tissue whose volume is negative; xyz a node. */
export function slotsInverted(topology: TissueTopology, x: ArrayLike<number>): number {
  const { model, slotCount, slotNodes, slotTet, slotVolume } = topology
  const gradients = shapeGradients(model.lattice.edge)
  let count = 0
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    const g = 12 * model.shape[slotTet[slot]!]!
    const f = new Float64Array(9)
    for (let k = 0; k < 4; k++)
      for (let d = 0; d < 3; d++)
        for (let e = 0; e < 3; e++)
          f[3 * d + e]! += x[3 * slotNodes[4 * slot + k]! + d]! * gradients[g + 3 * k + e]!
    const j =
      f[0]! * (f[4]! * f[8]! - f[5]! * f[7]!) -
      f[1]! * (f[3]! * f[8]! - f[5]! * f[6]!) +
      f[2]! * (f[3]! * f[7]! - f[4]! * f[6]!)
    if (j <= 0) count++
  }
  return count
}
