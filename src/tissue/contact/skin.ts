import { type FineSurface, fineSurface } from '../embed'
import { slotAt, type TissueTopology } from '../topology'
import type { MaterialPoints } from './push-list'

/** Material points that contact may act on, each with what it stands for. */
export interface ContactPoints extends MaterialPoints {
  readonly count: number
  /** xyz at rest. */
  readonly rest: Float32Array
  /** Area that each stands for, m²; 0: feels nothing. */
  readonly area: Float32Array
  /** Young's modulus of what it belongs to, Pa. */
  readonly young: Float32Array
  /** Added to a point's number to make the key of its contacts. */
  readonly keyBase: number
}

/** Groups of points that lie close together, so that most are passed over at one look. */
export interface PointGroups {
  /** One point of each group, about one an edge of the lattice. */
  readonly heads: Uint32Array
  /** Points of group g: members[start[g]..start[g + 1]]. */
  readonly start: Uint32Array
  readonly members: Uint32Array
  /** Distance of the farthest member from its head at rest, metres. */
  readonly reach: Float32Array
}

/** The tissue's outer and inner surface. */
export interface Skin extends ContactPoints {
  readonly groups: PointGroups
  /** The groups' heads, each for its whole group. */
  readonly heads: ContactPoints
}

const skinKeys = 2 ** 24

/** The skin of what surgery has made of a model: the vertices of the fine surface, tied to the slots they see. */
export function buildSkin(topology: TissueTopology): Skin {
  const { model, slotsOfTet, slotNodes } = topology
  const fine = fineSurface(model, topology.distance)
  const count = fine.tet.length
  const { groups, area: whole } = groupsOf(fine, model.lattice.edge)
  const area = whole.slice()
  const nodes = new Uint32Array(4 * count)
  const young = new Float32Array(count)
  for (let v = 0; v < count; v++) {
    const tet = fine.tet[v]!
    const slot = slotsOfTet.has(tet) ? slotAt(topology, tet, fine.weights, 4 * v) : tet
    young[v] = model.materials[model.material[tet]!]!.young
    // Nothing is felt of tissue that was taken away.
    if (topology.slotVolume[slot] === 0) area[v] = 0
    for (let c = 0; c < 4; c++) nodes[4 * v + c] = slotNodes[4 * slot + c]!
  }
  const points = { count, nodes, weights: fine.weights, rest: fine.positions, area, young, keyBase: skinKeys }
  return { ...points, groups, heads: headsOf(points, groups) }
}

/** One point a group, with the area of all its members. */
function headsOf(points: ContactPoints, { heads, start, members }: PointGroups): ContactPoints {
  const pick = (data: Float32Array, stride: number): Float32Array =>
    Float32Array.from(
      { length: stride * heads.length },
      (_, n) => data[stride * heads[Math.floor(n / stride)]! + (n % stride)]!,
    )
  const area = new Float32Array(heads.length)
  for (let g = 0; g < heads.length; g++)
    for (let m = start[g]!; m < start[g + 1]!; m++) area[g]! += points.area[members[m]!]!
  return {
    count: heads.length,
    nodes: Uint32Array.from(
      { length: 4 * heads.length },
      (_, n) => points.nodes[4 * heads[n >> 2]! + (n & 3)]!,
    ),
    weights: pick(points.weights, 4),
    rest: pick(points.rest, 3),
    area,
    young: pick(points.young, 1),
    keyBase: points.keyBase,
  }
}

const grouped = new WeakMap<FineSurface, { groups: PointGroups; area: Float32Array }>()

function groupsOf(fine: FineSurface, edge: number): { groups: PointGroups; area: Float32Array } {
  const found = grouped.get(fine)
  if (found) return found
  const area = vertexAreas(fine)
  const made = { groups: group(fine, edge), area }
  grouped.set(fine, made)
  return made
}

/** A third of the triangles round each vertex, m². */
function vertexAreas({ positions: p, triangles }: FineSurface): Float32Array {
  const area = new Float32Array(p.length / 3)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!]
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!]
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!]
    const third = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 6
    area[a / 3]! += third
    area[b / 3]! += third
    area[c / 3]! += third
  }
  return area
}

/** Points of one cube of the grid that face one way: the two sides of a thin wall fall into two groups. */
function group({ positions, normals }: FineSurface, edge: number): PointGroups {
  const byCell = new Map<number, number[]>()
  for (let v = 0; 3 * v < positions.length; v++) {
    const o = 3 * v
    const cell = [0, 1, 2].reduce(
      (key, d) => key * 2048 + (Math.floor(positions[o + d]! / edge) + 1024),
      facing(normals[o]!, normals[o + 1]!, normals[o + 2]!),
    )
    const list = byCell.get(cell)
    if (list) list.push(v)
    else byCell.set(cell, [v])
  }
  const lists = [...byCell.values()]
  const start = new Uint32Array(lists.length + 1)
  lists.forEach((list, g) => {
    start[g + 1] = start[g]! + list.length
  })
  const heads = Uint32Array.from(lists, (list) => middleOf(positions, list))
  const distance = (v: number, w: number): number =>
    Math.hypot(...[0, 1, 2].map((d) => positions[3 * v + d]! - positions[3 * w + d]!))
  return {
    heads,
    start,
    members: Uint32Array.from(lists.flat()),
    reach: Float32Array.from(lists, (list, g) => Math.max(...list.map((v) => distance(v, heads[g]!)))),
  }
}

/** 0–5: the axis that a direction is nearest to, and its sign. */
function facing(x: number, y: number, z: number): number {
  const [a, b, c] = [Math.abs(x), Math.abs(y), Math.abs(z)]
  if (a >= b && a >= c) return x < 0 ? 0 : 1
  if (b >= c) return y < 0 ? 2 : 3
  return z < 0 ? 4 : 5
}

/** The point of a list nearest to their mean. */
function middleOf(positions: Float32Array, list: readonly number[]): number {
  const mean = [0, 1, 2].map((d) => list.reduce((sum, v) => sum + positions[3 * v + d]!, 0) / list.length)
  const square = (v: number): number =>
    (positions[3 * v]! - mean[0]!) ** 2 +
    (positions[3 * v + 1]! - mean[1]!) ** 2 +
    (positions[3 * v + 2]! - mean[2]!) ** 2
  return list.reduce((best, v) => (square(v) < square(best) ? v : best))
}
