import type { Gpu } from '../../gpu'
import { materialTable } from '../activation'
import { elastic } from '../energy'
import { tissueMaterials } from '../materials'
import { buildTissueModel, type TissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { uncut } from '../topology'
import { beyond } from './bar'
import { type Row, row } from './row'

type Triple = readonly [number, number, number]

const half = [5e-3, 5e-3, 14e-3] as const
const tension = 2e3
/** Beyond it the strip is held. */
const clamp = 11e-3

/** A strip of muscle 10 × 10 × 28 mm along z whose fibres run along an axis. */
function strip(axis: 0 | 2): TissueModel {
  const model = buildTissueModel(boxHeart(half, 1e-3), { edge: 3e-3, anchored: false })
  return { ...model, fibre: model.fibre.map((_, o) => (o % 3 === axis ? 1 : 0)) }
}

/**
 * Stretches along the axes at which those left free (NaN) carry no stress: each is the root of its own balance
 * mu t + (lambda' (J - 1) - mu) J/t + [fibre] (k (t - 1)₊ + T_a) = 0, linear in t by pieces, the others held; in turn
 * until none changes.
 */
function balance(given: Triple, axis: number, active: number): Triple {
  const [mu, lambda, stiffness] = materialTable(tissueMaterials, {}) as unknown as Triple
  const t = given.map((s) => (Number.isNaN(s) ? 1 : s)) as [number, number, number]
  for (let turn = 0; turn < 5000; turn++)
    given.forEach((s, d) => {
      if (!Number.isNaN(s)) return
      const area = (t[0] * t[1] * t[2]) / t[d]!
      const pull = d === axis ? active : 0
      const slack = (area * (lambda + mu) - pull) / (mu + lambda * area * area)
      const k = d === axis && slack > 1 ? stiffness : 0
      t[d] = (area * (lambda + mu) - pull + k) / (mu + lambda * area * area + k)
    })
  return t
}

/** Nominal stress along z at stretches t: mu t + (lambda' (J - 1) - mu) J/t + [fibre] (k (t - 1)₊ + T_a). */
function stressAlongZ(t: Triple, axis: number, active: number): number {
  const [mu, lambda, stiffness] = materialTable(tissueMaterials, {}) as unknown as Triple
  const j = t[0] * t[1] * t[2]
  const fibre = axis === 2 ? stiffness * Math.max(t[2] - 1, 0) + active : 0
  return mu * t[2] + ((lambda * (j - 1) - mu) * j) / t[2] + fibre
}

/**
 * Stretches of the middle of the strip: lengths of the columns of the affine map from rest, by least squares. A free
 * strip may have turned, which they do not see.
 */
function stretches(model: TissueModel, positions: ArrayLike<number>): Triple {
  const columns = Array.from({ length: 3 }, () => [0, 0, 0])
  const below = [0, 0, 0]
  for (let n = 0; n < model.nodeCount; n++) {
    if (Math.abs(model.rest[3 * n + 2]!) > 7e-3) continue
    for (let d = 0; d < 3; d++) {
      const rest = model.rest[3 * n + d]!
      below[d]! += rest ** 2
      for (let e = 0; e < 3; e++) columns[d]![e]! += rest * positions[3 * n + e]!
    }
  }
  return columns.map((column, d) => Math.hypot(...column) / below[d]!) as unknown as Triple
}

/** A strip held at stretch 1.15, its fibres along or across, slack or pulling: stretch of its sides, stress. */
async function stretched(gpu: Gpu): Promise<Row[]> {
  return [...(await pulled(gpu, 2, 0)), ...(await pulled(gpu, 0, tension))]
}

async function pulled(gpu: Gpu, axis: 0 | 2, active: number): Promise<Row[]> {
  const model = strip(axis)
  const t = balance([Number.NaN, Number.NaN, 1.15], axis, active)
  const held = beyond(model, (z) => Math.abs(z) > clamp)
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setActivation({ LV: active })
  solver.setFixed(held)
  // The ends lie as the closed form says; between them only the length is given.
  solver.setPositions(model.rest.map((x, o) => (o % 3 === 2 || held[Math.floor(o / 3)] ? x * t[o % 3]! : x)))
  const { positions } = await solveStatic(solver, { tolerance: 1e-6 })
  solver.dispose()
  const { forces } = elastic(uncut(model), positions, { LV: active })
  let pull = 0
  for (let n = 0; n < model.nodeCount; n++) if (model.rest[3 * n + 2]! > clamp) pull -= forces[3 * n + 2]!
  const name = `strip stretched 1.15 ${axis === 2 ? 'along slack' : 'across pulling'} fibres`
  const resolution = `${model.tetCount} tetrahedra, 3 edges across`
  return [
    row({
      name: `${name}: stretch of its side`,
      reference: t[0],
      computed: stretches(model, positions)[0],
      tolerance: 1e-3,
      unit: '',
      resolution,
    }),
    row({
      name: `${name}: nominal stress`,
      reference: stressAlongZ(t, axis, active),
      computed: pull / sectionArea(model),
      tolerance: 0.01,
      unit: 'Pa',
      resolution,
    }),
  ]
}

/** Tissue that the tetrahedra hold over the length of the strip's middle, m². */
function sectionArea(model: TissueModel): number {
  let volume = 0
  for (let t = 0; t < model.tetCount; t++) {
    const z = [0, 1, 2, 3].reduce((sum, c) => sum + model.rest[3 * model.tets[4 * t + c]! + 2]! / 4, 0)
    if (Math.abs(z) < 2 * model.lattice.edge) volume += model.volume[t]!
  }
  return volume / (4 * model.lattice.edge)
}

/** A free strip under an active tension: it shortens until its ground substance pushes back as much. */
async function shortened(gpu: Gpu): Promise<Row[]> {
  const model = strip(2)
  const t = balance([Number.NaN, Number.NaN, Number.NaN], 2, tension)
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setActivation({ LV: tension })
  const { positions } = await solveStatic(solver, { tolerance: 1e-6 })
  const got = stretches(model, positions)
  solver.dispose()
  return (['side', 'length'] as const).map((what, n) =>
    row({
      name: `free strip under ${tension / 1e3} kPa along its fibres: stretch of its ${what}`,
      reference: t[2 * n]!,
      computed: got[2 * n]!,
      tolerance: 1e-3,
      unit: '',
      resolution: `${model.tetCount} tetrahedra`,
    }),
  )
}

/** Fibres: passive along, active across, and shortening; the equations stand above each. */
export const fibres = async (gpu: Gpu): Promise<Row[]> => [
  ...(await stretched(gpu)),
  ...(await shortened(gpu)),
]
