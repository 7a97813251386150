import { describe, expect, it } from 'vitest'
import type { DaeSystem, Element } from '../../src/circulation/dae-system'
import { GeneralizedAlpha } from '../../src/circulation/generalized-alpha'
import { Network } from '../../src/circulation/network'

/** A compliance that empties through a resistance into a moving pressure: y' + y = cos t. */
class Relaxation implements Element {
  readonly name = 'relaxation'
  private drive = 0
  writeConstant(system: DaeSystem): void {
    system.addMass(0, 0, 1)
    system.addLinear(0, 0, 1)
  }
  setTime(time: number): void {
    this.drive = Math.cos(time)
  }
  writeState(system: DaeSystem): void {
    system.addResidual(0, -this.drive)
  }
}

function errorWith(steps: number, rho: number): number {
  const network = new Network()
  network.unknown('y')
  network.row()
  network.add(new Relaxation())
  const state = { names: network.names, y: Float64Array.of(0.5), ydot: Float64Array.of(0.5) }
  const control = { rho, maxIterations: 10, residualTolerance: 1e-13, updateTolerance: 0 }
  const integrator = new GeneralizedAlpha(network, 2 / steps, control)
  for (let k = 0; k < steps; k++) integrator.step(state, (2 * k) / steps)
  return Math.abs(state.y[0]! - (Math.cos(2) + Math.sin(2)) / 2)
}

// Reference: y' + y = cos t with y(0) = ½ has the solution (cos t + sin t) / 2; generalised-alpha is of second order.
describe('generalised-alpha', () => {
  it.each([0, 0.5, 1])('halving the step quarters the error, ρ = %s', (rho) => {
    const order = Math.log2(errorWith(40, rho) / errorWith(80, rho))
    expect(order).toBeGreaterThan(1.9)
    expect(order).toBeLessThan(2.2)
  })
})
