import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { pipe } from './shapes'

/** |Q| / Q Poiseuille and phase of Q in degrees, by alpha, from Womersley's solution. */
const solution: Readonly<Record<number, readonly [number, number]>> = {
  3: [0.548354, -54.3],
  4: [0.353099, -65.568],
  5: [0.241795, -71.35],
  10: [0.069468, -81.31],
}

/**
 * Womersley: pulsating pressure gradient A cos(wt) in a round pipe, alpha = R sqrt(w rho / mu), against the closed form
 * (Womersley 1955). In the linear regime (speeds near zero) ends do not matter.
 */
export async function womersley(gpu: Gpu, cells: number, alpha = 4): Promise<BloodCheck[]> {
  const [radius, viscosity] = [0.005, 0.0035]
  const omega = (alpha / radius) ** 2 * (viscosity / density)
  const length = 1.5 * radius
  const amplitude = 1e-3
  const period = (2 * Math.PI) / omega
  const domain = pipe(radius, length, (2 * radius) / cells, [0, 0, 1])
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity }, { maxStep: period / 60 })
  const drop = amplitude * (length + (2 * radius) / cells)
  solver.setControl({
    ports: { in: { pressure: (t) => drop * Math.cos(omega * t) }, out: { pressure: 0 } },
  })
  // The start dies away as exp(-5.78 nu t / R²): slowly, in cycles, where alpha is large.
  const start = alpha > 5 ? 4 : 1.5
  await solver.step(1e6, start * period)
  let [cosine, sine, samples] = [0, 0, 0]
  for (let n = 0; n < 20; n++) {
    await solver.step(1e6, (start + (n + 1) / 20) * period)
    const flow = (await solver.measure()).ports['out']?.flow ?? 0
    cosine += flow * Math.cos(omega * solver.time)
    sine += flow * Math.sin(omega * solver.time)
    samples++
  }
  solver.destroy()
  const [share, lag] = solution[alpha] as readonly [number, number]
  const size = (2 * Math.hypot(cosine, sine)) / samples
  const phase = (Math.atan2(-sine, cosine) * 180) / Math.PI
  const steady = (Math.PI * radius ** 4 * amplitude) / (8 * viscosity)
  const at = `${cells} cells across, 60 steps a cycle`
  return [
    check(`Womersley alpha ${alpha}: |Q| / Q Poiseuille`, share, size / steady, cells < 20 ? 0.05 : 0.03, at),
    check(`Womersley alpha ${alpha}: phase of Q, degrees`, lag, phase, 3 / Math.abs(lag), at),
  ]
}
