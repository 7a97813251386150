import { tetCode, tetLinks } from './bcc'
import { type Blade, crossing, triangleBox } from './blade'
import { extendBlade } from './extend-blade'
import type { TissueModel } from './model'
import { type BladeTriangle, linkKey, piecesOf, slotShares, slotsOf, type TissueTopology } from './topology'

/** A cut worked out but not done. */
export interface CutPlan {
  readonly topology: TissueTopology
  /** Links that this cut severs anew. */
  readonly severedLinkCount: number
  /** Why the cut was not made, in words for the user; `topology` is then the one before. */
  readonly refused: string | null
  /** New nodes and the nodes whose position and velocity they take over, in order. */
  readonly inherits: readonly (readonly [node: number, source: number])[]
}

interface Draft {
  readonly model: TissueModel
  readonly severed: Map<number, number>
  /** Of every slot; room for new ones at the end. */
  readonly slotNodes: Uint32Array
  readonly slotTet: Uint32Array
  readonly slotMask: Uint8Array
  slotCount: number
  readonly slotsOfTet: Map<number, readonly number[]>
  readonly base: TissueTopology
  readonly virtualOrigin: number[]
  readonly inherits: [number, number][]
}

/**
 * Works out what a blade does to the tissue; changes nothing. The swept triangles sever lattice links; each touched
 * tetrahedron falls into the pieces that its links leave, each piece becomes a copy of it; round every lattice node
 * the copies that share a face and a real corner on it stay together, the real node keeps its id and every other
 * class gets a virtual node (Molino et al. 2004). One cut a link is the limit: a cut that mostly runs along links
 * already severed is refused.
 * @param swept rest coordinates, metres (`sweepBlade`)
 */
export function planCut(topology: TissueTopology, swept: Blade): CutPlan {
  const { model } = topology
  const blade = extendBlade(topology, swept)
  const { links, tets } = crossedLinks(model, blade, topology.cuts.length)
  const fresh = new Map([...links].filter(([key]) => !topology.severed.has(key)))
  const refused = refusal(links.size, fresh.size, model.lattice.edge)
  if (refused) return { topology, severedLinkCount: 0, refused, inherits: [] }
  const touched = [...tets.keys()].filter((t) => hasLink(model, t, fresh))
  const room = topology.slotCount + 3 * touched.length
  const draft: Draft = {
    model,
    severed: new Map([...topology.severed, ...fresh]),
    base: topology,
    slotNodes: grown(topology.slotNodes, 4 * room),
    slotTet: grown(topology.slotTet, room),
    slotMask: grown(topology.slotMask, room),
    slotCount: topology.slotCount,
    slotsOfTet: new Map(topology.slotsOfTet),
    virtualOrigin: [],
    inherits: [],
  }
  for (const t of touched) splitTet(draft, t)
  const around = new Set(touched.flatMap((t) => Array.from(model.tets.subarray(4 * t, 4 * t + 4))))
  const tetsOfNode = tetsAround(model, around)
  for (const node of around) regroup(draft, node, tetsOfNode.get(node)!)
  return {
    topology: finish(draft, blade, tets, touched),
    severedLinkCount: fresh.size,
    refused: null,
    inherits: draft.inherits,
  }
}

function grown<T extends Uint32Array | Uint8Array | Float32Array>(data: T, length: number): T {
  const out = new (data.constructor as new (length: number) => T)(length)
  out.set(data)
  return out
}

function refusal(crossed: number, fresh: number, edge: number): string | null {
  if (crossed === 0) return 'The blade crosses no tissue'
  if (fresh * 2 >= crossed) return null
  return `The cut runs along an earlier one: keep cuts ${(edge * 1e3).toFixed(1)} mm apart`
}

const hasLink = (model: TissueModel, tet: number, links: ReadonlyMap<number, number>): boolean =>
  tetLinks.some(([a, b]) => links.has(linkKey(model, model.tets[4 * tet + a]!, model.tets[4 * tet + b]!)))

