import { tetLinks } from './bcc'
import { type Blade, passesWithin } from './blade'
import { LinkTable } from './link-table'
import { MetTets } from './met-tets'
import type { TissueModel } from './model'
import { eachTetNear, Sides } from './tets-near'
import { type BladeTriangle, linkKey, type TissueTopology } from './topology'

/** What a blade meets in the lattice. */
export interface CrossedLinks {
  /** Links that the blade crosses. */
  readonly count: number
  /** Names (`linkKey`) of those that no cut has severed yet, and the place along them from the lower node, within [.1, .9]. */
  readonly fresh: readonly number[]
  readonly places: readonly number[]
  /** Tetrahedra with a fresh link. */
  readonly tets: readonly number[]
  /** Tetrahedra near the blade, and its triangles close to each. */
  readonly near: readonly number[]
  readonly triangles: readonly (readonly BladeTriangle[])[]
}

/** Corners that each link of a tetrahedron joins. */
const from = Uint8Array.from(tetLinks, ([a]) => a)
const to = Uint8Array.from(tetLinks, ([, b]) => b)

/** Links that the blade at hand may cross. */
const links = new LinkTable()

/** Finds the links that a blade crosses; as the next cut of a topology. */
export function crossedLinks(topology: TissueTopology, blade: Blade): CrossedLinks {
  const { model, cuts } = topology
  const met = new MetTets(model)
  const sides = new Sides(model)
  links.begin()
  const triangleCount = blade.triangles.length / 3
  for (let triangle = 0; triangle < triangleCount; triangle++) {
    eachTetNear(model, blade, triangle, sides, (tet) => {
      met.add(tet, triangle)
      if (sides.straddles && crossLinksOf(model, blade, triangle, tet, sides)) met.straddle(tet)
    })
  }
  const { fresh, places } = freshLinks(topology)
  const tets = met.straddled.filter((tet) => hasFreshLink(model, tet))
  const triangles = met.trianglesOf(cuts.length, triangleCount)
  return { count: links.crossed.length, fresh, places, tets, near: met.tets, triangles }
}

/** The crossed links that no cut has severed yet. */
function freshLinks({ model, severed }: TissueTopology): Pick<CrossedLinks, 'fresh' | 'places'> {
  const fresh: number[] = []
  const places: number[] = []
  for (let n = 0; n < links.crossed.length; n++) {
    const link = links.crossed[n]!
    const key = linkKey(model, links.low[link]!, links.high[link]!)
    if (severed.has(key)) links.state[link] = 2
    else {
      fresh.push(key)
      places.push(links.place[link]!)
    }
  }
  return { fresh, places }
}

function hasFreshLink({ tets }: TissueModel, tet: number): boolean {
  for (let link = 0; link < 6; link++)
    if (links.state[linkOf(tets[4 * tet + from[link]!]!, tets[4 * tet + to[link]!]!)] === 1) return true
  return false
}

const linkOf = (a: number, b: number): number => (a < b ? links.of(a, b) : links.of(b, a))

/**
 * Adds the links of a tetrahedron that a triangle crosses; tells whether there are any. A link that the blade is known
 * to cross is not asked again: all tetrahedra with it are visited for the triangle that crosses it.
 */
function crossLinksOf(
  model: TissueModel,
  blade: Blade,
  triangle: number,
  tet: number,
  { of: sides, positive }: Sides,
): boolean {
  const { tets } = model
  let found = false
  for (let n = 0; n < 6; n++) {
    const a = from[n]!
    const b = to[n]!
    if ((((positive >> a) ^ (positive >> b)) & 1) === 0) continue
    const isUp = tets[4 * tet + a]! < tets[4 * tet + b]!
    const low = isUp ? a : b
    const high = isUp ? b : a
    const link = links.of(tets[4 * tet + low]!, tets[4 * tet + high]!)
    if (links.state[link] === 1) found = true
    else if (links.tried[link] !== triangle) {
      links.tried[link] = triangle
      if (!isCrossed(model, blade, triangle, tets[4 * tet + low]!, tets[4 * tet + high]!)) continue
      found = true
      const place = sides[low]! / (sides[low]! - sides[high]!)
      links.cross(link, Math.min(Math.max(place, 0.1), 0.9))
    }
  }
  return found
}

function isCrossed({ rest: r }: TissueModel, blade: Blade, triangle: number, p: number, q: number): boolean {
  const [x, y, z] = [r[3 * q]!, r[3 * q + 1]!, r[3 * q + 2]!]
  return passesWithin(blade, triangle, r[3 * p]!, r[3 * p + 1]!, r[3 * p + 2]!, x, y, z)
}
