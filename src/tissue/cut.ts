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
  /** Tetrahedra near the blade: what lies in them may belong to another of their slots now. */
  readonly tets: readonly number[]
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
  const refused = refusal(crossed.count, crossed.fresh.length, model.lattice.edge)
  if (refused) return refuse(topology, refused)
  const change = new TopologyChange(topology)
  const totals = totalsOf(change, crossed.tets)
  crossed.fresh.forEach((key, n) => {
    change.sever(key, crossed.places[n]!)
  })
  crossed.near.forEach((tet, n) => {
    change.addTriangles(tet, crossed.triangles[n]!)
  })
  for (const tet of crossed.tets) splitTet(change, model, tet)
  const { inherits, left } = regroup(change, model, crossed.tets)
  if (change.nodeCount > nodeRoom(model)) {
    change.abandon()
    return refuse(topology, tooMany(model))
  }
  const cuts = [...topology.cuts, blade]
  shareVolumes(change, model, cuts, crossed.tets, totals)
  const touched = touchedBy(change, left, crossed.near)
  return {
    topology: change.commit({ cuts }),
    severedLinkCount: crossed.fresh.length,
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
  touched: { slots: new Uint32Array(0), nodes: new Uint32Array(0), tets: [] },
})

function refusal(crossed: number, fresh: number, edge: number): string | null {
  if (crossed === 0) return 'The blade crosses no tissue'
  if (fresh * 2 >= crossed) return null
  return `The cut runs along an earlier one: keep cuts ${(edge * 1e3).toFixed(1)} mm apart`
}

const tooMany = (model: TissueModel): string =>
  `The tissue is in as many pieces as can be held, each ${(model.lattice.edge * 1e3).toFixed(1)} mm wide or less: undo some cuts`

/** Tissue volume of each tetrahedron, m³. */
function totalsOf({ store }: TopologyChange, tets: readonly number[]): Float64Array {
  const { slotsOfTet, slotVolume } = store
  const totals = new Float64Array(tets.length)
  for (let n = 0; n < tets.length; n++) {
    const slots = slotsOfTet.get(tets[n]!)
    if (!slots) totals[n] = slotVolume[tets[n]!]!
    else for (let k = 0; k < slots.length; k++) totals[n]! += slotVolume[slots[k]!]!
  }
  return totals
}

/** Gives each piece of a tetrahedron its slot: the first piece of an old slot keeps it, the others get new ones. */
function splitTet(change: TopologyChange, model: TissueModel, tet: number): void {
  const { store } = change
  const old = store.slotsOfTet.get(tet)
  const pieces = piecesOf(model, store.severed, tet)
  const next: number[] = []
  // Masks are written while pieces are placed: whose piece it is must be known before.
  for (let n = 0; n < pieces.length; n++)
    next.push(old && old.length > 1 ? parentOf(store.slotMask, old, pieces[n]!) : tet)
  for (let n = 0; n < pieces.length; n++) {
    const parent = next[n]!
    if (next.indexOf(parent) < n) next[n] = change.addSlot(parent)
    change.touch(next[n]!)
    store.slotMask[next[n]!] = pieces[n]!
  }
  change.setSlots(tet, next)
}

/** The slot whose corners a piece has. */
function parentOf(slotMask: Uint8Array, slots: readonly number[], piece: number): number {
  let n = 0
  while ((slotMask[slots[n]!]! & piece) !== piece) n++
  return slots[n]!
}

/** Regroups the copies round every corner of the tetrahedra. */
function regroup(change: TopologyChange, model: TissueModel, tets: readonly number[]): Regrouping {
  const regrouping = new Regrouping(change, model, latticeAdjacency(model))
  const around = new Set<number>()
  for (let n = 0; n < tets.length; n++) for (let c = 0; c < 4; c++) around.add(model.tets[4 * tets[n]! + c]!)
  for (const node of around) regrouping.regroup(node)
  return regrouping
}

/** Spreads what is left of each tetrahedron's tissue over its slots; their sum does not change. */
function shareVolumes(
  change: TopologyChange,
  model: TissueModel,
  cuts: readonly Blade[],
  tets: readonly number[],
  totals: Float64Array,
): void {
  const { slotsOfTet, trianglesOfTet, slotVolume, slotMask } = change.store
  const now = { model, cuts, slotsOfTet, trianglesOfTet, slotMask }
  for (let n = 0; n < tets.length; n++) {
    const slots = slotsOfTet.get(tets[n]!)!
    const shares = slotShares(now, tets[n]!)
    for (let k = 0; k < slots.length; k++) {
      change.touch(slots[k]!)
      slotVolume[slots[k]!] = totals[n]! * shares[k]!
    }
  }
}

function touchedBy(change: TopologyChange, left: ReadonlySet<number>, tets: readonly number[]): Touched {
  const slots = change.touched
  const { slotNodes } = change.store
  const nodes = new Set(left)
  for (let n = 0; n < slots.length; n++) for (let c = 0; c < 4; c++) nodes.add(slotNodes[4 * slots[n]! + c]!)
  return { slots, nodes: Uint32Array.from(nodes), tets }
}
