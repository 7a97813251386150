import { tetCode, tetLinks } from './bcc'
import { type Blade, crossing, sideOf, triangleBox } from './blade'
import type { TissueModel } from './model'
import { type BladeTriangle, linkKey, type TissueTopology } from './topology'

/** What a blade meets in the lattice. */
export interface CrossedLinks {
  /** Links that the blade crosses. */
  readonly count: number
  /** Those that no cut has severed yet, with the place along them from the lower node, within [.1, .9]. */
  readonly fresh: ReadonlyMap<number, number>
  /** Tetrahedra with a fresh link. */
  readonly tets: readonly number[]
  /** The blade's triangles close to each tetrahedron near it. */
  readonly near: ReadonlyMap<number, readonly BladeTriangle[]>
}

/** Finds the links that a blade crosses; as the next cut of a topology. */
export function crossedLinks(topology: TissueTopology, blade: Blade): CrossedLinks {
  const { model, severed, cuts } = topology
  const links = new Map<number, number>()
  const near = new Map<number, BladeTriangle[]>()
  const straddled: number[] = []
  const sides = [0, 0, 0, 0]
  for (let triangle = 0; triangle < blade.triangles.length / 3; triangle++) {
    const own: BladeTriangle = [cuts.length, triangle]
    eachTetInBox(model, triangleBox(blade, triangle, model.lattice.edge * 0.01), (tet) => {
      const list = near.get(tet)
      if (list) list.push(own)
      else near.set(tet, [own])
      if (!straddles(model, blade, triangle, tet, sides)) return
      if (crossLinksOf(model, blade, triangle, tet, sides, links)) straddled.push(tet)
    })
  }
  const fresh = new Map<number, number>()
  for (const [key, place] of links) if (!severed.has(key)) fresh.set(key, place)
  const tets = [...new Set(straddled)].filter((tet) => hasLink(model, tet, fresh))
  return { count: links.size, fresh, tets, near }
}

const hasLink = (model: TissueModel, tet: number, links: ReadonlyMap<number, number>): boolean =>
  tetLinks.some(([a, b]) => links.has(linkKey(model, model.tets[4 * tet + a]!, model.tets[4 * tet + b]!)))

/** Which side of a triangle's plane each corner lies on; false where all lie on one. */
function straddles(
  model: TissueModel,
  blade: Blade,
  triangle: number,
  tet: number,
  sides: number[],
): boolean {
  const { rest, tets } = model
  let positive = 0
  for (let c = 0; c < 4; c++) {
    const r = 3 * tets[4 * tet + c]!
    sides[c] = sideOf(blade, triangle, rest[r]!, rest[r + 1]!, rest[r + 2]!)
    if (sides[c]! >= 0) positive++
  }
  return positive > 0 && positive < 4
}

/** Adds the links of a tetrahedron that a triangle crosses; tells whether there are any. */
function crossLinksOf(
  model: TissueModel,
  blade: Blade,
  triangle: number,
  tet: number,
  sides: readonly number[],
  links: Map<number, number>,
): boolean {
  let found = false
  for (const [a, b] of tetLinks) {
    if (sides[a]! >= 0 === sides[b]! >= 0) continue
    const p = model.tets[4 * tet + a]!
    const q = model.tets[4 * tet + b]!
    const place = crossLink(model, blade, triangle, Math.min(p, q), Math.max(p, q))
    if (place < 0) continue
    found = true
    const key = linkKey(model, p, q)
    if (!links.has(key)) links.set(key, Math.min(Math.max(place, 0.1), 0.9))
  }
  return found
}

function crossLink(model: TissueModel, blade: Blade, triangle: number, low: number, high: number): number {
  const r = model.rest
  const [p, q] = [3 * low, 3 * high]
  return crossing(blade, triangle, r[p]!, r[p + 1]!, r[p + 2]!, r[q]!, r[q + 1]!, r[q + 2]!)
}

/** Visits the tetrahedra whose bounds meet a box at rest. */
function eachTetInBox(model: TissueModel, box: ArrayLike<number>, visit: (tet: number) => void): void {
  const { lattice, tetOfCode } = model
  const { edge, origin, cubes } = lattice
  // A tetrahedron reaches from half a cube below its own to the far side of it.
  const low = (d: number): number => Math.max(0, Math.floor((box[d]! - origin[d]!) / edge - 0.001))
  const high = (d: number): number =>
    Math.min(cubes[d]! - 1, Math.floor((box[d + 3]! - origin[d]!) / edge + 0.501))
  const [i0, i1, j0, j1, k0, k1] = [low(0), high(0), low(1), high(1), low(2), high(2)]
  for (let k = k0; k <= k1; k++)
    for (let j = j0; j <= j1; j++)
      for (let i = i0; i <= i1; i++) {
        const first = tetCode(lattice, i, j, k, 0, 0)
        for (let c = 0; c < 12; c++) {
          const tet = tetOfCode[first + c]!
          if (tet >= 0 && meets(model, tet, box)) visit(tet)
        }
      }
}

function meets({ rest, tets }: TissueModel, tet: number, box: ArrayLike<number>): boolean {
  const a = 3 * tets[4 * tet]!
  const b = 3 * tets[4 * tet + 1]!
  const c = 3 * tets[4 * tet + 2]!
  const e = 3 * tets[4 * tet + 3]!
  for (let d = 0; d < 3; d++) {
    const [w, x, y, z] = [rest[a + d]!, rest[b + d]!, rest[c + d]!, rest[e + d]!]
    if (Math.min(w, x, y, z) > box[d + 3]! || Math.max(w, x, y, z) < box[d]!) return false
  }
  return true
}
