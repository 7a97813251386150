import { expect, test } from 'vitest'
import { inflowOf, periodic, readCurve } from './run-vessel-curve'
import { readVesselSpec } from './run-vessel-spec'

const beat = (peak: number) => `Time,Flow\n0,0\n0.1,${peak}\n0.5,0\n`

test('a curve is linear between samples and repeats', () => {
  const { time, value } = readCurve('t;q\n0;1\n1;3\n', 'a.csv')
  const at = periodic(time, value)
  expect([at(0), at(0.25), at(1.25), at(7.5)]).toEqual([1, 1.5, 1.5, 2])
})

test('a velocity that calls itself m³/s is found out and named', () => {
  const area = 116e-6
  const inflow = inflowOf({ file: 'beat.csv', text: beat(0.65) }, undefined, area, 'aorta')
  expect(inflow.unit).toBe('m/s')
  expect(inflow.peak).toBeCloseTo(75.4e-6, 7)
  expect(inflow.period).toBe(0.5)
  expect(inflow.warnings.join()).toMatch(/beat\.csv.*5603 m\/s.*75\.4 mL\/s/s)
})

test('a flow that blood can have is taken as it is', () => {
  const inflow = inflowOf({ file: 'beat.csv', text: beat(75e-6) }, undefined, 116e-6, 'aorta')
  expect([inflow.unit, inflow.warnings.length]).toEqual(['m3/s', 0])
  expect(inflow.at(0.05)).toBeCloseTo(37.5e-6, 9)
})

test('explicit units are obeyed, and refused where no blood flows like that', () => {
  const area = 116e-6
  expect(inflowOf({ file: 'a', text: beat(75) }, 'mL/s', area, 'x').peak).toBeCloseTo(75e-6, 9)
  expect(inflowOf({ file: 'a', text: beat(4.5) }, 'L/min', area, 'x').peak).toBeCloseTo(75e-6, 9)
  expect(() => inflowOf({ file: 'beat.csv', text: beat(0.65) }, 'm3/s', area, 'x')).toThrow(/beat\.csv.*m\/s/)
  expect(() => inflowOf({ file: 'beat.csv', text: beat(900) }, undefined, area, 'x')).toThrow(/beat\.csv/)
})

test('broken curves name file and line', () => {
  expect(() => readCurve('0,1\n1,x\n', 'a.csv')).toThrow(/a\.csv: line 2/)
  expect(() => readCurve('0,1\n0,2\n', 'a.csv')).toThrow(/line 2 does not increase/)
  expect(() => readCurve('', 'a.csv')).toThrow(/fewer than two/)
})

test('an unknown field of a vessel is a fault that names it', () => {
  const spec = {
    spacing_mm: 1,
    density: 1060,
    viscosity: 0.0035,
    wall: 'w.stl',
    inlets: [{ name: 'in', surface: 'i.stl', flow_m3_s: 1e-5 }],
    outlets: [{ name: 'out', surface: 'o.stl', pressure_Pa: 0 }],
    duration_s: 1,
  }
  expect(readVesselSpec(spec, 'v.json').units).toBe('mm')
  expect(() => readVesselSpec({ ...spec, speed: 3 }, 'v.json')).toThrow(/v\.json.*speed/)
  expect(() => readVesselSpec({ ...spec, density: -1 }, 'v.json')).toThrow(/density/)
  expect(() => readVesselSpec({ ...spec, average_from_s: 2 }, 'v.json')).toThrow(/average_from_s/)
})
