import type { Vec3 } from '../../core/vec3'
import type { BloodDomain } from '../../geometry/blood-domain'
import type { Gpu } from '../../gpu'
import { FlowSolver } from '../flow-solver'
import { type BloodCheck, check, density } from './row'
import { orificeDuct, pierce } from './shapes'

/**
 * A closed plate holds a pressure and leaks nothing; pierced while under pressure (an edit) the flow stays finite
 * and what goes in comes out.
 */
export async function closedSheet(gpu: Gpu): Promise<BloodCheck[]> {
  const diameter = 0.006
  const cells = 6
  const { domain } = orificeDuct(diameter, cells, 2, 1, 1.5)
  const closed: BloodDomain = {
    ...domain,
    open: domain.open.map((a) => a.slice()) as unknown as BloodDomain['open'],
    crossed: domain.crossed.map((a) => a.slice()) as unknown as BloodDomain['crossed'],
  }
  pierce(closed, 0, 0)
  const solver = await FlowSolver.create(gpu, closed, { density, viscosity: 0.0035 })
  solver.setControl({ ports: { in: { pressure: 1000 }, out: { pressure: 0 } } })
  await solver.step(20)
  const before = await solver.measure()
  const points: Vec3[] = [
    [0, 0, -diameter / 3],
    [0, 0, diameter / 3],
  ]
  const [p, q] = await solver.probe(points)
  await solver.updateDomain(domain)
  await solver.step(20)
  const after = await solver.measure()
  const inflow = after.ports['in']?.flow ?? Number.NaN
  const outflow = after.ports['out']?.flow ?? Number.NaN
  solver.destroy()
  const at = `${cells} cells across the hole`
  return [
    check('Closed sheet: flow through it, m³/s', 0, before.ports['out']?.flow ?? Number.NaN, 1e-10, at),
    check('Closed sheet: pressure held, Pa', 1000, (p?.pressure ?? 0) - (q?.pressure ?? 0), 0.001, at),
    check('Opened under pressure: outflow / inflow', 1, -outflow / inflow, 0.005, at),
    check(
      'Opened under pressure: blood flows (speed > 0, finite)',
      1,
      after.maxSpeed > 0.05 && after.maxSpeed < 20 ? 1 : 0,
      0,
      at,
    ),
  ]
}
