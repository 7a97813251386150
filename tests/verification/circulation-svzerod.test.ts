import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circulationCommand } from '../../src/circulation/svzerod/circulation-command'
import { Fault } from '../../src/core/fault'

const folder = join(import.meta.dirname, '../../../shared/data/svzerod')
const present = existsSync(folder)
if (!present) console.warn(`Skipped: the cases of svZeroDSolver are not at ${folder}`)

const cases = [
  ['a steady flow through a resistance into a windkessel', 'steadyFlow_R_RCR'],
  ['two steady flows that meet', 'steadyFlow_confluenceR_R'],
  ['a steady flow through a stenosis', 'steadyFlow_stenosis_R'],
  ['a pulsatile flow into a windkessel, all beats', 'pulsatileFlow_R_RCR'],
  ['a compliance before a stenosis at a sine flow', 'pulsatileFlow_CStenosis_steadyPressure'],
  ['a valve between two vessels, by variable', 'valve_tanh'],
  ['a chamber between two valves, by variable', 'chamber_elastance_inductor'],
  ['a closed loop of heart, lungs and one vessel', 'closedLoopHeart_singleVessel'],
] as const

type Columns = Record<string, (string | number)[]>

// Reference: the stored results of svZeroDSolver, row by row; each name's values are held against its largest one.
describe.skipIf(!present)('networks of svZeroDSolver give its stored results', () => {
  it.each(cases)('%s', (_, file) => {
    const table = circulationCommand(
      readFileSync(join(folder, `${file}.json`), 'utf8'),
      file,
    ) as unknown as Columns
    const stored = columns(JSON.parse(readFileSync(join(folder, 'results', `result_${file}.json`), 'utf8')))
    expect(Object.keys(table).sort()).toEqual(Object.keys(stored).sort())
    expect(table['name']).toEqual(stored['name'])
    for (const column of Object.keys(stored).filter((c) => c !== 'name'))
      expect(largestError(table, stored, column), column).toBeLessThan(1e-6)
  })
})

function columns(table: Record<string, Record<string, string | number>>): Columns {
  return Object.fromEntries(Object.entries(table).map(([name, rows]) => [name, Object.values(rows)]))
}

function largestError(table: Columns, stored: Columns, column: string): number {
  const names = stored['name'] as string[]
  const scale = new Map<string, number>()
  const values = stored[column] as number[]
  values.forEach((v, i) => {
    scale.set(names[i]!, Math.max(scale.get(names[i]!) ?? 0, Math.abs(v)))
  })
  const own = table[column] as number[]
  expect(own.length).toBe(values.length)
  return Math.max(...values.map((v, i) => Math.abs(v - own[i]!) / (scale.get(names[i]!) || 1)))
}

// Reference: svZeroDSolver's own note on a coronary bed, at a steady flow P = Q (Ra1 + Ra2 + Rv1) + Pv, whatever the
// pressure in the muscle; a muscle that squeezes harder first pushes blood back out, so that the pressure rises.
describe('a coronary bed', () => {
  const network = (muscle: number[], beats: number) =>
    JSON.stringify({
      simulation_parameters: {
        number_of_cardiac_cycles: beats,
        number_of_time_pts_per_cardiac_cycle: 101,
        absolute_tolerance: 1e-9,
      },
      boundary_conditions: [
        { bc_name: 'IN', bc_type: 'FLOW', bc_values: { Q: 2.2 } },
        {
          bc_name: 'OUT',
          bc_type: 'CORONARY',
          bc_values: {
            ...{ Ra1: 100, Ra2: 100, Rv1: 100, Ca: 1e-4, Cc: 1e-3, P_v: 5 },
            ...{ Pim: muscle, t: muscle.map((_, i) => i / (muscle.length - 1)) },
          },
        },
      ],
      vessels: [
        {
          vessel_id: 0,
          vessel_name: 'v',
          zero_d_element_type: 'BloodVessel',
          zero_d_element_values: { R_poiseuille: 100 },
          boundary_conditions: { inlet: 'IN', outlet: 'OUT' },
        },
      ],
    })

  it('carries a steady flow through its three resistances', () => {
    const table = circulationCommand(network([1000, 1000], 10), 'coronary.json')
    expect(table.pressure_out!.at(-1)).toBeCloseTo(2.2 * 300 + 5, 6)
    expect(table.pressure_in!.at(-1)).toBeCloseTo(2.2 * 400 + 5, 6)
  })

  it('answers a squeeze with pressure, and its mean over the beat stays', () => {
    const squeeze = Array.from({ length: 101 }, (_, i) => 1000 - 1000 * Math.cos((2 * Math.PI * i) / 100))
    const pressure = circulationCommand(network(squeeze, 20), 'coronary.json').pressure_out!
    const mean = pressure.slice(1).reduce((a, b) => a + b) / 100
    expect(Math.abs(mean / 665 - 1)).toBeLessThan(0.01)
    expect(Math.max(...pressure.slice(0, 50))).toBeGreaterThan(Math.max(...pressure.slice(55)) + 50)
  })
})

describe('a network that cannot be run says why', () => {
  const network = (type: string) =>
    JSON.stringify({
      simulation_parameters: { number_of_cardiac_cycles: 1, number_of_time_pts_per_cardiac_cycle: 11 },
      boundary_conditions: [{ bc_name: 'IN', bc_type: type, bc_values: { Q: 1 } }],
    })
  const faultOf = (text: string): Fault => {
    try {
      circulationCommand(text, 'network.json')
    } catch (error) {
      if (error instanceof Fault) return error
    }
    throw new Error('no fault')
  }

  it('an unknown block is named, with the blocks that are known', () => {
    const { message } = faultOf(network('IMPEDANCE'))
    expect(message).toContain('network.json')
    expect(message).toContain("'IN' is of the type 'IMPEDANCE'")
    expect(message).toContain('BloodVessel')
  })

  it('text that is no JSON', () => {
    expect(faultOf('{').wrong).toContain('is not JSON')
  })

  it('a missing part is named', () => {
    expect(faultOf('{"boundary_conditions": []}').wrong).toContain('simulation_parameters')
  })

  it('a block that is not connected as it must be', () => {
    expect(faultOf(network('FLOW')).wrong).toContain("'IN' has 0 inlets and 0 outlets")
  })

  it('a connection to a block that is not there, and a missing parameter', () => {
    const text = JSON.stringify({
      ...JSON.parse(network('FLOW')),
      vessels: [
        {
          vessel_id: 0,
          vessel_name: 'v',
          zero_d_element_type: 'BloodVessel',
          zero_d_element_values: { R_poiseuille: 1 },
          boundary_conditions: { inlet: 'IN', outlet: 'OUT' },
        },
      ],
    })
    expect(faultOf(text).wrong).toContain("'OUT'")
    const closed = text.replace(
      '"bc_values":{"Q":1}}',
      '"bc_values":{"Q":1}},{"bc_name":"OUT","bc_type":"RCR","bc_values":{"Rp":1,"C":1}}',
    )
    expect(faultOf(closed).wrong).toContain("'OUT' has no number 'Rd'")
  })
})
