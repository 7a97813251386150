import { add, cross, distance, dot, mix, scale, subtract, type Vec3 } from '../core/vec3'
import { besideFinder } from './beside'
import type { Blade } from './blade'
import { tetFinder } from './embed'
import { gradient, sampler } from './field'
import { intoTissue } from './into-tissue'
import { rimLoops, type Shell } from './shell'
import type { Tie } from './ties'
import { slotAt, type TissueTopology } from './topology'

/** A material point: nodes and their weights. */
export interface Bite {
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
  readonly rest: Vec3
}

/** A thread between two bites, drawn together as it is sewn. */
export interface Stitch {
  readonly edit: string
  readonly from: Bite
  readonly to: Bite
  /** N/m */
  readonly stiffness: number
  /** Tension at which it tears out, N. */
  readonly cap: number
  /** True where `from` lies in a patch, which holds whatever the tissue does. */
  readonly ofPatch: boolean
}

/** Stiffness of a thread in units of E · a of the tissue it holds. */
const threadStiffness = 50
/** A rim farther than this from tissue cannot be sewn there, metres. */
const reach = 6e-3

/** The thread of a stitch at a length, as a tie: up to eight nodes, T = k (l - L) when taut. */
export const threadTie = (stitch: Stitch, restLength: number): Tie => ({
  mode: 'thread',
  nodes: [...stitch.from.nodes, ...stitch.to.nodes],
  weights: [...stitch.from.weights, ...stitch.to.weights.map((w) => -w)],
  anchor: [0, 0, 0],
  stiffness: stitch.stiffness,
  length: restLength,
  cap: stitch.cap,
  factor: 2,
})

/**
 * Stitches along a shell's rim, one each `pitch` metres, from the rim to the tissue nearest to it at rest; `only`
 * limits them to some places of the rim (a stitch line). Returns too how many places had no tissue within reach.
 * @param edit whose stitches they are
 */
export function sewRim(
  topology: TissueTopology,
  shell: Shell,
  pitch: number,
  bite: number,
  only: (place: Vec3) => boolean = () => true,
  edit = shell.edit,
): { stitches: Stitch[]; missed: number } {
  const anchor = tissueBite(topology, bite)
  const stitches: Stitch[] = []
  let missed = 0
  for (const loop of rimLoops(shell.triangles))
    for (const { from, to, t } of alongRim(shell, loop, pitch)) {
      const rest = mix(restOfShell(shell, from), restOfShell(shell, to), t)
      if (!only(rest)) continue
      const found = anchor(rest)
      if (!found) missed++
      else
        stitches.push({
          edit,
          ofPatch: true,
          from: { nodes: [shell.firstNode + from, shell.firstNode + to], weights: [1 - t, t], rest },
          ...found,
        })
    }
  return { stitches, missed }
}

const restOfShell = (shell: Shell, n: number): Vec3 => [
  shell.positions[3 * n]!,
  shell.positions[3 * n + 1]!,
  shell.positions[3 * n + 2]!,
]

/** Places each `pitch` along a closed loop of rim nodes. */
function* alongRim(
  shell: Shell,
  loop: readonly number[],
  pitch: number,
): Generator<{ from: number; to: number; t: number }> {
  let due = 0
  for (let n = 0; n < loop.length; n++) {
    const [from, to] = [loop[n]!, loop[(n + 1) % loop.length]!]
    const l = distance(restOfShell(shell, from), restOfShell(shell, to))
    for (; due < l; due += pitch) yield { from, to, t: due / l }
    due -= l
  }
}

/** Finds the tissue nearest to a place at rest: itself inside tissue, else along the distance field's slope. */
function tissueBite(
  topology: TissueTopology,
  bite: number,
): (place: Vec3) => Pick<Stitch, 'to' | 'stiffness' | 'cap'> | null {
  const find = tetFinder(topology.model)
  const into = intoTissue(topology, reach)
  return (place) => {
    const p = into(place)
    const at = p && find(...p)
    if (!at || distance(p, place) > reach) return null
    const nodes = nodesOfSlot(topology, slotAt(topology, at.tet, at.weights))
    return { to: { nodes, weights: at.weights, rest: p }, ...hold(topology, at.tet, bite) }
  }
}

const nodesOfSlot = (s: TissueTopology, slot: number): number[] =>
  Array.from(s.slotNodes.subarray(4 * slot, 4 * slot + 4))

