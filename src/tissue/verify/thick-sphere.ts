import type { Gpu } from '../../gpu'
import { lame } from '../materials'
import { buildTissueModel, type TissueModel } from '../model'
import { shellHeart } from '../solids'
import { TissueSolver } from '../solver'
import { solveStatic, still } from '../static-solve'
import { wettedSurface } from '../wetted-surface'
import { type Row, row } from './row'
import { inflatedStretch } from './sphere-inflation'

const [inner, outer] = [0.012, 0.018]
/** Pressure over mu at which an incompressible neo-Hookean sphere of B/A 1.5 has the inner stretch 1.2. */
const table = { stretch: 1.2, pressure: 0.3515 } as const
const material = { young: 2.9e4, poisson: 0.45, fibreStiffness: 0 } as const
/** Holds the ball in its place, N/m a node: a hundred-thousandth of the pressure's force a millimetre. */
const softBed = 1e-4

/** A ball of one material without fibres, on a bed that is hardly there. */
export function ball(radii: readonly [number, number], edge: number, of: object, bed = softBed): TissueModel {
  const base = buildTissueModel(shellHeart(...radii, 1e-3), { edge, anchored: false })
  return {
    ...base,
    support: base.support.map(() => bed),
    fibre: new Float32Array(base.fibre.length),
    materials: base.materials.map((m) => ({ ...m, ...of })),
  }
}

/** The shape less its mean displacement: where a ball on a soft bed has strayed to says nothing of its stretch. */
export function centred({ rest }: TissueModel, positions: Float32Array): Float32Array {
  const mean = [0, 0, 0]
  for (let o = 0; o < rest.length; o++) mean[o % 3]! += (3 * (positions[o]! - rest[o]!)) / rest.length
  return positions.map((x, o) => x - mean[o % 3]!)
}

/** Mean radius of the wetted surface over that at rest; `positions` are centred. */
export function innerStretch(model: TissueModel, positions: Float32Array): number {
  const { fine, blood } = wettedSurface(model, model.heart.tissue)
  let [now, rest] = [0, 0]
  blood.forEach((structure, v) => {
    if (!structure) return
    const at = [0, 1, 2].map((d) =>
      [0, 1, 2, 3].reduce(
        (sum, c) => sum + fine.weights[4 * v + c]! * positions[3 * model.tets[4 * fine.tet[v]! + c]! + d]!,
        0,
      ),
    )
    now += Math.hypot(...at)
    rest += Math.hypot(fine.positions[3 * v]!, fine.positions[3 * v + 1]!, fine.positions[3 * v + 2]!)
  })
  return now / rest
}

/**
 * Thick sphere, B/A 1.5, under internal pressure p = .3515 mu. The table's inner stretch 1.2 is that of an
 * incompressible sphere; the same energy at Poisson's ratio .45 stretches more, by its radial equation
 * (`sphere-inflation.ts`). Both are rows; the displacement of the second is the strict one, and out of tolerance: in
 * small strains this lattice gives 8.2, 4.2 and 2.7 % too little at edges of 3, 2 and 1.5 mm (its equations assembled and
 * solved in 64 bits). The drawn surface at 1 mm holds .7 % of it; the rest falls with the square of the edge. With the
 * mean J over the tetrahedra round each A-A link it would be 3.7, 1.8 and 1.2 %.
 */
export async function thickSphere(gpu: Gpu): Promise<Row[]> {
  const model = ball([inner, outer], 3e-3, material)
  const { mu, lambda } = lame(model.materials[0]!)
  const pressure = table.pressure * mu
  const solver = await TissueSolver.create(gpu, model, still)
  solver.setActing({ pressures: new Map([[2, pressure]]) })
  const rest = await solveStatic(solver, { tolerance: 5e-6, maxSteps: 400 })
  solver.dispose()
  const stretch = innerStretch(model, centred(model, rest.positions))
  const wanted = inflatedStretch({ inner, outer, mu, lambda }, pressure)
  const resolution = `${model.tetCount} tetrahedra, 2 edges through the wall, ${rest.steps} sweeps, ${(1e6 * rest.remaining).toFixed(1)} µm to go`
  return [
    row({
      name: 'thick sphere B/A 1.5: inner stretch, incompressible table',
      reference: table.stretch,
      computed: stretch,
      tolerance: 0.02,
      unit: '',
      resolution,
    }),
    row({
      name: 'thick sphere B/A 1.5, Poisson .45: inner displacement by the radial equation',
      reference: (wanted - 1) * inner * 1e3,
      computed: (stretch - 1) * inner * 1e3,
      tolerance: 0.02,
      unit: 'mm',
      resolution,
    }),
  ]
}
