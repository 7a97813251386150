import { latticeAdjacency } from './adjacency'
import { type Blade, bladeArea } from './blade'
import { crossedLinks } from './crossed-links'
import { extendBlade } from './extend-blade'
import type { TissueModel } from './model'
import { Regrouping } from './regroup'
import { slotShares } from './slot-shares'
import { nodeRoom, piecesOf, type TissueTopology } from './topology'
import { TopologyChange } from './topology-change'

/** What a plan writes to: everything else is as it was. */
export interface Touched {
  /** Slots that got other nodes, corners or volume, new ones among them. */
  readonly slots: Uint32Array
  /** Every node that such a slot had or has. */
  readonly nodes: Uint32Array
}

/** A cut worked out but not done. */
export interface CutPlan {
  readonly topology: TissueTopology
  /** Links that this cut severs anew. */
  readonly severedLinkCount: number
  /** Why the cut was not made, in words for the user; `topology` is then the one before. */
  readonly refused: string | null
  /** New nodes and the nodes whose position and velocity they take over, in order. */
  readonly inherits: readonly (readonly [node: number, source: number])[]
  /** The topology that the plan starts from, and what differs in `topology`; left out: anything may. */
  readonly base?: TissueTopology
  readonly touched?: Touched
}

/** A sweep of less is a touch, not a cut, m². */
const leastArea = 1e-8

/**
 * Works out what a blade does to the tissue; changes nothing. The swept triangles sever lattice links; each touched
 * tetrahedron falls into the pieces that its links leave, each piece becomes a copy of it; round every lattice node
 * the copies that share a face and a real corner on it stay together, the real node keeps its id and every other
 * class gets a virtual node (Molino et al. 2004). Costs what the blade touches, whatever the size of the heart.
 *
 * Refused, in words: a blade that sweeps no area or no tissue; one cut a link is the limit, so that a cut that mostly
 * runs along links already severed must lie a lattice edge away; more pieces than the solver has room for.
 * @param swept rest coordinates, metres (`sweepBlade`)
 */
export function planCut(topology: TissueTopology, swept: Blade): CutPlan {
  const { model } = topology
  if (!(bladeArea(swept) > leastArea)) return refuse(topology, 'The blade sweeps no area: draw a longer cut')
  const blade = extendBlade(topology, swept)
  const crossed = crossedLinks(topology, blade)
  const refused = refusal(crossed.count, crossed.fresh.size, model.lattice.edge)
  if (refused) return refuse(topology, refused)
  const change = new TopologyChange(topology)
  const before = totalsOf(change, crossed.tets)
  for (const [key, place] of crossed.fresh) change.sever(key, place)
  for (const [tet, list] of crossed.near) change.addTriangles(tet, list)
  for (const tet of crossed.tets) splitTet(change, model, tet)
  const { inherits, left } = regroup(change, model, crossed.tets)
  if (change.nodeCount > nodeRoom(model)) {
    change.abandon()
    return refuse(topology, tooMany(model))
  }
  shareVolumes(change, model, [...topology.cuts, blade], before)
  const touched = touchedBy(change, left)
  return {
    topology: change.commit({ cuts: [...topology.cuts, blade] }),
    severedLinkCount: crossed.fresh.size,
    refused: null,
    inherits,
    base: topology,
    touched,
  }
}

const refuse = (topology: TissueTopology, refused: string): CutPlan => ({
  topology,
  severedLinkCount: 0,
  refused,
  inherits: [],
  base: topology,
  touched: { slots: new Uint32Array(0), nodes: new Uint32Array(0) },
})

function refusal(crossed: number, fresh: number, edge: number): string | null {
  if (crossed === 0) return 'The blade crosses no tissue'
  if (fresh * 2 >= crossed) return null
  return `The cut runs along an earlier one: keep cuts ${(edge * 1e3).toFixed(1)} mm apart`
}

const tooMany = (model: TissueModel): string =>
  `The tissue is in as many pieces as can be held, each ${(model.lattice.edge * 1e3).toFixed(1)} mm wide or less: undo some cuts`

/** Tissue volume of each tetrahedron, m³. */
function totalsOf(change: TopologyChange, tets: readonly number[]): Map<number, number> {
  const { slotsOfTet, slotVolume } = change.store
  return new Map(
    tets.map((tet) => [
      tet,
      (slotsOfTet.get(tet) ?? [tet]).reduce((sum, slot) => sum + slotVolume[slot]!, 0),
    ]),
  )
}

/** Gives each piece of a tetrahedron its slot: the first piece of an old slot keeps it, the others get new ones. */
function splitTet(change: TopologyChange, model: TissueModel, tet: number): void {
  const { store } = change
  const old = store.slotsOfTet.get(tet) ?? [tet]
  const masks = old.map((slot) => store.slotMask[slot]!)
  const next: number[] = []
  for (const mask of piecesOf(model, store.severed, tet)) {
    const parent = old[masks.findIndex((m) => (m & mask) === mask)]!
    const slot = next.includes(parent) ? change.addSlot(parent) : parent
    change.touch(slot)
    store.slotMask[slot] = mask
    next.push(slot)
  }
  change.setSlots(tet, next)
}

/** Regroups the copies round every corner of the tetrahedra. */
function regroup(change: TopologyChange, model: TissueModel, tets: readonly number[]): Regrouping {
  const regrouping = new Regrouping(change, model, latticeAdjacency(model))
  const around = new Set<number>()
  for (const tet of tets) for (let c = 0; c < 4; c++) around.add(model.tets[4 * tet + c]!)
  for (const node of around) regrouping.regroup(node)
  return regrouping
}

/** Spreads what is left of each tetrahedron's tissue over its slots; their sum does not change. */
function shareVolumes(
  change: TopologyChange,
  model: TissueModel,
  cuts: readonly Blade[],
  before: ReadonlyMap<number, number>,
): void {
  const { slotsOfTet, trianglesOfTet, slotVolume, slotMask } = change.store
  const now = { model, cuts, slotsOfTet, trianglesOfTet, slotMask }
  for (const [tet, total] of before) {
    const shares = slotShares(now, tet)
    slotsOfTet.get(tet)!.forEach((slot, n) => {
      change.touch(slot)
      slotVolume[slot] = total * shares[n]!
    })
  }
}

function touchedBy(change: TopologyChange, left: ReadonlySet<number>): Touched {
  const slots = change.touched
  const nodes = new Set(left)
  for (const slot of slots) for (let c = 0; c < 4; c++) nodes.add(change.store.slotNodes[4 * slot + c]!)
  return { slots, nodes: Uint32Array.from(nodes) }
}
