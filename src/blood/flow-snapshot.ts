import { type BloodField, floatsPerCell } from '../geometry/blood-field'
import { type Gpu, readBuffer } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import type { Parts } from './flow-parts'

/** A moment of the flow on the processor: cell by cell, and the face velocities that it was made of. */
export interface FlowSnapshot extends BloodField {
  readonly lattice: BloodLattice
  /** As the lattice packs faces: axis · count + entry, m/s. */
  readonly faceVelocity: Float32Array
}

/** Reads back what every cell of blood holds; four readbacks at once. */
export async function takeSnapshot(
  gpu: Gpu,
  { lattice, buffers, tracers, age }: Parts,
  density: number,
  time: number,
): Promise<FlowSnapshot> {
  const none = new Float32Array(0)
  const [faceVelocity, pressure, saturation, ages] = await Promise.all([
    readBuffer(gpu, buffers.velocity, Float32Array),
    readBuffer(gpu, buffers.pressure, Float32Array),
    tracers ? tracers.readSaturation() : none,
    age ? age.read() : none,
  ])
  const values = new Float32Array(floatsPerCell * lattice.ghostStart)
  const { count, neighbours, tags } = lattice
  for (let e = 0; e < lattice.ghostStart; e++) {
    if (!(tags[e]! & 0x20000)) continue
    const at = floatsPerCell * e
    for (let axis = 0; axis < 3; axis++)
      values[at + axis] =
        (faceVelocity[axis * count + e]! + faceVelocity[axis * count + neighbours[2 * axis * count + e]!]!) /
        2
    values[at + 3] = density * pressure[e]!
    values[at + 4] = saturation[e] ?? 0
    values[at + 5] = ages[e] ?? 0
    values[at + 6] = ((tags[e]! >>> 18) & 0xff) / 255
  }
  return { lattice, time, values, faceVelocity }
}
