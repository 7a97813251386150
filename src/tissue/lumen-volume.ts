import { slotAt, type TissueTopology } from './topology'
import { type WettedSurface, wettedSurface } from './wetted-surface'

/** The surface that one blood structure wets, closed by a fan over each of its openings. */
export interface LumenShape {
  /** Four lattice nodes and their weights a vertex. */
  readonly nodes: Uint32Array
  readonly weights: Float32Array
  /** Vertices of each opening's rim: its fan meets in their mean. */
  readonly rims: readonly (readonly number[])[]
  /** Three vertices each; the mean of rim r is vertex `nodes.length / 4 + r`. */
  readonly triangles: Uint32Array
}

/** Finds the surface round a blood structure. Openings (valves, vessel ends) are closed straight across. */
export function lumenShape(topology: TissueTopology, structure: number): LumenShape {
  const wetted = wettedSurface(topology.model, topology.distance)
  const { local, triangles } = trianglesOf(wetted, structure)
  const count = local.length
  const nodes = new Uint32Array(4 * count)
  const weights = new Float32Array(4 * count)
  local.forEach((v, n) => {
    const slot = slotAt(topology, wetted.fine.tet[v]!, wetted.fine.weights, 4 * v)
    nodes.set(topology.slotNodes.subarray(4 * slot, 4 * slot + 4), 4 * n)
    weights.set(wetted.fine.weights.subarray(4 * v, 4 * v + 4), 4 * n)
  })
  const { rims, fans } = closeRims(triangles, count)
  return { nodes, weights, rims, triangles: Uint32Array.from([...triangles, ...fans]) }
}

/** Volume of a lumen as the lattice lies now, m³: V = -1/6 Σ a·(b × c) over its triangles, which face into it. */
export function lumenVolume(shape: LumenShape, positions: ArrayLike<number>): number {
  const places = placesOf(shape, positions)
  const { triangles } = shape
  const [ox, oy, oz] = [places[0]!, places[1]!, places[2]!]
  let sum = 0
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t]!, 3 * triangles[t + 1]!, 3 * triangles[t + 2]!]
    const [ax, ay, az] = [places[a]! - ox, places[a + 1]! - oy, places[a + 2]! - oz]
    const [bx, by, bz] = [places[b]! - ox, places[b + 1]! - oy, places[b + 2]! - oz]
    const [cx, cy, cz] = [places[c]! - ox, places[c + 1]! - oy, places[c + 2]! - oz]
    sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
  }
  return -sum / 6
}

function trianglesOf({ fine, blood }: WettedSurface, structure: number) {
  const numbers = new Map<number, number>()
  const local: number[] = []
  const triangles: number[] = []
  const numberOf = (v: number): number => {
    const known = numbers.get(v)
    if (known !== undefined) return known
    numbers.set(v, local.length)
    return local.push(v) - 1
  }
  for (let t = 0; t < fine.triangles.length; t += 3) {
    const ids = [fine.triangles[t]!, fine.triangles[t + 1]!, fine.triangles[t + 2]!]
    if (ids.every((v) => blood[v] === structure)) triangles.push(...ids.map(numberOf))
  }
  return { local, triangles }
}

/** Joins edges without a neighbour to rims and closes each by a fan round its mean. */
function closeRims(triangles: readonly number[], count: number) {
  const edges = new Set<number>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) edges.add(triangles[t + c]! * count + triangles[t + ((c + 1) % 3)]!)
  const open = [...edges]
    .map((key) => [Math.floor(key / count), key % count] as const)
    .filter(([a, b]) => !edges.has(b * count + a))
  const owner = Int32Array.from({ length: count }, (_, n) => n)
  const rootOf = (n: number): number => {
    let r = n
    while (owner[r] !== r) r = owner[r]!
    return r
  }
  for (const [a, b] of open) owner[rootOf(a)] = rootOf(b)
  const rims = new Map<number, Set<number>>()
  for (const [a, b] of open) rims.set(rootOf(a), (rims.get(rootOf(a)) ?? new Set<number>()).add(a).add(b))
  const index = new Map([...rims.keys()].map((root, n) => [root, count + n]))
  const fans = open.flatMap(([a, b]) => [b, a, index.get(rootOf(a))!])
  return { rims: [...rims.values()].map((set) => [...set]), fans }
}

function placesOf({ nodes, weights, rims }: LumenShape, positions: ArrayLike<number>): Float64Array {
  const count = nodes.length / 4
  const places = new Float64Array(3 * (count + rims.length))
  for (let v = 0; v < count; v++)
    for (let c = 4 * v; c < 4 * v + 4; c++)
      for (let d = 0; d < 3; d++) places[3 * v + d]! += weights[c]! * positions[3 * nodes[c]! + d]!
  rims.forEach((rim, r) => {
    for (const v of rim)
      for (let d = 0; d < 3; d++) places[3 * (count + r) + d]! += places[3 * v + d]! / rim.length
  })
  return places
}
