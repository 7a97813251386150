import { Fault } from '../core/fault'
import { cross, distance, dot, length, scale, subtract, type Vec3 } from '../core/vec3'
import { membraneTie } from './membrane'
import { type PatchMaterial, type SheetMaterial, sheetMaterials } from './patch-materials'
import type { Tie } from './ties'

/** A patch ready to be laid in: its own nodes from `firstNode` on, and the ties that make it a sheet. */
export interface Shell {
  readonly edit: string
  readonly material: PatchMaterial
  readonly firstNode: number
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  readonly mass: Float32Array
  readonly colour: Uint8Array
  readonly ties: readonly Tie[]
  /**
   * front | back << 8 of each triangle: the blood on its two sides, 0 outside of the heart, where it is known; it presses as
   * long as stitches hold the shell. Left out: what the labels beside it say presses (`shell-pressure.ts`).
   */
  readonly sides?: Uint32Array
}

/** Colours that shell nodes may take. */
export const shellColours = 8

/**
 * A slack sheet of real mass, a hundredth of the tissue's round it, jitters at two sweeps a substep: its inertia is
 * raised. It changes how fast a loose patch flutters, not where anything comes to rest.
 */
export const inertiaFactor = 20

/**
 * Makes a triangle shell. Stretching: Saint Venant-Kirchhoff on each triangle (`membraneTie`). Bending: on each inner
 * edge the quadratic energy of Bergou et al. 2006, k/2 |Σ w x|² with cotangent weights and k = D / (A0 + A1),
 * D = E t³ / 12 (1 - nu²); on an equilateral mesh k |w|² gives back D for a cylinder bent about any axis.
 * @param oversize extra rest length as a fraction, for a patch cut larger than its outline
 * @param m what it is made of, where that is not one of the named materials
 */
export function buildShell(
  sheet: { readonly edit: string; readonly positions: Float32Array; readonly triangles: Uint32Array },
  material: PatchMaterial,
  firstNode: number,
  oversize = 0,
  m: SheetMaterial = sheetMaterials[material],
): Shell {
  const { positions, triangles } = sheet
  const at = (v: number): Vec3 => [positions[3 * v]!, positions[3 * v + 1]!, positions[3 * v + 2]!]
  const edges = edgesOf(triangles)
  const bending = (m.young * m.thickness ** 3) / (12 * (1 - m.poisson ** 2))
  const ties: Tie[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const
    const places = corners.map((v) => scale(at(v), 1 + oversize)) as [Vec3, Vec3, Vec3]
    const nodes = corners.map((v) => firstNode + v) as [number, number, number]
    ties.push(...(isSliver(places) ? rods(places, nodes, m) : [membraneTie(places, nodes, m)]))
  }
  for (const { a, b, opposite } of edges) {
    if (opposite.length !== 2) continue
    const hinge = [a, b, opposite[0]!, opposite[1]!]
    const places = hinge.map(at) as [Vec3, Vec3, Vec3, Vec3]
    // How a sliver is turned is not known.
    if (isSliver([places[0], places[1], places[2]]) || isSliver([places[0], places[1], places[3]])) continue
    const nodes = hinge.map((n) => firstNode + n)
    ties.push(bendingTie(places, nodes, bending))
  }
  const mass = new Float32Array(positions.length / 3)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const extent = length(cross(subtract(at(b), at(a)), subtract(at(c), at(a)))) / 2
    // A node without mass is taken for one that is held.
    const area = Math.max(extent, sliver ** 2)
    for (const v of [a, b, c]) mass[v]! += (inertiaFactor * area * m.thickness * m.density) / 3
  }
  const colour = colourNodes(mass.length, edges)
  return { edit: sheet.edit, material, firstNode, positions, triangles, mass, colour, ties }
}

/** A triangle lower than this is held by its edges alone: rounded places would strain it by more than a load. Metres. */
const sliver = 20e-6

