import type { Vec3 } from '../core/vec3'
import { shapeGradients } from './bcc'
import { blockMatrix, solveBlocks } from './block-matrix'
import type { Pressures } from './body-loads'
import { boundStretch } from './bounded-stretch'
import { tetFinder } from './embed'
import { imagedBalance } from './imaged-balance'
import type { TissueModel } from './model'
import { pressureLoads } from './pressure'
import { nodeMasses, uncut } from './topology'

/** What acted on the heart while it was imaged. */
export interface ImagedUnder {
  readonly pressures: Pressures
  readonly gravity: Vec3
}

export interface Prestress {
  readonly under: ImagedUnder
  /** The model with its prestretch, and its bed pressed in. */
  readonly model: TissueModel
  /** What the tissue cannot carry itself, N, xyz a node: with these nothing moves in the imaged shape. */
  readonly deadLoads: Float32Array
  /** Sum of the dead loads over the sum of all loads, magnitudes. */
  readonly deadShare: number
  /** Furthest that any node would move without the dead loads, m (by the last linear solve). */
  readonly remaining: number
  readonly rounds: number
  readonly ms: number
}

export interface PrestressOptions {
  readonly maxRounds?: number
  /** Stops where no node would move further, m. */
  readonly tolerance?: number
  /** Called between rounds with the share done; may wait. */
  readonly pause?: (fraction: number) => Promise<void> | void
}

/** Shares of the load by which it is raised. */
const ramp = [0.3, 0.6, 0.85, 1] as const
/** Largest change of a tetrahedron's shape in a round. */
const roundLimit = 0.3
/** Springs that keep pieces that nothing holds from flying off, N/m a kg: they fade with the motion. */
const tether = 100

/**
 * Finds the prestretch with which a heart rests in the shape it was imaged in, under what acted on it then (modified
 * updated Lagrangian formulation, Gee, Förster & Wall 2010): with the stress that the prestretch F0 holds, the nodes
 * would move by u; F0 ← (I + ∇u) F0 takes that motion up, as do the springs of the bed by ends that move by -u, and the
 * shape stays the imaged one. Each round is one linear solve in that shape. Limits: no tension of active fibres; stretches stay within `stretchBounds`; what then remains
 * is given as dead loads.
 */
export async function prestress(
  model: TissueModel,
  under: ImagedUnder,
  { maxRounds = 16, tolerance = 2e-5, pause }: PrestressOptions = {},
): Promise<Prestress> {
  const started = performance.now()
  const load = imagedLoads(model, under)
  const matrix = blockMatrix(model.nodeCount, model.tets)
  const mass = nodeMasses(uncut(model))
  const free = (n: number): boolean => model.fixed[n] === 0 && mass[n]! > 0
  let current: TissueModel = {
    ...model,
    prestretch: identities(model.tetCount),
    bed: model.bed ?? model.rest.slice(),
  }
  let best = current
  let [rounds, remaining] = [0, Infinity]
  while (rounds < maxRounds && remaining > tolerance) {
    await pause?.(rounds / maxRounds)
    const share = ramp[rounds] ?? 1
    const imbalance = withBed(current, imagedBalance(current, matrix))
    for (let o = 0; o < imbalance.length; o++) imbalance[o]! += share * load[o]!
    for (let n = 0; n < model.nodeCount; n++)
      for (let d = 0; d < 3; d++)
        matrix.value[9 * matrix.diagonal[n]! + 4 * d]! += model.support[n]! + tether * mass[n]!
    const { x } = solveBlocks(matrix, imbalance, free, share < 1 ? 0.03 : 0.01, 400)
    const motion = share < 1 ? Infinity : furthest(x)
    // Where a piece cannot carry its load the rounds may part again: the best shape stays.
    if (motion <= remaining) [best, remaining] = [current, motion]
    current = { ...model, prestretch: takeUp(current, x), bed: current.bed!.map((b, o) => b - x[o]!) }
    rounds++
  }
  const deadLoads = missing(withBed(best, imagedBalance(best, matrix)), load, free)
  const deadShare = sumOf(deadLoads) / (sumOf(load) || 1)
  return { under, model: best, deadLoads, deadShare, remaining, rounds, ms: performance.now() - started }
}

/**
 * The prestress of a heart on another lattice of nearly the same tissue (one that a lesion has narrowed): each
 * tetrahedron takes that of the one at its centre, and dead loads hold what does not fit.
 */
