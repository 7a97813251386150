import { mm } from '../core/units'
import type { Gpu } from '../gpu'
import { elastic } from './energy'
import { lame, tissueMaterials } from './materials'
import { buildTissueModel, type TissueModel } from './model'
import { boxHeart } from './solids'
import { TissueSolver } from './solver'
import { fullPace } from './solver-options'
import { uncut } from './topology'

interface Row {
  readonly name: string
  readonly reference: number
  readonly computed: number
  /** Relative, or absolute where the reference is 0. */
  readonly error: number
  readonly tolerance: number
  readonly unit: string
  readonly resolution?: string
}

const gravity = 9.81
/** So long a substep and so strong a damping that only the equilibrium is left. */
const still = { ...fullPace, substep: 0.1, damping: 100, sweeps: 8 }

/** Compares the tissue solver with closed forms; the equation stands above each. */
export async function verifyTissue(gpu: Gpu): Promise<Row[]> {
  return [await affinePatch(gpu), await freeFall(gpu), await hangingBar(gpu), ...(await uniaxialStretch(gpu))]
}

const row = (r: Omit<Row, 'error'>): Row => ({
  ...r,
  error: r.reference === 0 ? r.computed : r.computed / r.reference - 1,
})

/** 1 on the nodes of tetrahedra that the surface crosses, and on those with fewer than an inner node's 24. */
function rim(m: TissueModel): Uint8Array {
  const count = new Uint8Array(m.nodeCount)
  m.tets.forEach((n, e) => {
    if (m.fraction[e >> 2]! === 1) count[n]! += 1
  })
  return count.map((c) => (c < 24 ? 1 : 0))
}

/** With the rim moved by x → A x the inside follows exactly. */
async function affinePatch(gpu: Gpu): Promise<Row> {
  const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })
  const a = [1.1, 0.05, 0, 0, 0.95, 0.02, 0.03, 0, 1.02]
  const fixed = rim(model)
  const wanted = model.rest.map((_, o) => {
    const n = 3 * Math.floor(o / 3)
    return [0, 1, 2].reduce((sum, e) => sum + a[3 * (o % 3) + e]! * model.rest[n + e]!, 0)
  })
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setFixed(fixed)
  solver.setPositions(wanted.map((x, o) => (fixed[Math.floor(o / 3)] ? x : model.rest[o]!)))
  solver.run(12)
  const got = await solver.readPositions()
  solver.dispose()
  const worst = got.reduce((most, x, o) => Math.max(most, Math.abs(x - wanted[o]!)), 0)
  return row({
    name: 'affine patch: furthest node from the affine place',
    reference: 0,
    computed: worst / mm,
    tolerance: 1e-5,
    unit: 'mm',
    resolution: `${model.tetCount} tetrahedra`,
  })
}

/** v = g t, with no strain to help or hinder. */
async function freeFall(gpu: Gpu): Promise<Row> {
  const model = buildTissueModel(boxHeart([0.012, 0.012, 0.012], 2e-3), { edge: 4e-3, anchored: false })
  const solver = await TissueSolver.create(gpu, model, { ...fullPace, damping: 0, gravity: [0, 0, -gravity] })
  const steps = 30
  solver.run(steps)
  const v = await solver.readVelocities()
  solver.dispose()
  let momentum = 0
  let mass = 0
  model.mass.forEach((m, n) => {
    momentum -= m * v[3 * n + 2]!
    mass += m
  })
  return row({
    name: 'free fall: momentum over mass after .05 s',
    reference: (gravity * steps) / 600,
    computed: momentum / mass,
    tolerance: 0.02,
    unit: 'm/s',
    resolution: `${model.tetCount} tetrahedra, 10 substeps a frame`,
  })
}

const bar = (): TissueModel =>
  buildTissueModel(boxHeart([0.01, 0.01, 0.03], 1e-3), { edge: 4e-3, anchored: false })

/** Marks the nodes beyond a height. */
const beyond = (m: TissueModel, holds: (z: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: m.nodeCount }, (_, n) => (holds(m.rest[3 * n + 2]!) ? 1 : 0))

