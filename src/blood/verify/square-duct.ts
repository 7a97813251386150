import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { squareDuct } from './shapes'

/**
 * Square duct, fully developed: Darcy f Re = 56.908, so dp/dx = 56.908 mu U / (2 a²); what flows in flows out.
 */
export async function squareDuctFriction(gpu: Gpu, cells: number): Promise<BloodCheck[]> {
  const [side, speed, viscosity] = [0.01, 0.01, 0.0106]
  const length = 2.5 * side
  const domain = squareDuct(side, length, side / cells)
  const solver = await FlowSolver.create(gpu, domain, { density, viscosity }, { maxStep: 1 })
  solver.setControl({ ports: { in: { flow: -speed * side ** 2 }, out: { pressure: 0 } } })
  await solver.step(40 + cells ** 2)
  const [p, q] = await solver.probe([
    [0, 0, 0.05 * length],
    [0, 0, 0.4 * length],
  ])
  const { mismatch } = await solver.measure()
  solver.destroy()
  const gradient = ((p?.pressure ?? 0) - (q?.pressure ?? 0)) / (0.35 * length)
  const computed = (gradient * 2 * side ** 2) / (viscosity * speed)
  const at = `${cells} cells across`
  return [
    check('Square duct: Darcy f Re', 56.908, computed, 0.03, at),
    check('Square duct: (inflow - outflow) / inflow, settled', 0, mismatch, 1e-4, at),
  ]
}