export function carryPrestress(from: Prestress, model: TissueModel): Prestress {
  const find = tetFinder(from.model)
  const prestretch = identities(model.tetCount)
  for (let t = 0; t < model.tetCount; t++) {
    const centre = [0, 1, 2].map((d) => {
      let sum = 0
      for (let c = 0; c < 4; c++) sum += model.rest[3 * model.tets[4 * t + c]! + d]! / 4
      return sum
    }) as [number, number, number]
    const place = find(...centre)
    if (place) prestretch.set(from.model.prestretch!.subarray(9 * place.tet, 9 * place.tet + 9), 9 * t)
  }
  const held: TissueModel = { ...model, prestretch, bed: model.rest.slice() }
  const load = imagedLoads(held, from.under)
  const balance = imagedBalance(held, blockMatrix(held.nodeCount, held.tets))
  const deadLoads = missing(balance, load, (n) => held.fixed[n] === 0)
  return { ...from, model: held, deadLoads, deadShare: sumOf(deadLoads) / (sumOf(load) || 1) }
}

/** The forces that bring the free nodes into balance. */
function missing(elastic: Float64Array, load: Float64Array, free: (n: number) => boolean): Float32Array {
  return Float32Array.from(elastic, (force, o) => (free(Math.floor(o / 3)) ? -force - load[o]! : 0))
}

/** Adds what the springs of the bed do in the imaged shape. */
function withBed({ support, bed, rest }: TissueModel, forces: Float64Array): Float64Array {
  for (let o = 0; o < forces.length; o++) forces[o]! += support[Math.floor(o / 3)]! * (bed![o]! - rest[o]!)
  return forces
}

/** What acts on the nodes in the imaged shape, N. */
function imagedLoads(model: TissueModel, { pressures, gravity }: ImagedUnder): Float64Array {
  const topology = uncut(model)
  const { rows, records } = pressureLoads(topology)
  const bits = new Uint32Array(records.buffer)
  const load = new Float64Array(3 * model.nodeCount)
  nodeMasses(topology).forEach((mass, n) => {
    for (let d = 0; d < 3; d++) load[3 * n + d] = mass * gravity[d]!
    for (let e = rows[2 * n]!; e < rows[2 * n]! + rows[2 * n + 1]!; e++) {
      const pressure = pressures.get(bits[4 * e + 3]! >>> 24) ?? 0
      for (let d = 0; d < 3; d++) load[3 * n + d]! -= pressure * records[4 * e + d]!
    }
  })
  return load
}

/** (I + ∇u) F0 of every tetrahedron. */
function takeUp(model: TissueModel, u: Float64Array): Float32Array {
  const { tets, shape } = model
  const gradients = shapeGradients(model.lattice.edge)
  const prestretch = model.prestretch!.slice()
  const change = new Float64Array(9)
  for (let t = 0; t < model.tetCount; t++) {
    change.fill(0)
    for (let k = 0; k < 4; k++)
      for (let d = 0; d < 3; d++)
        for (let e = 0; e < 3; e++)
          change[3 * d + e]! += u[3 * tets[4 * t + k]! + d]! * gradients[12 * shape[t]! + 3 * k + e]!
    const size = Math.hypot(...change)
    const scale = size > roundLimit ? roundLimit / size : 1
    const f = prestretch.subarray(9 * t, 9 * t + 9)
    for (let column = 0; column < 9; column += 3) {
      const [x, y, z] = [f[column]!, f[column + 1]!, f[column + 2]!]
      for (let d = 0; d < 3; d++)
        f[column + d]! += scale * (change[3 * d]! * x + change[3 * d + 1]! * y + change[3 * d + 2]! * z)
    }
    boundStretch(f)
  }
  return prestretch
}

function identities(count: number): Float32Array {
  return Float32Array.from({ length: 9 * count }, (_, n) =>
    n % 9 === 0 || n % 9 === 4 || n % 9 === 8 ? 1 : 0,
  )
}

function furthest(x: Float64Array): number {
  let most = 0
  for (let o = 0; o < x.length; o += 3) most = Math.max(most, Math.hypot(x[o]!, x[o + 1]!, x[o + 2]!))
  return most
}

function sumOf(forces: ArrayLike<number>): number {
  let sum = 0
  for (let o = 0; o < forces.length; o += 3) sum += Math.hypot(forces[o]!, forces[o + 1]!, forces[o + 2]!)
  return sum
}
