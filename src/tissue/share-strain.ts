import { linkRings } from './long-links'
import type { TissueTopology } from './topology'

/** What each slot has alone: F from the imaged piece (nine numbers in any order), J - J0, and what it shares of V mu and V lambda'. */
export interface SlotStrain {
  readonly f: Float64Array
  readonly dilation: Float64Array
  readonly shear: Float64Array
  readonly bulk: Float64Array
}

/** What neighbours make of it, in 64 bits: the twin of `share.wgsl`. */
export interface StrainShift {
  /** What is added to F: a third of (F_A + F_B - 2 F), in the order of `f`. */
  readonly f: Float64Array
  /** What is added to J: mean over the corners of D_k - (J - J0), as far as that is not more than `sharedDilation`. */
  readonly dilation: Float64Array
  /** What is taken from the energy of slots alone, J. */
  readonly energy: number
}

/** As in `share.wgsl`. */
const sharedStrain = 1 / 3
const sharedDilation = 0.2
const huber = (u: number): number =>
  Math.abs(u) < sharedDilation ? u ** 2 / 2 : sharedDilation * (Math.abs(u) - sharedDilation / 2)
const huberSlope = (u: number): number => Math.min(Math.max(u, -sharedDilation), sharedDilation)

/** Compares strain with its means over the slots round each slot's long links, and J with those at each of its corners. */
export function shareStrain(topology: TissueTopology, alone: SlotStrain): StrainShift {
  const { slotCount } = topology
  const { a, b, count } = linkRings(topology)
  const means = ringMeans(alone, topology, [a, b], count)
  const f = new Float64Array(9 * slotCount)
  let energy = 0
  for (const ring of [a, b])
    for (let e = 0; e < 9 * slotCount; e++) {
      const slot = Math.floor(e / 9)
      if (alone.shear[slot] === 0) continue
      const apart = means[9 * ring[slot]! + (e % 9)]! - alone.f[e]!
      f[e]! += sharedStrain * apart
      energy += (sharedStrain * alone.shear[slot]! * apart ** 2) / 2
    }
  const shared = shareDilation(topology, alone)
  return { f, dilation: shared.dilation, energy: energy + shared.energy }
}

/** Mean F of each ring. */
function ringMeans(
  { f, shear }: SlotStrain,
  { slotCount }: TissueTopology,
  rings: readonly Uint32Array[],
  count: number,
): Float64Array {
  const sums = new Float64Array(9 * count)
  const weights = new Float64Array(count)
  for (const ring of rings)
    for (let slot = 0; slot < slotCount; slot++) {
      if (shear[slot] === 0) continue
      weights[ring[slot]!]! += shear[slot]!
      for (let n = 0; n < 9; n++) sums[9 * ring[slot]! + n]! += shear[slot]! * f[9 * slot + n]!
    }
  return sums.map((sum, e) => sum / weights[Math.floor(e / 9)]!)
}

function shareDilation(
  { slotCount, slotNodes, nodeCount }: TissueTopology,
  { dilation, bulk }: SlotStrain,
): Pick<StrainShift, 'dilation' | 'energy'> {
  const meanAt = (value: (e: number) => number): Float64Array => {
    const [sum, weight] = [new Float64Array(nodeCount), new Float64Array(nodeCount)]
    for (let e = 0; e < 4 * slotCount; e++) {
      sum[slotNodes[e]!]! += bulk[e >> 2]! * value(e)
      weight[slotNodes[e]!]! += bulk[e >> 2]!
    }
    return sum.map((v, n) => (weight[n]! > 0 ? v / weight[n]! : 0))
  }
  const mean = meanAt((e) => dilation[e >> 2]!)
  const apart = (e: number): number => dilation[e >> 2]! - mean[slotNodes[e]!]!
  const slope = meanAt((e) => huberSlope(apart(e)))
  const shift = new Float64Array(slotCount)
  let energy = 0
  for (let e = 0; e < 4 * slotCount; e++) {
    shift[e >> 2]! += (slope[slotNodes[e]!]! - huberSlope(apart(e))) / 4
    energy += (bulk[e >> 2]! * huber(apart(e))) / 4
  }
  return { dilation: shift, energy }
}
