import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type BloodCheck,
  closedSheet,
  orifice,
  poiseuille,
  squareDuctFriction,
  womersley,
} from '../../src/blood/verify'
import { type Gpu, openGpu } from '../../src/gpu'

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

// dp/dx = 8 mu U / R²; the error falls with the square of the spacing.
test('Poiseuille flow in a pipe oblique to the lattice', async () => holds(await poiseuille(gpu, [8, 12])))

// Darcy f Re = 56.908.
test('friction in a square duct', async () => holds([await squareDuctFriction(gpu, 8)]))

// Q = pi R⁴ A / (8 mu) · .353099 at alpha 4.
test('Womersley flow', async () => holds(await womersley(gpu, 8)))

// dp = ½ rho (Q / (Cd A))².
test('discharge through a thin orifice', async () => holds(await orifice(gpu, 5, [500])))

test('a closed sheet leaks nothing; opened under pressure the flow stays finite', async () =>
  holds(await closedSheet(gpu)))
