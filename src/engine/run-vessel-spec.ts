import { z } from 'zod'
import { bloodThinning } from '../blood'
import { Fault } from '../core/fault'

const point = z.tuple([z.number(), z.number(), z.number()])
const positive = z.number().positive()

/** Units that an inlet's flow may be given in; m/s is the mean velocity over the inlet. */
const flowUnits = ['m3/s', 'mL/s', 'L/min', 'm/s'] as const
export type FlowUnit = (typeof flowUnits)[number]

const inlet = z.strictObject({
  name: z.string().min(1),
  surface: z.string().min(1).describe('STL that closes the wall here'),
  flow_m3_s: z
    .union([z.number(), z.string().min(1)])
    .describe('Flow into the vessel, or a CSV of time [s] and flow, repeated after its last time'),
  flow_units: z.enum(flowUnits).optional().describe('Unit of the flow; left out, m³/s'),
  profile: z
    .enum(['plug', 'developed'])
    .optional()
    .describe('Left out: developed for a steady laminar flow, plug for a curve'),
})

const outlet = z.strictObject({
  name: z.string().min(1),
  surface: z.string().min(1),
  pressure_Pa: z.union([
    z.number(),
    z.strictObject({
      windkessel: z.strictObject({
        Rp: z.number().nonnegative().describe('Pa·s/m³'),
        C: positive.describe('m³/Pa'),
        Rd: positive.describe('Pa·s/m³'),
        initial_Pa: z.number().optional().describe('Pressure across C at the start'),
      }),
    }),
  ]),
})

const carreau = z.union([
  z.literal('blood').transform(() => bloodThinning),
  z.strictObject({
    atRest: positive.describe('Pa·s, where nothing shears'),
    time: positive.describe('s'),
    power: z.number().positive().max(1).describe('1 is Newtonian'),
  }),
])

const vesselSchema = z.strictObject({
  spacing_mm: positive.describe('Edge of a cell'),
  density: positive.describe('kg/m³'),
  viscosity: positive.describe('Pa·s; with carreau the least, at high shear'),
  carreau: carreau.optional().describe('Shear-thinning; left out, Newtonian'),
  wall: z.string().min(1).describe('STL of the wall'),
  units: z.enum(['mm', 'cm', 'm']).default('mm').describe('Unit of the surfaces and of the probes'),
  inlets: z.array(inlet).min(1),
  outlets: z.array(outlet).min(1),
  duration_s: positive,
  average_from_s: z.number().nonnegative().optional().describe('Left out: the last half'),
  probes: z.array(z.strictObject({ name: z.string().min(1), point })).default([]),
})

export type VesselSpec = z.output<typeof vesselSchema>

/** @throws Fault naming the field that is wrong */
export function readVesselSpec(json: unknown, file: string): VesselSpec {
  const result = vesselSchema.safeParse(json)
  if (!result.success) {
    const issue = result.error.issues[0]
    const where = issue?.path.join('.') || 'the whole file'
    throw new Fault(file, `${where}: ${issue?.message ?? 'is not a vessel'}`, 'Correct this field')
  }
  const spec = result.data
  const names = [...spec.inlets, ...spec.outlets].map((p) => p.name)
  const twice = names.find((n, i) => names.indexOf(n) !== i)
  if (twice) throw new Fault(file, `two ports are called ${twice}`, 'Give each its own name')
  if ((spec.average_from_s ?? 0) >= spec.duration_s)
    throw new Fault(file, 'average_from_s is not before duration_s', 'Average over some of the run')
  return spec
}
