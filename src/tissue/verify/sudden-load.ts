import type { Gpu } from '../../gpu'
import type { Acting } from '../body-loads'
import { lame } from '../materials'
import { buildTissueModel, type TissueModel } from '../model'
import { boxHeart } from '../solids'
import { TissueSolver } from '../solver'
import { fullPace } from '../solver-options'
import { solveStatic, still } from '../static-solve'
import { type Row, row } from './row'
import { inflatedStretch } from './sphere-inflation'
import { ball, centred, innerStretch } from './thick-sphere'

const frame = 1 / 72
const after = 0.5

interface Sudden {
  readonly name: string
  readonly model: TissueModel
  readonly acting: Acting
  readonly fixed?: Uint8Array
}

/** The shape half a second after a load came at once, at the full pace, beside the shape at rest of the same lattice. */
async function sudden(gpu: Gpu, { name, model, acting, fixed }: Sudden) {
  const create = async (options: object) => {
    const solver = await TissueSolver.create(gpu, model, options)
    if (fixed) solver.setFixed(fixed)
    solver.setActing(acting)
    return solver
  }
  const slow = await create(still)
  const rest = await solveStatic(slow, { tolerance: 1e-5, maxSteps: 800 })
  slow.dispose()
  const solver = await create(fullPace)
  const started = performance.now()
  for (let n = 0; n < Math.round(after / frame); n++) solver.step(frame)
  const positions = await solver.readPositions()
  const msPerFrame = ((performance.now() - started) * frame) / after
  solver.dispose()
  const shapeOf = (x: Float32Array) => (fixed ? x : centred(model, x))
  const [now, then] = [shapeOf(positions), shapeOf(rest.positions)]
  const [moved, apart] = [furthest(then, model.rest), furthest(now, then)]
  const resolution = `${model.tetCount} tetrahedra, ${msPerFrame.toFixed(1)} ms a frame`
  const shape = row({
    name: `${name}: furthest node from its static place half a second later, over its way`,
    reference: 0,
    computed: apart / moved,
    tolerance: 0.02,
    unit: '',
    resolution,
  })
  return { positions: now, resolution, shape }
}

/**
 * A 12/15 mm shell of 200 kPa (Poisson .45) under a sudden 10 kPa, one lattice edge through the wall. The second row would
 * be 10 % too little with tetrahedra that strain alone; sharing strain (`share.wgsl`) leaves 1.5 %.
 */
export async function suddenShell(gpu: Gpu): Promise<Row[]> {
  const [inner, outer, pressure] = [0.012, 0.015, 1e4]
  const model = ball([inner, outer], 3e-3, { young: 2e5, poisson: 0.45, fibreStiffness: 0 })
  const acting = { pressures: new Map([[2, pressure]]) }
  const { positions, resolution, shape } = await sudden(gpu, {
    name: '12/15 mm shell, 200 kPa, 10 kPa',
    model,
    acting,
  })
  const wanted = inflatedStretch({ inner, outer, ...lame(model.materials[0]!) }, pressure)
  return [
    shape,
    row({
      name: '12/15 mm shell, 200 kPa, 10 kPa: inner displacement half a second later',
      reference: (wanted - 1) * inner * 1e3,
      computed: (innerStretch(model, positions) - 1) * inner * 1e3,
      tolerance: 0.02,
      unit: 'mm',
      resolution,
    }),
  ]
}

/** A 20 × 10 × 3 mm flap of 50 kPa, held at one end, that suddenly has its weight. */
export async function suddenFlap(gpu: Gpu): Promise<Row[]> {
  const base = buildTissueModel(boxHeart([0.0125, 0.005, 0.0015], 5e-4), { edge: 1.5e-3, anchored: false })
  const material = { young: 5e4, poisson: 0.42, fibreStiffness: 0 }
  const model = { ...base, materials: base.materials.map((m) => ({ ...m, ...material })) }
  // The clamp takes the 5 mm beyond the flap's 20.
  const fixed = Uint8Array.from({ length: model.nodeCount }, (_, n) => (model.rest[3 * n]! < -0.0075 ? 1 : 0))
  const acting = { gravity: [0, 0, -9.81] as const }
  const { shape } = await sudden(gpu, {
    name: '20 × 10 × 3 mm flap, 50 kPa, its weight',
    model,
    acting,
    fixed,
  })
  return [shape]
}

function furthest(a: Float32Array, b: Float32Array): number {
  let most = 0
  for (let o = 0; o < a.length; o += 3)
    most = Math.max(most, Math.hypot(a[o]! - b[o]!, a[o + 1]! - b[o + 1]!, a[o + 2]! - b[o + 2]!))
  return most
}