/** Mean of z over the nodes within half an edge of a height. */
function heightAt(m: TissueModel, positions: Float32Array, z: number): { rest: number; now: number } {
  let [rest, now, count] = [0, 0, 0]
  for (let n = 0; n < m.nodeCount; n++) {
    if (Math.abs(m.rest[3 * n + 2]! - z) > m.lattice.edge / 2) continue
    if (Math.abs(m.rest[3 * n]!) > 0.0101 || Math.abs(m.rest[3 * n + 1]!) > 0.0101) continue
    rest += m.rest[3 * n + 2]!
    now += positions[3 * n + 2]!
    count++
  }
  return { rest: rest / count, now: now / count }
}

/** Weight at which the bar's strain stays under half a percent, where the linear closed form holds. m/s² */
const lightGravity = 1

/** Bar under its own weight: the section at depth s below the clamp sinks by rho g (L s - s²/2) / E. */
async function hangingBar(gpu: Gpu): Promise<Row> {
  const model = bar()
  const material = tissueMaterials[0]!
  const solver = await TissueSolver.create(gpu, model, { ...still, gravity: [0, 0, -lightGravity] })
  // The clamp stands a width below the top, where its hold on the section's width is not felt any more.
  solver.setFixed(beyond(model, (z) => z > 0.0275))
  solver.run(20)
  const got = await solver.readPositions()
  solver.dispose()
  const [upper, lower] = [heightAt(model, got, 0.01), heightAt(model, got, -0.026)]
  const sink = (z: number): number => {
    const s = 0.03 - z
    return (material.density * lightGravity * (0.06 * s - (s * s) / 2)) / material.young
  }
  return row({
    name: 'bar under its own weight: lengthening between two sections',
    reference: (sink(lower.rest) - sink(upper.rest)) / mm,
    computed: (upper.now - upper.rest - (lower.now - lower.rest)) / mm,
    tolerance: 0.02,
    unit: 'mm',
    resolution: `${model.tetCount} tetrahedra, 5 edges across`,
  })
}

/**
 * Uniaxial stretch l of this energy: no lateral stress gives J - 1 = mu (l - 1) / (l lambda'), lateral stretch
 * sqrt(J / l), and axial stress P = mu l + (lambda' (J - 1) - mu) J / l.
 */
async function uniaxialStretch(gpu: Gpu): Promise<Row[]> {
  const model = bar()
  const stretch = 1.2
  const { mu, lambda } = lame(tissueMaterials[0]!)
  const j = 1 + (mu * (stretch - 1)) / (stretch * lambda)
  const lateral = Math.sqrt(j / stretch)
  // The whole bar starts at the closed form; its ends stay there.
  const start = model.rest.map((x, o) => x * (o % 3 === 2 ? stretch : lateral))
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setFixed(beyond(model, (z) => Math.abs(z) > 0.0275))
  solver.setPositions(
    start.map((x, o) =>
      o % 3 === 2 || Math.abs(model.rest[o - (o % 3) + 2]!) > 0.0275 ? x : model.rest[o]!,
    ),
  )
  solver.run(20)
  const got = await solver.readPositions()
  solver.dispose()
  const { forces } = elastic(uncut(model), got)
  let pull = 0
  for (let n = 0; n < model.nodeCount; n++) if (model.rest[3 * n + 2]! > 0.0275) pull -= forces[3 * n + 2]!
  const waist = lateralStretch(model, got)
  const resolution = `${model.tetCount} tetrahedra, 5 edges across`
  return [
    row({
      name: 'uniaxial stretch 1.2: lateral stretch at the waist',
      reference: lateral,
      computed: waist,
      tolerance: 0.001,
      unit: '',
      resolution,
    }),
    row({
      name: 'uniaxial stretch 1.2: nominal stress',
      reference: mu * stretch + ((lambda * (j - 1) - mu) * j) / stretch,
      computed: pull / 0.02 ** 2,
      tolerance: 0.01,
      unit: 'Pa',
      resolution,
    }),
  ]
}

/** Ratio of widths now and at rest of the middle third, by least squares through the axis. */
function lateralStretch(model: TissueModel, positions: Float32Array): number {
  let [above, below] = [0, 0]
  for (let n = 0; n < model.nodeCount; n++) {
    if (Math.abs(model.rest[3 * n + 2]!) > 0.01) continue
    for (const d of [0, 1]) {
      const x = model.rest[3 * n + d]!
      if (Math.abs(x) > 0.0101) continue
      above += x * positions[3 * n + d]!
      below += x * x
    }
  }
  return above / below
}
