import { z } from 'zod'
import { Fault } from '../../core/fault'

const values = z.record(z.string(), z.unknown())
const file = z.object({
  simulation_parameters: z.object({
    number_of_cardiac_cycles: z.number().int().positive().optional(),
    number_of_time_pts_per_cardiac_cycle: z.number().int().min(2).optional(),
    absolute_tolerance: z.number().positive().default(1e-8),
    maximum_nonlinear_iterations: z.number().int().positive().default(30),
    rho_infty: z.number().min(0).max(1).default(0.5),
    steady_initial: z.boolean().default(true),
    output_all_cycles: z.boolean().default(false),
    output_variable_based: z.boolean().default(false),
    output_interval: z.number().int().positive().default(1),
    output_mean_only: z.boolean().default(false),
    output_derivative: z.boolean().default(false),
    cardiac_period: z.number().positive().optional(),
    use_cycle_to_cycle_error: z.boolean().default(false),
    sim_cycle_to_cycle_percent_error: z.number().positive().default(1),
    coupled_simulation: z.boolean().default(false),
    number_of_time_pts: z.number().int().min(2).optional(),
    external_step_size: z.number().positive().default(0.1),
  }),
  boundary_conditions: z.array(z.object({ bc_name: z.string(), bc_type: z.string(), bc_values: values })),
  vessels: z
    .array(
      z.object({
        vessel_id: z.number(),
        vessel_name: z.string(),
        zero_d_element_type: z.string(),
        zero_d_element_values: values,
        boundary_conditions: z
          .object({ inlet: z.string().optional(), outlet: z.string().optional() })
          .optional(),
      }),
    )
    .default([]),
  external_solver_coupling_blocks: z
    .array(
      z.object({
        name: z.string(),
        type: z.string(),
        location: z.enum(['inlet', 'outlet']),
        connected_block: z.string(),
        periodic: z.boolean().default(true),
        values,
      }),
    )
    .default([]),
  junctions: z
    .array(
      z.object({
        junction_name: z.string(),
        junction_type: z.string(),
        junction_values: values.default({}),
        inlet_vessels: z.array(z.number()).optional(),
        outlet_vessels: z.array(z.number()).optional(),
        inlet_blocks: z.array(z.string()).optional(),
        outlet_blocks: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  closed_loop_blocks: z
    .array(
      z.object({
        closed_loop_type: z.string(),
        cardiac_cycle_period: z.number().positive(),
        outlet_blocks: z.array(z.string()),
        parameters: values,
      }),
    )
    .default([]),
  valves: z.array(z.object({ type: z.string(), name: z.string(), params: values })).default([]),
  chambers: z
    .array(
      z.object({
        type: z.string(),
        name: z.string(),
        values,
        activation_function: values.optional(),
      }),
    )
    .default([]),
  initial_condition: z.record(z.string(), z.unknown()).default({}),
  initial_condition_d: z.record(z.string(), z.unknown()).default({}),
})

/** A checked file, defaults filled in as svZeroDSolver has them. */
export type NetworkJson = z.output<typeof file>

/** @throws Fault where the text is no JSON or not of this shape */
export function parseNetwork(jsonText: string, fileName: string): NetworkJson {
  let json: unknown
  try {
    json = JSON.parse(jsonText)
  } catch (error) {
    throw new Fault(fileName, `is not JSON (${(error as Error).message})`, 'Give a svZeroDSolver network')
  }
  const result = file.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const where = issue.path.join('.') || 'the file'
  throw new Fault(fileName, `${where}: ${issue.message}`, 'Give a network as svZeroDSolver documents it')
}