/** Every link that the blade crosses, with the place, and the tetrahedra near it with the triangles close to each. */
function crossedLinks(
  model: TissueModel,
  blade: Blade,
  cut: number,
): { links: Map<number, number>; tets: Map<number, BladeTriangle[]> } {
  const links = new Map<number, number>()
  const tets = new Map<number, BladeTriangle[]>()
  for (let triangle = 0; triangle < blade.triangles.length / 3; triangle++) {
    const tested = new Set<number>()
    for (const tet of tetsInBox(model, triangleBox(blade, triangle, model.lattice.edge * 0.01))) {
      const near = tets.get(tet) ?? []
      near.push([cut, triangle])
      tets.set(tet, near)
      for (const [a, b] of tetLinks) {
        const [p, q] = [model.tets[4 * tet + a]!, model.tets[4 * tet + b]!]
        const key = linkKey(model, p, q)
        if (tested.has(key)) continue
        tested.add(key)
        const place = crossLink(model, blade, triangle, Math.min(p, q), Math.max(p, q))
        if (place >= 0 && !links.has(key)) links.set(key, Math.min(Math.max(place, 0.1), 0.9))
      }
    }
  }
  return { links, tets }
}

function crossLink(model: TissueModel, blade: Blade, triangle: number, low: number, high: number): number {
  const r = model.rest
  return crossing(
    blade,
    triangle,
    r[3 * low]!,
    r[3 * low + 1]!,
    r[3 * low + 2]!,
    r[3 * high]!,
    r[3 * high + 1]!,
    r[3 * high + 2]!,
  )
}

/** Tetrahedra whose bounds meet a box at rest. */
function* tetsInBox(model: TissueModel, box: ArrayLike<number>): Generator<number> {
  const { edge, origin, cubes } = model.lattice
  // A tetrahedron reaches from half a cube below its own to the far side of it.
  const low = [0, 1, 2].map((d) => Math.max(0, Math.floor((box[d]! - origin[d]!) / edge - 0.001)))
  const high = [0, 1, 2].map((d) =>
    Math.min(cubes[d]! - 1, Math.floor((box[d + 3]! - origin[d]!) / edge + 0.501)),
  )
  for (let k = low[2]!; k <= high[2]!; k++)
    for (let j = low[1]!; j <= high[1]!; j++)
      for (let i = low[0]!; i <= high[0]!; i++)
        for (let c = 0; c < 12; c++) {
          const tet = model.tetOfCode[tetCode(model.lattice, i, j, k, c >> 2, c & 3)]!
          if (tet >= 0 && meets(model, tet, box)) yield tet
        }
}

function meets(model: TissueModel, tet: number, box: ArrayLike<number>): boolean {
  for (let d = 0; d < 3; d++) {
    let low = Infinity
    let high = -Infinity
    for (let c = 0; c < 4; c++) {
      const x = model.rest[3 * model.tets[4 * tet + c]! + d]!
      if (x < low) low = x
      if (x > high) high = x
    }
    if (low > box[d + 3]! || high < box[d]!) return false
  }
  return true
}

/** Gives each piece of a tetrahedron its slot: the first piece of an old slot keeps it, the others get new ones. */
function splitTet(draft: Draft, tet: number): void {
  const old = draft.slotsOfTet.get(tet) ?? [tet]
  const next: number[] = []
  const kept = new Set<number>()
  const masks = old.map((slot) => draft.slotMask[slot]!)
  for (const mask of piecesOf(draft.model, draft.severed, tet)) {
    const parent = old[masks.findIndex((m) => (m & mask) === mask)]!
    let slot = parent
    if (kept.has(parent)) {
      slot = draft.slotCount++
      draft.slotTet[slot] = tet
      draft.slotNodes.copyWithin(4 * slot, 4 * parent, 4 * parent + 4)
    }
    kept.add(parent)
    draft.slotMask[slot] = mask
    next.push(slot)
  }
  draft.slotsOfTet.set(tet, next)
}

/** The tetrahedra at each of a set of lattice nodes. */
function tetsAround(model: TissueModel, nodes: ReadonlySet<number>): Map<number, number[]> {
  const out = new Map<number, number[]>([...nodes].map((n) => [n, []]))
  const { edge } = model.lattice
  for (const [n, list] of out) {
    const p = model.rest.subarray(3 * n, 3 * n + 3)
    const box = [
      p[0]! - edge / 9,
      p[1]! - edge / 9,
      p[2]! - edge / 9,
      p[0]! + edge / 9,
      p[1]! + edge / 9,
      p[2]! + edge / 9,
    ]
    for (const tet of tetsInBox(model, box))
      for (let c = 0; c < 4; c++) if (model.tets[4 * tet + c] === n) list.push(tet)
  }
  return out
}

interface Copy {
  readonly slot: number
  readonly corner: number
}

