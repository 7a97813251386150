import type { TissueTopology } from '../topology'
import { findLips, type Lips, sampleLips } from './lips'
import { PushList } from './push-list'
import { SlipMemory } from './slip'

/** Way to go in a frame before two things touch at which their contact is taken up, in lattice edges. */
const margin = 0.25

/**
 * Finds what touches what, once a frame from the newest positions, and hands the solver the pushes between them. Holds
 * the samples of the present topology, and what friction remembers.
 */
export class Contacts {
  private last: PushList
  private now: PushList
  private readonly slip = new SlipMemory()
  private lips: Lips | null = null
  private topology: TissueTopology

  /** @param room most contacts of a frame */
  constructor(topology: TissueTopology, room: number) {
    this.topology = topology
    this.last = new PushList(room)
    this.now = new PushList(room)
  }

  /** The tissue was cut, carved or put back: samples are taken anew when they are next needed. */
  setTopology(topology: TissueTopology): void {
    this.topology = topology
    this.lips = null
    this.slip.clear()
  }

  /** @param positions xyzw of every node now, shells included */
  find(positions: Float32Array): PushList {
    const { edge } = this.topology.model.lattice
    const list = this.last
    this.last = this.now
    this.now = list
    list.begin(positions)
    this.lips ??= sampleLips(this.topology)
    findLips(this.lips, positions, edge, margin * edge, list)
    this.slip.carry(this.last, list, positions)
    return list
  }
}