/** A thread tears out at the tissue's strength over a bite square. */
function hold({ model }: TissueTopology, tet: number, bite: number): { stiffness: number; cap: number } {
  const { young, strength } = model.materials[model.material[tet]!]!
  return { stiffness: threadStiffness * young * model.lattice.edge, cap: strength * bite * bite }
}

/**
 * Stitches that close the lips of the cuts along a path: at each `pitch` metres the two sides of the nearest blade are
 * tied at the path and a bite deeper. `missed` counts places where no cut parts the tissue.
 */
export function sewLips(
  topology: TissueTopology,
  edit: string,
  path: readonly Vec3[],
  pitch: number,
  bite: number,
): { stitches: Stitch[]; missed: number } {
  const { model } = topology
  const beside = besideFinder(topology)
  const depth = sampler(model.heart.frame, topology.distance)
  const find = tetFinder(model)
  const stitches: Stitch[] = []
  let missed = 0
  for (const place of alongPath(path, pitch)) {
    const inward = gradient(depth, ...place, model.heart.frame.spacing / 2)
    let sewn = false
    for (const down of [0.3e-3, bite]) {
      const p = place.map((x, d) => x - down * inward[d]!) as [number, number, number]
      const blade = nearestOnBlades(topology.cuts, p)
      const parted = blade && depth(...p) < 1e-3 && beside(blade.place, blade.normal)
      if (!parted || parted.before === parted.behind) continue
      const { weights } = parted
      const tet = find(...blade.place)!.tet
      stitches.push({
        edit,
        ofPatch: false,
        from: { nodes: nodesOfSlot(topology, parted.before), weights, rest: blade.place },
        to: { nodes: nodesOfSlot(topology, parted.behind), weights, rest: blade.place },
        ...hold(topology, tet, bite),
      })
      sewn = true
    }
    if (!sewn) missed++
  }
  return { stitches, missed }
}

function* alongPath(path: readonly Vec3[], pitch: number): Generator<Vec3> {
  let due = 0
  for (let n = 0; n + 1 < path.length; n++) {
    const l = distance(path[n]!, path[n + 1]!)
    for (; due <= l; due += pitch) yield mix(path[n]!, path[n + 1]!, l > 0 ? due / l : 0)
    due -= l
  }
}

/** The nearest place on any blade, and the blade's normal there. */
function nearestOnBlades(cuts: readonly Blade[], p: Vec3): { place: Vec3; normal: Vec3 } | null {
  let best: { place: Vec3; normal: Vec3 } | null = null
  let bestDistance = reach
  for (const blade of cuts)
    for (let t = 0; t < blade.triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((n) => corner(blade, t + n)) as [Vec3, Vec3, Vec3]
      const place = nearestOnTriangle(p, a, b, c)
      const d = distance(place, p)
      if (d >= bestDistance) continue
      const normal = normalOf(a, b, c)
      if (dot(normal, normal) === 0) continue
      bestDistance = d
      best = { place, normal }
    }
  return best
}

/** The foot of the perpendicular where it lies inside, else the nearest place on the edges. */
function nearestOnTriangle(p: Vec3, a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const n = normalOf(a, b, c)
  const square = dot(n, n)
  const weight = (q: Vec3, r: Vec3): number => (square > 0 ? dot(normalOf(p, q, r), n) / square : -1)
  const [u, v, w] = [weight(b, c), weight(c, a), weight(a, b)]
  if (u >= 0 && v >= 0 && w >= 0) return add(add(scale(a, u), scale(b, v)), scale(c, w))
  const feet = [nearestOnEdge(p, a, b), nearestOnEdge(p, b, c), nearestOnEdge(p, c, a)]
  return feet.reduce((best, foot) => (distance(foot, p) < distance(best, p) ? foot : best))
}

function nearestOnEdge(p: Vec3, a: Vec3, b: Vec3): Vec3 {
  const ab = subtract(b, a)
  const t = dot(subtract(p, a), ab) / (dot(ab, ab) || 1)
  return mix(a, b, Math.min(Math.max(t, 0), 1))
}

function corner(blade: Blade, n: number): Vec3 {
  const o = 3 * blade.triangles[n]!
  return [blade.positions[o]!, blade.positions[o + 1]!, blade.positions[o + 2]!]
}

const normalOf = (a: Vec3, b: Vec3, c: Vec3): Vec3 => cross(subtract(b, a), subtract(c, a))