function isSliver([a, b, c]: readonly [Vec3, Vec3, Vec3]): boolean {
  const longest = Math.max(distance(a, b), distance(b, c), distance(c, a))
  return length(cross(subtract(b, a), subtract(c, a))) < sliver * longest
}

/** Rods of stiffness √3/4 E t along the edges: two triangles on an edge make the sheet where all are equilateral. */
const rods = (places: readonly Vec3[], nodes: readonly number[], m: SheetMaterial): Tie[] =>
  [0, 1, 2].map((i) => ({
    mode: 'rod',
    nodes: [nodes[i]!, nodes[(i + 1) % 3]!],
    weights: [1, -1],
    anchor: [0, 0, 0],
    stiffness: (Math.sqrt(3) / 4) * m.young * m.thickness,
    length: distance(places[i]!, places[(i + 1) % 3]!),
  }))

interface ShellEdge {
  readonly a: number
  readonly b: number
  /** Third corners of the one or two triangles on it. */
  readonly opposite: number[]
}

function edgesOf(triangles: Uint32Array): ShellEdge[] {
  const edges = new Map<string, ShellEdge>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const [p, q, r] = [0, 1, 2].map((n) => triangles[t + ((c + n) % 3)]!) as [number, number, number]
      const [a, b] = p < q ? [p, q] : [q, p]
      const edge = edges.get(`${a} ${b}`) ?? { a, b, opposite: [] }
      edge.opposite.push(r)
      edges.set(`${a} ${b}`, edge)
    }
  return [...edges.values()]
}

function bendingTie([p, q, r, s]: readonly [Vec3, Vec3, Vec3, Vec3], nodes: number[], rigidity: number): Tie {
  const [pr, qr] = [cotangent(p, q, r), cotangent(q, p, r)]
  const [ps, qs] = [cotangent(p, q, s), cotangent(q, p, s)]
  const area =
    (length(cross(subtract(q, p), subtract(r, p))) + length(cross(subtract(q, p), subtract(s, p)))) / 2
  return {
    mode: 'spring',
    nodes,
    weights: [qr + qs, pr + ps, -pr - qr, -ps - qs],
    anchor: [0, 0, 0],
    stiffness: rigidity / area,
    // The two opposite corners share no edge and may share a colour.
    factor: 2,
  }
}

/** Cotangent of the angle at `at` between `b` and `c`. */
function cotangent(at: Vec3, b: Vec3, c: Vec3): number {
  const [u, v] = [subtract(b, at), subtract(c, at)]
  return dot(u, v) / Math.max(length(cross(u, v)), 1e-12)
}

function colourNodes(count: number, edges: readonly ShellEdge[]): Uint8Array {
  const near: number[][] = Array.from({ length: count }, () => [])
  for (const { a, b } of edges) {
    near[a]!.push(b)
    near[b]!.push(a)
  }
  const colour = new Uint8Array(count).fill(255)
  for (let n = 0; n < count; n++) {
    const taken = new Set(near[n]!.map((m) => colour[m]))
    let c = 0
    while (taken.has(c)) c++
    if (c >= shellColours)
      throw new Fault('patch', 'has a tangled mesh', 'Draw its outline without crossings')
    colour[n] = c
  }
  return colour
}

/** Rim of a sheet: nodes of its boundary loops, in order along each. */
export function rimLoops(triangles: Uint32Array): number[][] {
  const next = new Map<number, number>()
  const walked = new Set<string>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let c = 0; c < 3; c++) walked.add(`${triangles[t + c]} ${triangles[t + ((c + 1) % 3)]}`)
  for (const key of walked) {
    const [a, b] = key.split(' ').map(Number) as [number, number]
    if (!walked.has(`${b} ${a}`)) next.set(a, b)
  }
  const loops: number[][] = []
  while (next.size > 0) {
    const loop: number[] = []
    let node = next.keys().next().value as number
    while (next.has(node)) {
      loop.push(node)
      const following = next.get(node)!
      next.delete(node)
      node = following
    }
    loops.push(loop)
  }
  return loops
}
