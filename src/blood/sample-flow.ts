import { toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { BloodLattice } from './blood-lattice'

export interface FlowProbe {
  readonly velocity: Vec3
  readonly pressure: number
}

/** One value per face or cell, interpolated linearly at a point. */
export function sampleFlow(
  lattice: BloodLattice,
  velocity: Float32Array,
  pressure: Float32Array,
  density: number,
  point: Vec3,
): FlowProbe {
  const { frame, entryOf, count } = lattice
  const at = toLattice(frame, point)
  const interpolate = (shift: Vec3, value: (entry: number) => number | null) => {
    let sum = 0
    let weight = 0
    const base = at.map((v, a) => Math.floor(v - (shift[a] as number)))
    for (let corner = 0; corner < 8; corner++) {
      const place = base.map((v, a) => v + ((corner >> a) & 1))
      if (place.some((v, a) => v < 0 || v >= (frame.size[a] as number))) continue
      let w = 1
      for (let a = 0; a < 3; a++)
        w *= 1 - Math.abs((at[a] as number) - (shift[a] as number) - (place[a] as number))
      const entry = entryOf[
        (place[0] as number) + frame.size[0] * ((place[1] as number) + frame.size[1] * (place[2] as number))
      ] as number
      const v = value(entry)
      if (v === null) continue
      sum += w * v
      weight += w
    }
    return { sum, weight }
  }
  const component = (a: number) => {
    const shift: [number, number, number] = [0, 0, 0]
    shift[a] = 0.5
    return interpolate(shift, (e) => (e ? (velocity[a * count + e] as number) : 0)).sum
  }
  const p = interpolate([0, 0, 0], (e) => (e && e < lattice.ghostStart ? (pressure[e] as number) : null))
  return {
    velocity: [component(0), component(1), component(2)],
    pressure: p.weight > 0 ? (density * p.sum) / p.weight : 0,
  }
}

/** Velocity (3 per cell, at cell centres) and pressure [Pa] of every lattice cell of the frame; zero elsewhere. */
export function cellFields(lattice: BloodLattice, u: Float32Array, p: Float32Array, density: number) {
  const velocity = new Float32Array(3 * lattice.entryOf.length)
  const pressure = new Float32Array(lattice.entryOf.length)
  for (let e = 0; e < lattice.ghostStart; e++) {
    const cell = lattice.cells[e] as number
    if (cell === 0xffffffff) continue
    pressure[cell] = density * (p[e] as number)
    for (let a = 0; a < 3; a++) {
      const below = lattice.neighbours[2 * a * lattice.count + e] as number
      velocity[3 * cell + a] =
        ((u[a * lattice.count + e] as number) + (u[a * lattice.count + below] as number)) / 2
    }
  }
  return { velocity, pressure }
}

/** Mean pressure over the cells of each structure, Pa. */
export function structurePressures(
  lattice: BloodLattice,
  pressure: Float32Array,
  density: number,
): Record<number, number> {
  const sum = new Float64Array(256)
  const n = new Uint32Array(256)
  for (let e = 0; e < lattice.ghostStart; e++) {
    const tag = lattice.tags[e] as number
    if (!(tag & 0x20000)) continue
    const s = tag & 0xff
    sum[s] = (sum[s] as number) + (pressure[e] as number)
    n[s] = (n[s] as number) + 1
  }
  const out: Record<number, number> = {}
  for (let s = 0; s < 256; s++) if (n[s]) out[s] = (density * (sum[s] as number)) / (n[s] as number)
  return out
}
