import { tetCode, tetLinks } from './bcc'
import { type Blade, PlaneSide, passesWithin, triangleBox } from './blade'
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

/** Corners that each link of a tetrahedron joins. */
const from = Uint8Array.from(tetLinks, ([a]) => a)
const to = Uint8Array.from(tetLinks, ([, b]) => b)

/** Room for drawn points that lie a hair outside of their tetrahedron, in lattice edges. */
const margin = 0.01

/** Finds the links that a blade crosses; as the next cut of a topology. */
export function crossedLinks(topology: TissueTopology, blade: Blade): CrossedLinks {
  const { model, severed, cuts } = topology
  const links = new Map<number, number>()
  const near = new Map<number, BladeTriangle[]>()
  const straddled: number[] = []
  const sides = new Sides(model)
  for (let triangle = 0; triangle < blade.triangles.length / 3; triangle++) {
    const own: BladeTriangle = [cuts.length, triangle]
    sides.begin(blade, triangle)
    eachTetInBox(model, triangleBox(blade, triangle, margin * model.lattice.edge), sides, (tet) => {
      if (!sides.reach(tet)) return
      const list = near.get(tet)
      if (list) list.push(own)
      else near.set(tet, [own])
      if (sides.straddle() && crossLinksOf(model, blade, triangle, tet, sides.of, links)) straddled.push(tet)
    })
  }
  const fresh = new Map<number, number>()
  for (const [key, place] of links) if (!severed.has(key)) fresh.set(key, place)
  const tets = [...new Set(straddled)].filter((tet) => hasLink(model, tet, fresh))
  return { count: links.size, fresh, tets, near }
}

function hasLink(model: TissueModel, tet: number, links: ReadonlyMap<number, number>): boolean {
  const { tets } = model
  for (let link = 0; link < 6; link++)
    if (links.has(linkKey(model, tets[4 * tet + from[link]!]!, tets[4 * tet + to[link]!]!))) return true
  return false
}

/** Which side of a triangle's plane the corners of a tetrahedron lie on. */
class Sides {
  /** Of the four corners that were last reached. */
  readonly of = new Float64Array(4)
  private readonly side = new PlaneSide()
  private room = 0

  constructor(private readonly model: TissueModel) {}

  begin(blade: Blade, triangle: number): void {
    this.side.begin(blade, triangle)
    this.room = this.side.doubleArea * margin * this.model.lattice.edge
  }

  /** Looks at a tetrahedron; false where the plane passes it by, drawn points a hair out of it included. */
  reach(tet: number): boolean {
    const { rest, tets } = this.model
    let least = Infinity
    let most = -Infinity
    for (let c = 0; c < 4; c++) {
      const r = 3 * tets[4 * tet + c]!
      const side = this.side.of(rest[r]!, rest[r + 1]!, rest[r + 2]!)
      this.of[c] = side
      if (side < least) least = side
      if (side > most) most = side
    }
    return least <= this.room && most >= -this.room
  }

  /** Whether the plane passes by all tetrahedra of a cube with this low corner: they reach from -1/2 to 1 edge. */
  miss(x: number, y: number, z: number): boolean {
    const { edge } = this.model.lattice
    const middle = this.side.of(x + edge / 4, y + edge / 4, z + edge / 4)
    return Math.abs(middle) > this.room + 1.31 * edge * this.side.doubleArea
  }

  straddle(): boolean {
    let positive = 0
    for (let c = 0; c < 4; c++) if (this.of[c]! >= 0) positive++
    return positive > 0 && positive < 4
  }
}

/**
 * Adds the links of a tetrahedron that a triangle crosses; tells whether there are any. A link that the blade is known
 * to cross is not asked again: all tetrahedra with it are visited for the triangle that crosses it.
 */
function crossLinksOf(
  model: TissueModel,
  blade: Blade,
  triangle: number,
  tet: number,
  sides: Float64Array,
  links: Map<number, number>,
): boolean {
  const { tets } = model
  let found = false
  for (let link = 0; link < 6; link++) {
    const a = from[link]!
    const b = to[link]!
    if (sides[a]! >= 0 === sides[b]! >= 0) continue
    const isUp = tets[4 * tet + a]! < tets[4 * tet + b]!
    const low = isUp ? a : b
    const high = isUp ? b : a
    const key = linkKey(model, tets[4 * tet + low]!, tets[4 * tet + high]!)
    if (links.has(key)) found = true
    else if (isCrossed(model, blade, triangle, tets[4 * tet + low]!, tets[4 * tet + high]!)) {
      found = true
      const place = sides[low]! / (sides[low]! - sides[high]!)
      links.set(key, Math.min(Math.max(place, 0.1), 0.9))
    }
  }
  return found
}

function isCrossed({ rest: r }: TissueModel, blade: Blade, triangle: number, p: number, q: number): boolean {
  const [x, y, z] = [r[3 * q]!, r[3 * q + 1]!, r[3 * q + 2]!]
  return passesWithin(blade, triangle, r[3 * p]!, r[3 * p + 1]!, r[3 * p + 2]!, x, y, z)
}

/** Visits the tetrahedra whose bounds meet a box at rest; leaves cubes out that the plane of the triangle passes by. */
function eachTetInBox(
  model: TissueModel,
  box: ArrayLike<number>,
  sides: Sides,
  visit: (tet: number) => void,
): void {
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
        if (sides.miss(origin[0] + i * edge, origin[1] + j * edge, origin[2] + k * edge)) continue
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
    const w = rest[a + d]!
    const x = rest[b + d]!
    const y = rest[c + d]!
    const z = rest[e + d]!
    const low = box[d]!
    const high = box[d + 3]!
    if ((w > high && x > high && y > high && z > high) || (w < low && x < low && y < low && z < low))
      return false
  }
  return true
}
