import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { GateName, Part } from '../heart/heart'

/**
 * A set of blood links (faces between two cells). `axis` 0, 1, 2; the face lies between `cell` and its neighbour at
 * +1 along that axis.
 */
export interface FaceSet {
  readonly axis: Uint8Array
  readonly cell: Uint32Array
  /** +1 where the set's own normal points along +axis, -1 against it: signed flow = Σ sign · A · u. */
  readonly sign: Int8Array
}

export interface DomainGate extends FaceSet {
  readonly id: GateName
  readonly from: number
  readonly to: number
  readonly area: number
}

/**
 * Where blood enters and leaves. The face's outer cell (neighbour when sign = +1, `cell` itself when sign = -1) is a
 * ghost that carries the port's pressure or receives its flow; `sign` is +1 when +axis points OUT of the heart.
 */
export interface DomainPort extends FaceSet {
  readonly id: string
  readonly part: Part
  readonly area: number
}

/** How a wall acts on the blood along it: holds it, takes no shear (a plane of symmetry), drags it along (a lid). */
export const wallKind = { still: 0, smooth: 1, sliding: 2 } as const

/** Walls that do not simply stand still; they lie on faces of the lattice. A heart has none. */
interface SpecialWalls {
  /** One of `wallKind` for each cell, read where the cell is wall. */
  readonly kind: Uint8Array
  /** Of the walls that slide, m/s, along them. */
  readonly velocity: Vec3
}

/** A thin surface that closes links: patch, baffle, clamp. Triangles in metres, patient space, at rest. */
export interface Sheet {
  readonly edit: string
  readonly positions: Float32Array
  readonly triangles: Uint32Array
  /** Vertices of the sheet itself; those after them are its skirt, which lies in the wall. */
  readonly ownCount: number
  /** Gaps left along an unsewn or widely sewn rim. */
  readonly leaks: readonly SheetLeak[]
}

/** A gap in the rim of a sheet: where, and its equivalent area. */
export interface SheetLeak {
  readonly centre: Vec3
  readonly area: number
  readonly normal: Vec3
  /** How far tissue has shown the rim to stand off in it, and what that may be off by, metres. Left out: it was assumed. */
  readonly shown?: { readonly height: number; readonly error: number }
}

/**
 * Everything the blood solver needs of the anatomy after a list of edits, on its own lattice (same patient space).
 * Cells are indexed as in `core/lattice`; faces by their lower cell, one array per axis.
 */
export interface BloodDomain {
  readonly frame: LatticeFrame
  /** Share of each cell that is lumen, 0–1. */
  readonly fill: Float32Array
  /** Signed distance of each cell centre to the wall, metres, negative in blood. Sheets and gates are not in it. */
  readonly phi: Float32Array
  /** Open fraction A of the face at the cell's +x, +y, +z side, 0–1, sheets already taken off; gates are not. */
  readonly open: readonly [Float32Array, Float32Array, Float32Array]
  /** 1 where a sheet crosses the link between cell centres (cuts the viscous link as a wall does). */
  readonly crossed: readonly [Uint8Array, Uint8Array, Uint8Array]
  /** Structure id per cell (0: not blood); valve-slab cells carry the id of the chamber or vessel on their side. */
  readonly structure: Uint8Array
  readonly gates: readonly DomainGate[]
  readonly ports: readonly DomainPort[]
  readonly sheets: readonly Sheet[]
  /** Cells of lumen that reach the outside of the wall other than through a port: bleeding, and where. */
  readonly leaks: readonly { readonly centre: Vec3; readonly area: number }[]
  readonly warnings: readonly string[]
  /** Left out: every wall stands still and holds the blood that touches it. */
  readonly walls?: SpecialWalls
}

/** The narrowest section between two structures over open links. */
export interface Opening {
  readonly from: number
  readonly to: number
  /** m². */
  readonly area: number
  /** 2 sqrt(area / π), metres. */
  readonly effectiveDiameter: number
  readonly centre: Vec3
  /** Unit vector from `from` to `to`. */
  readonly normal: Vec3
  readonly faces: FaceSet
  /** Cells across the opening; below six the area is rough. */
  readonly cellsAcross: number
}
