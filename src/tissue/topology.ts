import type { Vec3 } from '../core/vec3'
import { tetLinks } from './bcc'
import type { Blade } from './blade'
import { crossing } from './blade'
import type { TissueModel } from './model'
import { firstVersion } from './topology-version'

/** Index of a blade in `cuts` and of one of its triangles. */
export type BladeTriangle = readonly [number, number]

/**
 * What surgery has made of a model. A version never changes, but versions share their arrays (`topology-store.ts`):
 * read them from the version each time, and do not keep them past a cut or a read of another version.
 *
 * A *slot* is a copy of a tetrahedron: slots 0…tetCount-1 are the tetrahedra, later ones are added by cuts. Each holds
 * one connected piece of the tetrahedron: `slotMask` says which corners are real in it, the others are virtual nodes
 * (ids from `model.nodeCount` on).
 */
export interface TissueTopology {
  readonly model: TissueModel
  readonly cuts: readonly Blade[]
  /** Severed links (see `linkKey`) and where along them, from the lower node, within [.1, .9]. */
  readonly severed: ReadonlyMap<number, number>
  readonly slotCount: number
  readonly slotNodes: Uint32Array
  readonly slotTet: Uint32Array
  readonly slotMask: Uint8Array
  /** Tissue volume that carries mass and stiffness, m³; 0: resected. */
  readonly slotVolume: Float32Array
  /** The slots of tetrahedra that a blade has touched; every other tetrahedron is its own only slot. */
  readonly slotsOfTet: ReadonlyMap<number, readonly number[]>
  readonly trianglesOfTet: ReadonlyMap<number, readonly BladeTriangle[]>
  readonly nodeCount: number
  /** Lattice node that each virtual node is a copy of; index 0 is node `model.nodeCount`. */
  readonly virtualOrigin: Uint32Array
  /** Tissue distance field on the heart's frame, after resections. */
  readonly distance: Float32Array
}

/** A model nobody has cut. */
export function uncut(model: TissueModel): TissueTopology {
  const { slotTet, slotMask } = wholeTets(model)
  return firstVersion(
    {
      model,
      cuts: [],
      slotCount: model.tetCount,
      nodeCount: model.nodeCount,
      distance: model.heart.tissue,
    },
    { slotNodes: model.tets, slotTet, slotMask, slotVolume: model.volume },
  )
}

const whole = new WeakMap<Uint32Array, Pick<TissueTopology, 'slotTet' | 'slotMask'>>()

/** Each tetrahedron its own slot, with all its corners. */
function wholeTets({ tets, tetCount }: TissueModel): Pick<TissueTopology, 'slotTet' | 'slotMask'> {
  const found = whole.get(tets) ?? {
    slotTet: Uint32Array.from({ length: tetCount }, (_, t) => t),
    slotMask: new Uint8Array(tetCount).fill(15),
  }
  whole.set(tets, found)
  return found
}

/** Most nodes that the cuts of a model may make of it, its own included; 4.7 times as many were the most seen. */
export const nodeRoom = (model: TissueModel): number => 5 * model.nodeCount + 1024

/** Name of the link between two lattice nodes. */
export const linkKey = (model: TissueModel, a: number, b: number): number =>
  a < b ? a * model.nodeCount + b : b * model.nodeCount + a

/** The lattice node that a node is, or is a copy of. */
export const latticeNode = (s: TissueTopology, node: number): number =>
  node < s.model.nodeCount ? node : s.virtualOrigin[node - s.model.nodeCount]!

/** Corner masks of the pieces that each of the 64 sets of severed links leaves. */
const pieceTable: readonly (readonly number[])[] = Array.from({ length: 64 }, (_, cut) => pieces(cut))

function pieces(cut: number): number[] {
  const owner = [0, 1, 2, 3]
  tetLinks.forEach(([a, b], link) => {
    if (cut & (1 << link)) return
    const [from, to] = [owner[b]!, owner[a]!]
    for (let c = 0; c < 4; c++) if (owner[c] === from) owner[c] = to
  })
  const masks = new Map<number, number>()
  owner.forEach((o, c) => {
    masks.set(o, (masks.get(o) ?? 0) | (1 << c))
  })
  return [...masks.values()]
}

/** Connected pieces of a tetrahedron, as masks of its corners; links in the order of `tetLinks`. */
export function piecesOf(
  model: TissueModel,
  severed: ReadonlyMap<number, number>,
  tet: number,
): readonly number[] {
  const { tets } = model
  let cut = 0
  let link = 1
  for (let a = 0; a < 3; a++)
    for (let b = a + 1; b < 4; b++, link <<= 1)
      if (severed.has(linkKey(model, tets[4 * tet + a]!, tets[4 * tet + b]!))) cut |= link
  return pieceTable[cut]!
}

/** The slots of a tetrahedron. */
const slotsOf = (s: TissueTopology, tet: number): readonly number[] => s.slotsOfTet.get(tet) ?? [tet]

/**
 * The slot that a point of a tetrahedron belongs to: that of the heaviest corner which the point sees past all blades.
 * `weights` are its barycentric weights.
 */