/** Unites the copies round a lattice node and gives each class its node. */
function regroup(draft: Draft, node: number, tets: readonly number[]): void {
  const copies: Copy[] = []
  for (const tet of tets) {
    const corner = [0, 1, 2, 3].find((c) => draft.model.tets[4 * tet + c] === node)!
    for (const slot of draft.slotsOfTet.get(tet) ?? [tet]) copies.push({ slot, corner })
  }
  const owner = uniteCopies(draft, node, copies)
  const classes = new Map<number, Copy[]>()
  copies.forEach((copy, n) => {
    const list = classes.get(owner[n]!) ?? []
    list.push(copy)
    classes.set(owner[n]!, list)
  })
  const claimed = new Set<number>([node])
  for (const list of classes.values()) {
    const id = list.some((c) => draft.slotMask[c.slot]! & (1 << c.corner))
      ? node
      : nodeFor(draft, node, list, claimed)
    for (const c of list) draft.slotNodes[4 * c.slot + c.corner] = id
  }
}

/** The virtual node of a class: the one its copies had if it is still free, else a new one. */
function nodeFor(draft: Draft, node: number, list: readonly Copy[], claimed: Set<number>): number {
  const had = list.map((c) => draft.slotNodes[4 * c.slot + c.corner]!)
  const free = had.find((id) => !claimed.has(id))
  const id = free ?? draft.base.nodeCount + draft.virtualOrigin.length
  if (free === undefined) {
    draft.virtualOrigin.push(node)
    draft.inherits.push([id, had[0]!])
  }
  claimed.add(id)
  return id
}

/** Union of the copies that share a face and a real corner on it; the class of each copy. */
function uniteCopies(draft: Draft, node: number, copies: readonly Copy[]): number[] {
  const owner = copies.map((_, n) => n)
  const rootOf = (n: number): number => {
    let r = n
    while (owner[r] !== r) r = owner[r]!
    return r
  }
  const faces = new Map<number, { copy: number; real: number[] }[]>()
  copies.forEach(({ slot }, n) => {
    const tet = draft.slotTet[slot]!
    const corners = [0, 1, 2, 3].map((c) => draft.model.tets[4 * tet + c]!)
    const real = corners.filter((_, c) => draft.slotMask[slot]! & (1 << c))
    const others = corners.filter((c) => c !== node)
    for (let skip = 0; skip < 3; skip++) {
      const [p, q] = others.filter((_, c) => c !== skip) as [number, number]
      const key = linkKey(draft.model, p, q)
      const onFace = real.filter((r) => r === node || r === p || r === q)
      const seen = faces.get(key) ?? []
      for (const other of seen)
        if (other.real.some((r) => onFace.includes(r))) owner[rootOf(n)] = rootOf(other.copy)
      seen.push({ copy: n, real: onFace })
      faces.set(key, seen)
    }
  })
  return copies.map((_, n) => rootOf(n))
}

function finish(
  draft: Draft,
  blade: Blade,
  tets: ReadonlyMap<number, readonly BladeTriangle[]>,
  touched: readonly number[],
): TissueTopology {
  const { base } = draft
  const trianglesOfTet = new Map(base.trianglesOfTet)
  for (const [tet, list] of tets) trianglesOfTet.set(tet, [...(trianglesOfTet.get(tet) ?? []), ...list])
  const { slotCount } = draft
  const topology: TissueTopology = {
    model: draft.model,
    cuts: [...base.cuts, blade],
    severed: draft.severed,
    slotCount,
    slotNodes: draft.slotNodes.slice(0, 4 * slotCount),
    slotTet: draft.slotTet.slice(0, slotCount),
    slotMask: draft.slotMask.slice(0, slotCount),
    slotVolume: grown(base.slotVolume, slotCount),
    slotsOfTet: draft.slotsOfTet,
    trianglesOfTet,
    nodeCount: base.nodeCount + draft.virtualOrigin.length,
    virtualOrigin: Uint32Array.from([...base.virtualOrigin, ...draft.virtualOrigin]),
    distance: base.distance,
  }
  for (const tet of touched) shareVolume(topology, tet, base)
  return topology
}

/** Spreads what is left of a tetrahedron's tissue over its slots; their sum does not change. */
function shareVolume(topology: TissueTopology, tet: number, base: TissueTopology): void {
  const total = slotsOf(base, tet).reduce((sum, slot) => sum + base.slotVolume[slot]!, 0)
  const shares = slotShares(topology, tet)
  slotsOf(topology, tet).forEach((slot, n) => {
    topology.slotVolume[slot] = total * shares[n]!
  })
}
