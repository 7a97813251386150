import { describe, expect, it } from 'vitest'
import type { BloodDomain } from '../geometry/blood-domain'
import type { BloodLattice } from './blood-lattice'
import { distrust } from './trust'

const fluid = { density: 1000, viscosity: 0.004 }
const round = (diameter: number) => (Math.PI * diameter ** 2) / 4
/** A vessel of 24 mm on cells of 1 mm, through which flows what `speed` carries through `hole` metres. */
function warnings(more: {
  hole?: number
  speed?: number
  spacing?: number
  gate?: number
  leak?: number
  residualRatio?: number
  mismatch?: number
  edited?: boolean
}) {
  const { hole = 0.024, speed = 0.1, spacing = 1e-3 } = more
  const flow = speed * round(hole)
  const port = (id: string) => ({ id, area: round(0.024) })
  const domain = {
    frame: { spacing },
    ports: [port('in'), port('out')],
    gates: more.gate ? [{ id: 'mitral', area: round(more.gate) }] : [],
    sheets: more.leak ? [{ leaks: [{ area: round(more.leak) }] }] : [],
    leaks: [],
  } as unknown as BloodDomain
  const figure = (out: number) => ({ flow: out, meanFlow: out, pressure: 0, meanPressure: 0, area: 0 })
  const measured = {
    ports: { in: figure(-flow), out: figure(flow) },
    residualRatio: more.residualRatio ?? 0.1,
    mismatch: more.mismatch ?? 0,
    maxSpeed: speed,
  }
  const lattice = { compartments: [{ cells: 1, ports: [] }] } as unknown as BloodLattice
  return distrust(domain, lattice, fluid, measured, more.edited ?? false).join('\n')
}

describe('what is said beside a flow', () => {
  it('is nothing where every limit is kept', () => expect(warnings({})).toBe(''))
  it('names a vessel under ten cells across', () =>
    expect(warnings({ spacing: 3e-3 })).toMatch(/port in is 8.0 cells across; below 10/))
  it('names a vessel above Re 5000', () => expect(warnings({ speed: 1 })).toMatch(/port out has Re 6000/))
  it('names a gate under six cells across', () =>
    expect(warnings({ gate: 5e-3 })).toMatch(/gate mitral is 5.0 cells across; below 6/))
  it('names gaps under four cells across', () =>
    expect(warnings({ leak: 3e-3 })).toMatch(/1 gaps, the narrowest 3.0 cells/))
  it('names a hole under six cells by its jet, and the wall behind it', () => {
    const text = warnings({ hole: 4e-3, speed: 1 })
    expect(text).toMatch(/comes through about 5.1 cells/)
    expect(text).toMatch(/within 10 mm behind the fastest jet/)
    expect(warnings({ hole: 8e-3, speed: 0.5 })).not.toMatch(/comes through/)
  })
  it('names a jet above Re 5000', () =>
    expect(warnings({ hole: 8e-3, speed: 4 })).toMatch(/the fastest jet has Re 8000/))
  it('names a pressure that is not solved and a flow that does not close', () => {
    expect(warnings({ residualRatio: 0.5 })).toMatch(/solved to 0.50/)
    expect(warnings({ mismatch: 0.02 })).toMatch(/differ by 2.0 %/)
  })
  it('names the first steps after an edit', () => expect(warnings({ edited: true })).toMatch(/ten steps/))
})
