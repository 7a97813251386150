import { expect, it } from 'vitest'
import { middleOfPlate, type RoundPlate } from './large-deflection'

const plate: RoundPlate = { pressure: 1, radius: 8e-3, young: 10e6, poisson: 0.3, thickness: 0.4e-3 }
const rigidity = (p: RoundPlate) => (p.young * p.thickness ** 3) / (12 * (1 - p.poisson ** 2))
const small = (p: RoundPlate) => (p.pressure * p.radius ** 4) / (64 * rigidity(p))

it('gives the small deflection of a clamped and of a hinged plate', () => {
  expect(middleOfPlate(plate, 'clamped') / small(plate)).toBeCloseTo(1, 2)
  // (5 + nu) / (1 + nu) times that of the clamped one
  expect(middleOfPlate(plate, 'hinged') / small(plate)).toBeCloseTo(5.3 / 1.3, 1)
})

it('gives Hencky’s membrane where bending means nothing', () => {
  const thin = { ...plate, thickness: 0.02e-3, young: 200e6, pressure: 2000 }
  const hencky =
    0.6526 * thin.radius * ((thin.pressure * thin.radius) / (thin.young * thin.thickness)) ** (1 / 3)
  expect(middleOfPlate(thin, 'hinged') / hencky).toBeCloseTo(1, 1)
})

it('comes near Timoshenko’s one-term formula, w/t + A (w/t)³ = B p a⁴ / E t⁴', () => {
  // Theory of Plates and Shells, table 82, nu = .3 (recalled): clamped, held .471 .171; hinged, sliding .262 .696.
  const oneTerm = (a: number, b: number, load: number) => {
    let w = 0
    for (let n = 0; n < 200; n++) w += (b * load - w - a * w ** 3) / (1 + 3 * a * w * w)
    return w
  }
  const p = { ...plate, radius: 5e-3, pressure: 13332 }
  const load = (p.pressure * p.radius ** 4) / (p.young * p.thickness ** 4)
  for (const [rim, a, b] of [
    ['clamped', 0.471, 0.171],
    ['sliding', 0.262, 0.696],
  ] as const)
    expect(Math.abs(middleOfPlate(p, rim) / p.thickness / oneTerm(a, b, load) - 1)).toBeLessThan(0.08)
})
