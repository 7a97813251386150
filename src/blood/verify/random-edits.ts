import type { BloodDomain } from '../../geometry/blood-domain'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { pierce, squareDuct } from './shapes'

const [side, spacing, drop] = [0.008, 0.001, 2000]
const settling = 10

/** Numbers from 0 to 1 (mulberry32), the same for the same seed. */
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A duct with up to three plates across it, each shut or with a hole of any size, and a wall with a slit along it. */
function edited(next: () => number): BloodDomain {
  const domain = squareDuct(side, 3 * side, spacing)
  for (const z of [-0.6, 0, 0.6])
    if (next() < 0.6)
      pierce(domain, (z + 0.3 * (next() - 0.5)) * side, next() < 0.2 ? 0 : next() * 0.6 * side)
  if (next() < 0.5) closeAlong(domain, next)
  return domain
}

/** A sheet along the duct, between two columns of cells, open over one cell only. */
function closeAlong(domain: BloodDomain, next: () => number): void {
  const [nx, ny, nz] = domain.frame.size
  const i = Math.floor(nx * (0.3 + 0.4 * next()))
  const gap = Math.floor(nz * (0.3 + 0.4 * next()))
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      if (k === gap) continue
      domain.open[0][i + nx * (j + ny * k)] = 0
      domain.crossed[0][i + nx * (j + ny * k)] = 1
    }
}

/**
 * Random edits under flow: plates put in and taken out, shut and pierced, chambers parted but for a gap of one cell.
 * Nothing may blow up: no speed above 2.5 sqrt(2 dp / rho), and ten steps after each edit what flows in flows out to
 * .1 % (of the flow, or of a hundredth of what the free duct would let through where all is shut).
 */
export async function randomEdits(gpu: Gpu, runs: number, edits: number): Promise<BloodCheck[]> {
  let [fastest, worst] = [0, 0]
  const speed = Math.sqrt((2 * drop) / density)
  for (let run = 0; run < runs; run++) {
    const next = random(run + 1)
    const solver = await FlowSolver.create(gpu, edited(next), { density, viscosity: 0.0035 })
    solver.setControl({ ports: { in: { pressure: drop }, out: { pressure: 0 } } })
    for (let n = 0; n < edits; n++) {
      if (n > 0) await solver.updateDomain(edited(next))
      await solver.step(settling)
      const m = await solver.measure()
      const [inflow, outflow] = [-(m.ports['in']?.flow ?? Number.NaN), m.ports['out']?.flow ?? Number.NaN]
      worst = Math.max(worst, Math.abs(outflow - inflow) / Math.max(inflow, 0.01 * speed * side ** 2))
      fastest = Math.max(fastest, m.maxSpeed / speed)
    }
    solver.destroy()
  }
  const at = `${runs} runs of ${edits} edits, 8 cells across`
  const finite = (v: number) => (Number.isFinite(v) ? v : Number.POSITIVE_INFINITY)
  return [
    check('Random edits: greatest mismatch of flow after ten steps', 0, finite(worst), 1e-3, at),
    check(
      'Random edits: greatest speed / sqrt(2 dp / rho), less 2.5',
      0,
      Math.max(0, finite(fastest) - 2.5),
      0,
      at,
    ),
  ]
}
