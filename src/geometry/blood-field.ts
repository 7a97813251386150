import { type LatticeFrame, toLattice } from '../core/lattice'
import type { Vec3 } from '../core/vec3'

/** Which cells of a frame hold blood. One object as long as the anatomy stays the same. */
export interface FieldLattice {
  readonly frame: LatticeFrame
  /** Entry of each cell of the frame in `values`; 0: no blood. */
  readonly entryOf: Uint32Array
}

/** Floats of an entry: velocity xyz [m/s] and pressure [Pa] at the cell's centre, saturation 0–1, age [s], fill 0–1, 0. */
export const floatsPerCell = 8

/** What every cell of blood holds at a moment of the flow. */
export interface BloodField {
  readonly lattice: FieldLattice
  /** Time of the flow, s. */
  readonly time: number
  readonly values: Float32Array
}

export interface FieldReading {
  readonly velocity: Vec3
  /** Pa. */
  readonly pressure: number
  readonly saturation: number
  /** s. */
  readonly age: number
}

/**
 * The field at a point (metres), linear between cell centres: velocity with what is no blood at rest (no slip),
 * everything else over the cells of blood alone. Null where none of the eight cells round it holds blood.
 */
export function readField({ lattice, values }: BloodField, point: Vec3): FieldReading | null {
  const at = toLattice(lattice.frame, point)
  const base = at.map(Math.floor)
  const sum = [0, 0, 0, 0, 0, 0]
  let weight = 0
  for (let corner = 0; corner < 8; corner++) {
    const place = base.map((v, axis) => v + ((corner >> axis) & 1)) as [number, number, number]
    const entry = entryAt(lattice, place)
    if (entry === 0) continue
    const w = place.reduce((product, v, axis) => product * (1 - Math.abs(at[axis]! - v)), 1)
    weight += w
    for (let n = 0; n < 6; n++) sum[n]! += w * values[floatsPerCell * entry + n]!
  }
  if (weight < 1e-6) return null
  return {
    velocity: [sum[0]!, sum[1]!, sum[2]!],
    pressure: sum[3]! / weight,
    saturation: sum[4]! / weight,
    age: sum[5]! / weight,
  }
}

/** True where the point's own cell holds blood. */
export function inBlood(lattice: FieldLattice, point: Vec3): boolean {
  return nearestEntry(lattice, ...point) !== 0
}

/** Entry of the cell that a point (metres) lies in; 0 outside of blood. Allocates nothing. */
export function nearestEntry({ frame, entryOf }: FieldLattice, x: number, y: number, z: number): number {
  const [nx, ny, nz] = frame.size
  const i = Math.round((x - frame.origin[0]) / frame.spacing)
  const j = Math.round((y - frame.origin[1]) / frame.spacing)
  const k = Math.round((z - frame.origin[2]) / frame.spacing)
  if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
  return entryOf[i + nx * (j + ny * k)]!
}

function entryAt({ frame, entryOf }: FieldLattice, [i, j, k]: Vec3): number {
  const [nx, ny, nz] = frame.size
  if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return 0
  return entryOf[i + nx * (j + ny * k)]!
}
