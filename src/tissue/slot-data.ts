import { floatBits } from './float-bits'
import { stressFree } from './prestretch'
import { isWhole, type TissueTopology } from './topology'

/** Bytes of a `Slot` of `lib/slot.wgsl`, and of a slot's prestretch. */
export const slotBytes = 32
export const prestretchBytes = 48

/** The slots from `first` to before `end` as the GPU holds them: nodes, shape | material << 8, stress-free volume, fibre. */
export function packSlots(
  topology: TissueTopology,
  first = 0,
  end = topology.slotCount,
  data = new Uint32Array((slotBytes / 4) * (end - first)),
): Uint32Array {
  const { model, slotNodes, slotTet, slotVolume } = topology
  const { fibre, volumeRatio } = stressFree(model)
  for (let slot = first; slot < end; slot++) {
    const tet = slotTet[slot]!
    const o = (slotBytes / 4) * (slot - first)
    for (let c = 0; c < 4; c++) data[o + c] = slotNodes[4 * slot + c]!
    data[o + 4] = model.shape[tet]! | (model.material[tet]! << 8)
    data[o + 5] = floatBits(slotVolume[slot]! / volumeRatio[tet]!)
    data[o + 6] = snormPair(fibre[3 * tet]!, fibre[3 * tet + 1]!)
    data[o + 7] = snormPair(fibre[3 * tet + 2]!, 0)
  }
  return data
}

/** Two numbers in [-1, 1] as WGSL's `unpack2x16snorm` reads them. */
const snormPair = (a: number, b: number): number =>
  (Math.round(32767 * a) & 0xffff) | (Math.round(32767 * b) << 16)

/** The columns of each slot's prestretch; w: its dilation, which the GPU fills in, and how much it shares. */
export function packPrestretch(
  topology: TissueTopology,
  first = 0,
  end = topology.slotCount,
  data = new Float32Array((prestretchBytes / 4) * (end - first)),
): Float32Array {
  const { slotTet, model } = topology
  const { prestretch } = model
  const { leastSquare, share } = stressFree(model)
  for (let slot = first; slot < end; slot++) {
    const o = (prestretchBytes / 4) * (slot - first)
    const tet = slotTet[slot]!
    const shared = isWhole(topology, slot) ? share[tet]! : 0
    data[o + 3] = 0
    data[o + 7] = leastSquare[tet]! * shared
    data[o + 11] = shared
    for (let column = 0; column < 3; column++)
      for (let row = 0; row < 3; row++)
        data[o + 4 * column + row] = prestretch ? prestretch[9 * tet + 3 * column + row]! : +(row === column)
  }
  return data
}
