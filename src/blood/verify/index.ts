import type { Gpu } from '../../gpu'
import { carreauPipe } from './carreau'
import { lidDrivenCavity } from './cavity'
import { closedSheet } from './closed-sheet'
import { closedVolume, oxygenKept } from './conservation'
import { cylinderDrag } from './cylinder'
import { fdaNozzle } from './nozzle'
import { angles, orifice } from './orifice'
import { poiseuille } from './poiseuille'
import { randomEdits } from './random-edits'
import type { BloodCheck } from './row'
import { squareDuctFriction } from './square-duct'
import { youngTsai } from './stenosis'
import { taylorGreen } from './taylor-green'
import { womersley } from './womersley'

interface Case {
  readonly name: string
  readonly run: (gpu: Gpu) => Promise<readonly BloodCheck[]>
  /** Takes more than about twenty seconds without a GPU: only in the long verification. */
  readonly long?: boolean
}

/** Runs one after the other: each fills the GPU. */
async function each<T>(items: readonly T[], run: (item: T) => Promise<BloodCheck | readonly BloodCheck[]>) {
  const rows: BloodCheck[] = []
  for (const item of items) rows.push(...[await run(item)].flat())
  return rows
}

/** One line a case; the equation stands above its function. */
const cases: readonly Case[] = [
  { name: 'pipe', run: (gpu) => each([2, 20], (re) => poiseuille(gpu, [8, 12], re)) },
  { name: 'square-duct', run: (gpu) => squareDuctFriction(gpu, 10) },
  { name: 'womersley', run: (gpu) => womersley(gpu, 10) },
  {
    name: 'holes',
    run: (gpu) =>
      each([0, 0.75], (thickness) =>
        orifice(gpu, { cells: 6, thickness, axis: [0, 0, 1], reynolds: thickness ? 9000 : 16_000 }),
      ),
  },
  { name: 'closed-sheet', run: closedSheet },
  // The error falls with the square of the spacing: 3 % at 48 cells are 6.75 % at 32.
  { name: 'taylor-green', run: (gpu) => taylorGreen(gpu, 32, 0.0675) },
  {
    name: 'closed-volume',
    run: (gpu) => each([undefined, 4], (iterations) => closedVolume(gpu, iterations)),
  },
  { name: 'oxygen', run: oxygenKept },
  { name: 'random-edits', run: (gpu) => randomEdits(gpu, 1, 8) },
  { name: 'fine-pipe', run: (gpu) => each([2, 20], (re) => poiseuille(gpu, [10, 20], re)), long: true },
  { name: 're-500-pipe', run: (gpu) => poiseuille(gpu, [10, 20], 500), long: true },
  {
    name: 'womersley-fine',
    run: (gpu) => each([3, 5, 10], (alpha) => womersley(gpu, 20, alpha)),
    long: true,
  },
  { name: 'carreau', run: (gpu) => each([8, 12], (cells) => carreauPipe(gpu, cells)), long: true },
  { name: 'holes-at-angles', run: holesAtAngles, long: true },
  { name: 'taylor-green-fine', run: (gpu) => taylorGreen(gpu, 48, 0.03), long: true },
  { name: 'cavity-32', run: (gpu) => lidDrivenCavity(gpu, 32, 0.03), long: true },
  { name: 'cavity-48', run: (gpu) => lidDrivenCavity(gpu, 48, 0.02), long: true },
  { name: 'cylinder-8', run: (gpu) => each([34], (cells) => cylinderDrag(gpu, cells)), long: true },
  { name: 'cylinder-10', run: (gpu) => each([40], (cells) => cylinderDrag(gpu, cells)), long: true },
  { name: 'young-tsai', run: (gpu) => each([1, 2, 3, 4, 5], (q) => youngTsai(gpu, 12, q)), long: true },
  { name: 'random-edits-long', run: (gpu) => randomEdits(gpu, 100, 40), long: true },
  { name: 'fda-nozzle-500', run: (gpu) => fdaNozzle(gpu, 500, 12), long: true },
  { name: 'fda-nozzle-2000', run: (gpu) => fdaNozzle(gpu, 2000, 12), long: true },
  { name: 'fda-nozzle-3500', run: (gpu) => fdaNozzle(gpu, 3500, 12), long: true },
]

function holesAtAngles(gpu: Gpu): Promise<BloodCheck[]> {
  const thin = [6, 10].flatMap((cells) =>
    [500, 16_000].map((reynolds) => ({ cells, thickness: 0, reynolds })),
  )
  const thick = [6, 10].map((cells) => ({ cells, thickness: 0.75, reynolds: 9000 }))
  return each(
    angles.flatMap((axis) => [...thin, ...thick].map((hole) => ({ ...hole, axis }))),
    (hole) => orifice(gpu, hole),
  )
}

/** What `only` may ask for. */
export const bloodCases = (): string[] => cases.map((c) => c.name)

interface VerifyOptions {
  /** Finer lattices and longer runs, too: minutes on a GPU, far more without one. */
  readonly long?: boolean
  /** Only the cases whose name holds this, the long ones too. */
  readonly only?: string
  /** Hears the rows of each case when it is through. */
  readonly onRows?: (rows: readonly BloodCheck[]) => void
}

/** Compares the blood solver with closed forms and published figures. */
export async function verifyBlood(gpu: Gpu, { long = false, only, onRows }: VerifyOptions = {}) {
  const rows: BloodCheck[] = []
  for (const each of cases) {
    if (only === undefined ? each.long && !long : !each.name.includes(only)) continue
    const found = await each.run(gpu)
    onRows?.(found)
    rows.push(...found)
  }
  return rows
}
