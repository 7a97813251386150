import { toLattice } from '../core/lattice'
import type { BloodDomain } from '../geometry/blood-domain'
import { type Gpu, readBuffer, writeBuffer } from '../gpu'
import type { BloodLattice } from './blood-lattice'
import type { Parts } from './flow-parts'

interface Side {
  readonly parts: Parts
  readonly domain: BloodDomain
}

/** Takes velocity, pressure, oxygen, tracers and age over where there still is blood; waits for the GPU. */
export async function carryFields(gpu: Gpu, from: Side, to: Side): Promise<void> {
  const [old, next] = [from.parts, to.parts]
  const velocity = await readBuffer(gpu, old.buffers.velocity, Float32Array)
  const pressure = await readBuffer(gpu, old.buffers.pressure, Float32Array)
  const saturation = await old.tracers?.readSaturation()
  const tracers = await old.tracers?.read()
  const age = await old.age?.read()
  const carried = carryOver(old.lattice, from.domain, next.lattice, to.domain)
  writeBuffer(gpu, next.buffers.velocity, carried.faces(velocity, next.lattice.open))
  writeBuffer(gpu, next.buffers.pressure, carried.cells(pressure))
  if (saturation && tracers) next.tracers?.restore(carried.cells(saturation), tracers, next.lattice)
  if (age) next.age?.restore(carried.cells(age))
}

/** Copies what was known of faces and cells from one packing to another; frames may differ. */
function carryOver(from: BloodLattice, fromDomain: BloodDomain, to: BloodLattice, toDomain: BloodDomain) {
  const same =
    from.frame.spacing === to.frame.spacing &&
    from.frame.origin.every((v, a) => v === to.frame.origin[a]) &&
    from.frame.size.every((v, a) => v === to.frame.size[a])
  const source = (e: number): number => {
    const cell = to.cells[e] as number
    if (cell === 0xffffffff) return 0
    if (same) return from.entryOf[cell] as number
    const { frame } = toDomain
    const [nx, ny] = frame.size
    const at = toLattice(fromDomain.frame, [
      frame.origin[0] + frame.spacing * (cell % nx),
      frame.origin[1] + frame.spacing * (Math.floor(cell / nx) % ny),
      frame.origin[2] + frame.spacing * Math.floor(cell / (nx * ny)),
    ]).map(Math.round) as [number, number, number]
    const [mx, my, mz] = from.frame.size
    const inside = at[0] >= 0 && at[1] >= 0 && at[2] >= 0 && at[0] < mx && at[1] < my && at[2] < mz
    return inside ? (from.entryOf[at[0] + mx * (at[1] + my * at[2])] as number) : 0
  }
  return {
    cells(values: Float32Array): Float32Array {
      const out = new Float32Array(to.count)
      for (let e = 0; e < to.count; e++) {
        const s = source(e)
        if (s) out[e] = values[s] as number
      }
      return out
    },
    faces(values: Float32Array, open: Float32Array): Float32Array {
      const out = new Float32Array(3 * to.count)
      for (let e = 0; e < to.count; e++) {
        const s = source(e)
        if (!s) continue
        for (let a = 0; a < 3; a++)
          if ((open[a * to.count + e] as number) > 0)
            out[a * to.count + e] = values[a * from.count + s] as number
      }
      return out
    },
  }
}
