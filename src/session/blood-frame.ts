import type { Streamlines } from '../blood'
import type { BloodSurface } from '../blood/blood-surface'
import type { FromEngine } from '../engine/protocol'
import type { BloodField, FieldLattice } from '../geometry/blood-field'
import type { LinePoint } from '../geometry/centre-line-field'

/** The newest that is known of the moving blood beside its tracers; read by the view in its own frame loop. */
export interface BloodFrame {
  field: BloodField | null
  streamlines: Streamlines | null
  /** The hull of the jet or of the vortices, while it is asked for. */
  surface: BloodSurface | null
  /** Along a vessel alone; empty for a heart. */
  centreLine: readonly LinePoint[]
  /** One object as long as the anatomy stays the same. */
  wall: { readonly positions: Float32Array; readonly triangles: Uint32Array } | null
  /** Three floats a vertex of the wall, and the beats that they are averaged over; see the engine's protocol. */
  shear: { readonly values: Float32Array; readonly beats: number } | null
  /** Whole beats since the start or the last edit, and where in the beat the flow is, 0–1. */
  beats: number
  phase: number
}

export const emptyBlood = (): BloodFrame => ({
  field: null,
  streamlines: null,
  surface: null,
  centreLine: [],
  wall: null,
  shear: null,
  beats: 0,
  phase: 0,
})

/** Lattices that were announced and whose first field has not come. */
const announced = new WeakMap<BloodFrame, FieldLattice>()

/** Takes what a message says of the blood. */
export function takeBlood(frame: BloodFrame, message: FromEngine): void {
  switch (message.type) {
    case 'tracers':
      frame.beats = message.beats ?? 0
      frame.phase = message.phase ?? 0
      break
    case 'blood-lattice':
      announced.set(frame, { frame: message.frame, entryOf: message.entryOf })
      break
    case 'blood-field': {
      const lattice = announced.get(frame)
      if (lattice) frame.field = { lattice, time: message.time, values: message.values }
      frame.streamlines = message.streamlines
      frame.surface = message.surface ?? null
      frame.centreLine = message.centreLine ?? []
      break
    }
    case 'blood-wall':
      frame.wall = { positions: message.positions, triangles: message.triangles }
      frame.shear = null
      break
    case 'wall-shear':
      frame.shear = { values: message.values, beats: message.beats }
  }
}
