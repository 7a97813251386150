import type { TissueTopology } from './topology'

/** Which ring of slots each slot is in, by number: those round its A–A link and those round its B–B link. */
export interface LinkRings {
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly count: number
}

const known = new WeakMap<Uint32Array, LinkRings>()

/** Rings of the slots that share a long link (`find_rings` of `share.wgsl`): at most four, the lowest numbers first. */
export function linkRings(topology: TissueTopology): LinkRings {
  const { model, slotCount, cuts } = topology
  const isWhole = cuts.length === 0 && slotCount === model.tetCount
  const found = isWhole ? known.get(model.tets) : undefined
  const rings = found ?? findRings(topology)
  if (isWhole) known.set(model.tets, rings)
  return rings
}

function findRings({ slotCount, slotNodes, slotVolume, nodeCount }: TissueTopology): LinkRings {
  const last = new Map<number, number>()
  const members: number[] = []
  const ringOf = (p: number, q: number): number => {
    const link = Math.min(p, q) * nodeCount + Math.max(p, q)
    const ring = last.get(link)
    if (ring !== undefined && members[ring]! < 4) {
      members[ring]! += 1
      return ring
    }
    last.set(link, members.length)
    return members.push(1) - 1
  }
  const [a, b] = [new Uint32Array(slotCount), new Uint32Array(slotCount)]
  for (let slot = 0; slot < slotCount; slot++) {
    if (slotVolume[slot] === 0) continue
    a[slot] = ringOf(slotNodes[4 * slot + 2]!, slotNodes[4 * slot + 3]!)
    b[slot] = ringOf(slotNodes[4 * slot]!, slotNodes[4 * slot + 1]!)
  }
  return { a, b, count: members.length }
}
