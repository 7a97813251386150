import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { add, distance, normalize, scale, subtract, type Vec3 } from '../../src/core/vec3'
import { type Gpu, openGpu } from '../../src/gpu'
import { sweepBlade } from '../../src/tissue/blade'
import { planCut } from '../../src/tissue/cut'
import { elastic } from '../../src/tissue/energy'
import { buildTissueModel } from '../../src/tissue/model'
import { type RunningThread, runningThreads } from '../../src/tissue/running-suture'
import { boxHeart } from '../../src/tissue/solids'
import { TissueSolver } from '../../src/tissue/solver'
import { type Bite, type Stitch, sewLips } from '../../src/tissue/stitch'
import { uncut } from '../../src/tissue/topology'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

/** A sheet of tissue 32 × 24 × 4 mm, cut in two across its middle, held at its two short ends. */
const model = buildTissueModel(boxHeart([0.016, 0.012, 0.002], 1e-3), { edge: 4e-3, anchored: false })
const ends = Uint8Array.from({ length: model.nodeCount }, (_, n) =>
  Math.abs(model.rest[3 * n]!) > 0.0135 ? 1 : 0,
)
const across = sweepBlade(
  [-14, 14].map((y): [Vec3, Vec3] => [
    [0.3, y, -6],
    [0.3, y, 6],
  ]),
  4e-3,
)

/** The two halves drawn apart, and by more at one edge: gaps of `near` to `far` metres along y. */
async function parted(near: number, far: number): Promise<TissueSolver> {
  const solver = await TissueSolver.create(gpu, model, { damping: 40 })
  solver.setFixed(ends)
  solver.apply(planCut(uncut(model), across))
  solver.setPositions(
    model.rest.map((x, o) => {
      const n = o - (o % 3)
      const open = near + ((model.rest[n + 1]! + 0.012) / 0.024) * (far - near)
      return o % 3 === 0 && model.rest[n]! > 0.0135 ? x + open : x
    }),
  )
  solver.step(0.25)
  return solver
}

/** Stitches at every 4 mm along the cut, near the surface. */
const row = (solver: TissueSolver): Stitch[] =>
  sewLips(
    solver.topology,
    'suture-1',
    [
      [0.3e-3, -8e-3, 2e-3],
      [0.3e-3, 8e-3, 2e-3],
    ],
    4e-3,
    2e-3,
  ).stitches.filter((_, n) => n % 2 === 0)

type Segment = readonly [Bite, Bite]

const placeIn =
  (x: Float32Array) =>
  ({ nodes, weights }: Bite): Vec3 =>
    nodes.reduce<Vec3>(
      (sum, n, k) => add(sum, scale([x[3 * n]!, x[3 * n + 1]!, x[3 * n + 2]!], weights[k]!)),
      [0, 0, 0],
    )

/**
 * The tension of each segment as the tissue feels it: at rest the elastic force on every node that a thread holds
 * balances the threads there, f_i = sum_j T_j w_ij n_j; least squares over all those nodes.
 */
function tensionsFelt(solver: TissueSolver, x: Float32Array, segments: readonly Segment[]): number[] {
  const { forces } = elastic(solver.topology, x)
  const place = placeIn(x)
  const columns = segments.map(([from, to]) => {
    const n = normalize(subtract(place(from), place(to)))
    const column = new Map<number, number>()
    const put = (bite: Bite, sign: number) => {
      bite.nodes.forEach((node, k) => {
        for (const d of [0, 1, 2] as const) {
          const at = 3 * node + d
          column.set(at, (column.get(at) ?? 0) + sign * bite.weights[k]! * n[d])
        }
      })
    }
    put(from, 1)
    put(to, -1)
    return column
  })
  const product = (a: Map<number, number>, b: Map<number, number>) =>
    [...a].reduce((sum, [at, v]) => sum + v * (b.get(at) ?? 0), 0)
  const isFree = (at: number) => !ends[Math.floor(at / 3)]
  const matrix = columns.map((a) => columns.map((b) => product(a, b)))
  const right = columns.map((a) => [...a].reduce((s, [at, v]) => (isFree(at) ? s + v * forces[at]! : s), 0))
  return solved(matrix, right)
}

/** Gauss without pivoting: the matrix is positive definite. */
function solved(matrix: number[][], right: number[]): number[] {
  const n = right.length
  const a = matrix.map((row, i) => [...row, right[i]!])
  for (let c = 0; c < n; c++)
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const f = a[r]![c]! / a[c]![c]!
      for (let k = c; k <= n; k++) a[r]![k]! -= f * a[c]![k]!
    }
  return a.map((row, i) => row[n]! / row[i]!)
}

describe('stitches over unequal gaps', () => {
  it('a running thread pulls alike in every segment and keeps its length', async () => {
    const solver = await parted(1e-3, 5e-3)
    const before = await solver.readPositions()
    const thread = drawnIn(runningThreads(row(solver), 4e-3)[0]!, before)
    const drawn = thread.closed.reduce((a, b) => a + b, 0)
    await solver.addThreads([thread])
    solver.step(1)
    const x = await solver.readPositions()
    const felt = tensionsFelt(
      solver,
      x,
      thread.bites.slice(1).map((bite, n) => [thread.bites[n]!, bite]),
    )
    console.log(
      `running: ${said(felt)}; ${mm(lengthOf(thread, before))} drawn to ${mm(drawn)}: is ${mm(lengthOf(thread, x))}`,
    )
    expect(Math.min(...felt)).toBeGreaterThan(1e-4)
    expect(spread(felt)).toBeLessThan(0.01)
    expect(Math.abs(lengthOf(thread, x) / drawn - 1)).toBeLessThan(2e-3)
    solver.dispose()
  })

  it('interrupted stitches pull each for itself', async () => {
    const solver = await parted(1e-3, 5e-3)
    const stitches = row(solver)
    await solver.addStitches(stitches)
    solver.step(1)
    const x = await solver.readPositions()
    const felt = tensionsFelt(
      solver,
      x,
      stitches.map(({ from, to }) => [from, to]),
    )
    console.log(`interrupted: ${said(felt)}`)
    expect(spread(felt)).toBeGreaterThan(0.2)
    solver.dispose()
  })
})

/** Drawn in by a quarter only: the gaps stay open, so that each segment keeps a direction to measure along. */
function drawnIn(thread: RunningThread, x: Float32Array): RunningThread {
  const share = (0.75 * lengthOf(thread, x)) / thread.closed.length
  return { ...thread, closed: thread.closed.map(() => share) }
}

const spread = (values: readonly number[]): number => Math.max(...values) / Math.min(...values) - 1
const mm = (metres: number): string => `${(1e3 * metres).toFixed(2)} mm`
const said = (newtons: readonly number[]): string =>
  `${newtons.map((t) => (1e3 * t).toFixed(2)).join(' ')} mN, spread ${(100 * spread(newtons)).toFixed(2)} %`

function lengthOf(thread: RunningThread, x: Float32Array): number {
  const places = thread.bites.map(placeIn(x))
  return places.reduce((sum, p, n) => sum + (n ? distance(p, places[n - 1]!) : 0), 0)
}