export function slotAt(s: TissueTopology, tet: number, weights: ArrayLike<number>, offset = 0): number {
  const slots = slotsOf(s, tet)
  if (slots.length === 1) return slots[0]!
  const seen = cornerSeen(s, tet, weights, offset, tet)
  return slotOfCorner(s, slots, seen < 0 ? heaviestFirst[0]! : seen)
}

/**
 * The same for a point that lies in tetrahedron `from`, past whose blades it looks too; -1 where it sees no corner: no
 * piece of `tet` is on its side.
 */
export function slotSeen(s: TissueTopology, tet: number, weights: ArrayLike<number>, from: number): number {
  const slots = slotsOf(s, tet)
  if (slots.length === 1) return slots[0]!
  const seen = cornerSeen(s, tet, weights, 0, from)
  return seen < 0 ? -1 : slotOfCorner(s, slots, seen)
}

function slotOfCorner({ slotMask }: TissueTopology, slots: readonly number[], corner: number): number {
  let n = 0
  while (!(slotMask[slots[n]!]! & (1 << corner))) n++
  return slots[n]!
}

/** The corners of the point in hand by weight, and where it is: asked too often to be made anew. */
const heaviestFirst = new Uint8Array(4)
const looking = new Float64Array(3)

/** The heaviest corner that a point of a tetrahedron sees past the blades in it and in `from`, or -1. */
function cornerSeen(
  s: TissueTopology,
  tet: number,
  weights: ArrayLike<number>,
  offset: number,
  from: number,
): number {
  const { rest, tets } = s.model
  looking.set(nudge)
  for (let c = 0; c < 4; c++) {
    let n = c
    for (; n > 0 && weights[offset + heaviestFirst[n - 1]!]! < weights[offset + c]!; n--)
      heaviestFirst[n] = heaviestFirst[n - 1]!
    heaviestFirst[n] = c
    for (let d = 0; d < 3; d++) looking[d]! += weights[offset + c]! * rest[3 * tets[4 * tet + c]! + d]!
  }
  for (let n = 0; n < 4; n++) {
    const corner = 3 * tets[4 * tet + heaviestFirst[n]!]!
    if (hidden(s, tet, corner) || (from !== tet && hidden(s, from, corner))) continue
    return heaviestFirst[n]!
  }
  return -1
}

/**
 * Drawn points are looked at a tenth of a micrometre aside, all alike: a blade that starts exactly at a vertex (where
 * the surgeon touched it) then runs beside it, and every edge round it is parted consistently.
 */
export const nudge: Vec3 = [1.03e-7, 1.71e-7, -0.93e-7]

/** Whether a blade in a tetrahedron stands between the point in hand and a node at `q` of the rest places. */
function hidden(s: TissueTopology, tet: number, q: number): boolean {
  const { rest } = s.model
  const [x, y, z] = [looking[0]!, looking[1]!, looking[2]!]
  const triangles = s.trianglesOfTet.get(tet)
  if (!triangles) return false
  for (let n = 0; n < triangles.length; n++) {
    const [cut, triangle] = triangles[n]!
    if (crossing(s.cuts[cut]!, triangle, x, y, z, rest[q]!, rest[q + 1]!, rest[q + 2]!) >= 0) return true
  }
  return false
}

/** Mass of every node, kg: a quarter of each slot's to each corner. */
export function nodeMasses(s: TissueTopology): Float32Array {
  const { material, materials } = s.model
  const { slotCount, slotNodes, slotTet, slotVolume } = s
  const mass = new Float32Array(s.nodeCount)
  for (let slot = 0; slot < slotCount; slot++) {
    const share = (slotVolume[slot]! * materials[material[slotTet[slot]!]!]!.density) / 4
    for (let c = 0; c < 4; c++) mass[slotNodes[4 * slot + c]!]! += share
  }
  return mass
}

/** Rows of (slot · 4 + corner) per node: `count[n]` entries from `start[n]` on, in ascending order. */
export interface NodeRows {
  readonly start: Uint32Array
  readonly count: Uint32Array
  readonly entries: Uint32Array
}

/** Rows of all nodes, one behind the other, resected slots left out. */
export function nodeRows({ nodeCount, slotCount, slotNodes, slotVolume }: TissueTopology): NodeRows {
  const count = new Uint32Array(nodeCount)
  const start = new Uint32Array(nodeCount + 1)
  for (let e = 0; e < 4 * slotCount; e++) if (slotVolume[e >> 2]! > 0) count[slotNodes[e]!]! += 1
  for (let n = 0; n < nodeCount; n++) start[n + 1] = start[n]! + count[n]!
  const next = start.slice()
  const entries = new Uint32Array(start[nodeCount]!)
  for (let e = 0; e < 4 * slotCount; e++) if (slotVolume[e >> 2]! > 0) entries[next[slotNodes[e]!]!++] = e
  return { start, count, entries }
}

/** Whether a slot is a whole tetrahedron: no cut has taken a corner away. */
export const isWhole = ({ slotMask }: Pick<TissueTopology, 'slotMask'>, slot: number): boolean =>
  slotMask[slot] === 15
