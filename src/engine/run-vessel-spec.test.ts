import { expect, test } from 'vitest'
import { bloodThinning } from '../blood'
import { readVesselSpec } from './run-vessel-spec'

const vessel = {
  spacing_mm: 1,
  density: 1060,
  viscosity: 0.0035,
  wall: 'wall.stl',
  inlets: [{ name: 'in', surface: 'in.stl', flow_m3_s: 1e-6 }],
  outlets: [{ name: 'out', surface: 'out.stl', pressure_Pa: 0 }],
  duration_s: 1,
}

test('blood is Newtonian unless the vessel says that it thins under shear, and how', () => {
  expect(readVesselSpec(vessel, 'v.json').carreau).toBeUndefined()
  expect(readVesselSpec({ ...vessel, carreau: 'blood' }, 'v.json').carreau).toEqual(bloodThinning)
  const own = { atRest: 0.02, time: 1.2, power: 0.6 }
  expect(readVesselSpec({ ...vessel, carreau: own }, 'v.json').carreau).toEqual(own)
})

test('a fluid that thickens under shear is refused by its field', () => {
  const thickening = { ...vessel, carreau: { atRest: 0.02, time: 1.2, power: 1.3 } }
  expect(() => readVesselSpec(thickening, 'v.json')).toThrow(/carreau/)
})
