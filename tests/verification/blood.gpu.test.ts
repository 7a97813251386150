import { afterAll, beforeAll, expect, test } from 'vitest'
import { closedSheet } from '../../src/blood/verify/closed-sheet'
import { closedVolume, oxygenKept } from '../../src/blood/verify/conservation'
import { orifice } from '../../src/blood/verify/orifice'
import { poiseuille } from '../../src/blood/verify/poiseuille'
import { randomEdits } from '../../src/blood/verify/random-edits'
import type { BloodCheck } from '../../src/blood/verify/row'
import { squareDuctFriction } from '../../src/blood/verify/square-duct'
import { taylorGreen } from '../../src/blood/verify/taylor-green'
import { womersley } from '../../src/blood/verify/womersley'
import { type Gpu, openGpu } from '../../src/gpu'
import { runsLong } from '../support/long'

let gpu: Gpu
beforeAll(async () => {
  gpu = await openGpu()
})
afterAll(() => gpu?.close())

function holds(rows: readonly BloodCheck[]): void {
  for (const row of rows)
    expect(
      row.error,
      `${row.name}: ${row.computed} for ${row.reference} (${row.resolution})`,
    ).toBeLessThanOrEqual(row.tolerance)
}

// Q = pi R⁴ dp/dx / (8 mu) at any Reynolds number: 1.5 % at ten cells across, by second order; order 1.4 or more. At
// Re 20 the wall's drag and what the blood carries along both count; Re 2 is left to `verify blood`.
test('Poiseuille flow in a pipe oblique to the lattice', async () =>
  holds(await poiseuille(gpu, [8, 10], 20)))

// Darcy f Re = 56.908; what flows in flows out.
test('friction in a square duct', async () => holds(await squareDuctFriction(gpu, 8)))

// Q = pi R⁴ A / (8 mu) · .353099 at alpha 4.
test('Womersley flow', async () => holds(await womersley(gpu, 8)))

// dp = ½ rho (Q / (Cd A))²: what lets blood keep a speed round the hole's edge that it never had gives .9 and more.
test.skipIf(!runsLong('the discharge through a thick hole'))('discharge through a thick hole', async () =>
  holds([await orifice(gpu, { cells: 6, thickness: 0.75, axis: [0, 0, 1], reynolds: 9000 })]),
)

test('a closed sheet leaks nothing; opened under pressure the flow stays finite', async () =>
  holds(await closedSheet(gpu)))

// Among the second run's are chambers behind slits of one cell, whose mean pressure only the coarse levels move.
test('random edits under flow blow nothing up', async () => holds(await randomEdits(gpu, 2, 5)))

// E of the spectral solution; the error falls with the square of the spacing at least, and is 3 % at 48 cells.
test('the Taylor–Green vortex loses its energy at the right rate', async () =>
  holds(await taylorGreen(gpu, 24, 0.12)))

// What one closed chamber pushes out, the other takes up.
test('closed chambers neither make nor lose blood', async () => holds([await closedVolume(gpu)]))

// Iterations that are not needed do no harm: what they would work on is rounding.
test('nor do they with twenty iterations a step', async () => holds([await closedVolume(gpu, 20)]))

test('a closed ball that is stirred keeps its oxygen', async () => holds(await oxygenKept(gpu)))
