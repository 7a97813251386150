import type { Gpu } from '../../gpu'
import { linkRings } from '../long-links'
import type { TissueMaterial } from '../materials'
import { buildTissueModel, type TissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { uncut } from '../topology'
import { type Row, row } from './row'

/** Tip of the inextensible elastica under a dead load across it: P L² / E I → w / L, u / L (Bisshopp & Drucker 1945). */
const places: readonly (readonly [number, number, number])[] = [
  [0.5, 0.16214, 0.01592],
  [1, 0.30172, 0.05643],
  [2, 0.49346, 0.16064],
  [3, 0.60325, 0.25442],
]

const material: TissueMaterial = {
  name: 'beam',
  young: 1e4,
  poisson: 0.3,
  density: 1060,
  strength: 1e5,
  source: 'a test body',
}
const edge = 2e-3
/** Length over height: shear, which an elastica has not, then adds .3 %. */
const slenderness = 16

interface Beam {
  readonly model: TissueModel
  readonly clamp: number
  readonly tip: number
  readonly length: number
}

/** A beam along x, so many lattice edges high and wide. The clamp and the loaded section are planes of nodes. */
function buildBeam(cells: number): Beam {
  const height = cells * edge
  const half = (slenderness * height) / 2
  const solid = boxHeart([half + 2 * edge, height / 2, height / 2], edge / 4)
  const model = { ...buildTissueModel(solid, { edge, anchored: false }), materials: Array(8).fill(material) }
  const origin = model.lattice.origin[0]
  const plane = (x: number): number => origin + edge * Math.round((x - origin) / edge)
  const [clamp, tip] = [plane(-half), plane(half)]
  return { model, clamp, tip, length: tip - clamp }
}

const isOn = (model: TissueModel, node: number, x: number): boolean =>
  Math.abs(model.rest[3 * node]! - x) < edge / 100

/**
 * Second moment of the section as the lattice has it, about its middle, over a run of whole cubes, m⁴. Bent, a piece has
 * the strain of its own middle and of the means round its two long links, a third each (`share.wgsl`).
 */
function sectionMoment({ model, clamp, tip }: Beam): number {
  const { rest, tets, volume } = model
  const from = clamp + edge * Math.round((tip - clamp) / 4 / edge) - 0.03 * edge
  const length = edge * Math.round((tip - clamp) / 2 / edge)
  const mean = (t: number, d: number): number =>
    [0, 1, 2, 3].reduce((sum, c) => sum + rest[3 * tets[4 * t + c]! + d]! / 4, 0)
  const height = Float64Array.from({ length: model.tetCount }, (_, t) => mean(t, 2))
  const { a, b, count } = linkRings(uncut(model))
  const round = [a, b].map((ring) => {
    const [sum, weight] = [new Float64Array(count), new Float64Array(count)]
    ring.forEach((r, t) => {
      sum[r]! += volume[t]! * height[t]!
      weight[r]! += volume[t]!
    })
    return height.map((_, t) => sum[ring[t]!]! / weight[ring[t]!]!)
  })
  let moment = 0
  for (let t = 0; t < model.tetCount; t++) {
    if (mean(t, 0) < from || mean(t, 0) >= from + length) continue
    moment += (volume[t]! * (height[t]! ** 2 + round[0]![t]! ** 2 + round[1]![t]! ** 2)) / 3
  }
  return moment / length
}

/** Slope and place along the elastica, over its length, at even steps of arc: theta'' = -load cos theta, theta'(1) = 0. */
function curve(load: number): { theta: number; x: number; z: number }[] {
  const count = 400
  const shoot = (bend: number) => {
    const points = [{ theta: 0, x: 0, z: 0 }]
    let [theta, rate, x, z] = [0, bend, 0, 0]
    for (let n = 0; n < count; n++) {
      const half = theta + rate / 2 / count
      rate -= (load * Math.cos(half)) / count
      theta = half + rate / 2 / count
      x += Math.cos(half) / count
      z += Math.sin(half) / count
      points.push({ theta, x, z })
    }
    return { points, rate }
  }
  let [low, high] = [0, 2 * load]
  for (let n = 0; n < 40; n++) {
    const middle = (low + high) / 2
    if (shoot(middle).rate < 0) low = middle
    else high = middle
  }
  return shoot((low + high) / 2).points
}

/** The rest shape laid along the elastica: a guess near by, so that only the difference is left to find. */
function bent({ model, clamp, length }: Beam, load: number): Float32Array {
  const points = curve(load)
  const out = model.rest.slice()
  for (let o = 0; o < out.length; o += 3) {
    const s = (out[o]! - clamp) / length
    if (s <= 0) continue
    const { theta, x, z } = points[Math.min(Math.round(s * 400), 400)]!
    const beyond = Math.max(0, s - 1)
    const height = out[o + 2]!
    out[o] = clamp + length * (x + beyond * Math.cos(theta)) - height * Math.sin(theta)
    out[o + 2] = length * (z + beyond * Math.sin(theta)) + height * Math.cos(theta)
  }
  return out
}

interface Tip {
  /** Mean place of the loaded section over the length: across, and back along the beam. */
  readonly w: number
  readonly u: number
}

interface Bending {
  readonly tips: readonly Tip[]
  /** E I of the lattice's section over that of the solid it stands for. */
  readonly stiffening: number
  readonly tetCount: number
}

/** Hangs each load on the tip in turn; a load is P L² / E I with the lattice's own I. */
async function bend(gpu: Gpu, cells: number, loads: readonly number[]): Promise<Bending> {
  const beam = buildBeam(cells)
  const { model, clamp, tip, length } = beam
  const lattice = sectionMoment(beam)
  const mass = model.mass.map((m, n) => (isOn(model, n, tip) ? m : 0))
  const total = mass.reduce((a, b) => a + b, 0)
  const unit = (material.young * lattice) / length ** 2
  const solver = await TissueSolver.create(gpu, model, { ...still, damping: 0.05, levels: [32, 16, 8, 4, 2] })
  solver.setFixed(Uint8Array.from(mass, (_, n) => (model.rest[3 * n]! < clamp + edge / 100 ? 1 : 0)))
  solver.setDeadLoads(model.rest.map((_, o) => (o % 3 === 2 ? (unit * mass[Math.floor(o / 3)]!) / total : 0)))
  const tips: Tip[] = []
  for (const load of loads) {
    solver.setPositions(bent(beam, load))
    solver.setActing({ dead: load })
    const { positions } = await solveStatic(solver, { tolerance: 1e-3 * length })
    const moved = (d: number): number =>
      mass.reduce((sum, m, n) => sum + (m / total) * (positions[3 * n + d]! - model.rest[3 * n + d]!), 0)
    tips.push({ w: moved(2) / length, u: -moved(0) / length })
  }
  solver.dispose()
  return { tips, stiffening: (12 * lattice) / (cells * edge) ** 4, tetCount: model.tetCount }
}

/**
 * Elastica: E I theta'' + P cos theta = 0, the exact large bending of a slender clamped beam, against the section as the
 * lattice has it and against the solid that it stands for: the strict rows. A tetrahedron that the surface crosses spreads
 * its share of tissue over the whole; with the strain that pieces share that makes E I 3 % greater than the solid's at 3
 * edges across, 2 % at 4. Tetrahedra that strain alone bend 10 % too little.
 */
export async function elastica(gpu: Gpu): Promise<Row[]> {
  const cells = 3
  const { tips, stiffening, tetCount } = await bend(
    gpu,
    cells,
    places.map(([load]) => load),
  )
  return places.flatMap(([load, w, u], n) => {
    const tip = tips[n]!
    const common = {
      unit: '',
      resolution: `${tetCount} tetrahedra, ${cells} edges across, E I ${stiffening.toFixed(3)} of the solid's`,
    }
    const solid = curve(load * stiffening).at(-1)!.z
    return [
      row({
        name: `elastica, solid's E I: w / L at ${(load * stiffening).toFixed(2)}`,
        reference: solid,
        computed: tip.w,
        tolerance: 0.03,
        ...common,
      }),
      row({
        name: `elastica, lattice's E I: w / L at ${load}`,
        reference: w,
        computed: tip.w,
        tolerance: 0.03,
        ...common,
      }),
      row({
        name: `elastica, lattice's E I: tip from its place over L at ${load}`,
        reference: 0,
        computed: Math.hypot(tip.w - w, tip.u - u),
        tolerance: 0.03,
        ...common,
      }),
    ]
  })
}
