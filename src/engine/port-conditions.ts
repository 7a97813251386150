import type { Heart } from '../heart/heart'
import { portPressure } from './blood-drive'
import type { Waveforms } from './protocol'
import { vesselInflow } from './vessel-answer'
import { inletOf } from './vessel-flow'

/**
 * What an offline solver needs at the ports, in the public svZeroDSolver form: pressure over a beat at each port of a
 * heart (from the circulation); for a vessel the inflow at its inlet and no pressure at its outlets. SI. Names are those
 * of the faces of the exported lumen.
 */
export function portConditions(heart: Heart, waves: Waveforms | null) {
  const conditions = heart.kind === 'vessel' ? vesselConditions(heart) : heartConditions(heart, waves)
  return {
    simulation_parameters: {
      number_of_cardiac_cycles: 1,
      number_of_time_pts_per_cardiac_cycle: conditions[0]?.bc_values.t.length ?? 0,
      units: 'SI',
    },
    boundary_conditions: conditions,
    vessels: [],
    junctions: [],
  }
}

interface Condition {
  readonly bc_name: string
  readonly bc_type: 'PRESSURE' | 'FLOW'
  readonly bc_values: {
    readonly t: readonly number[]
    readonly P?: readonly number[]
    readonly Q?: readonly number[]
  }
}

function heartConditions(heart: Heart, waves: Waveforms | null): Condition[] {
  if (!waves) return []
  const t = Array.from(waves.time)
  return heart.ports.map(({ id, part }) => {
    const curve = waves.series[portPressure[part] ?? '']
    return {
      bc_name: id,
      bc_type: 'PRESSURE',
      bc_values: { t, P: curve ? Array.from(curve) : t.map(() => 0) },
    }
  })
}

function vesselConditions(heart: Heart): Condition[] {
  const { times, flows } = vesselInflow(heart.physiology)
  const inlet = inletOf(heart)
  return heart.ports.map(({ id }) =>
    id === inlet
      ? { bc_name: id, bc_type: 'FLOW', bc_values: { t: [...times], Q: [...flows] } }
      : { bc_name: id, bc_type: 'PRESSURE', bc_values: { t: [...times], P: times.map(() => 0) } },
  )
}
