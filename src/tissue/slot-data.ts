import type { TissueTopology } from './topology'

/** Bytes of a `Slot` of `lib/slot.wgsl`, and of a slot's prestretch. */
export const slotBytes = 32
export const prestretchBytes = 48

/** The slots from `first` on as the GPU holds them: nodes, shape | material << 8, stress-free volume, fibre. */
export function packSlots(topology: TissueTopology, first = 0): Uint32Array {
  const { model, slotCount, slotNodes, slotTet, slotVolume } = topology
  const data = new Uint32Array((slotBytes / 4) * (slotCount - first))
  const numbers = new Float32Array(data.buffer)
  for (let slot = first; slot < slotCount; slot++) {
    const tet = slotTet[slot]!
    const o = (slotBytes / 4) * (slot - first)
    for (let c = 0; c < 4; c++) data[o + c] = slotNodes[4 * slot + c]!
    data[o + 4] = model.shape[tet]! | (model.material[tet]! << 8)
    numbers[o + 5] = slotVolume[slot]!
  }
  return data
}

/** The columns of each slot's prestretch, w unused. */
export function packPrestretch(topology: TissueTopology, first = 0): Float32Array {
  const stride = prestretchBytes / 4
  const data = new Float32Array(stride * (topology.slotCount - first))
  for (let o = 0; o < data.length; o += stride) for (let d = 0; d < 3; d++) data[o + 5 * d] = 1
  return data
}
