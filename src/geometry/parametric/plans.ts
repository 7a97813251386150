import type { Vec3 } from '../../core/vec3'
import type { GateName, Part } from '../../heart/heart'
import type { Solid } from './solids'

/** The six cavities, each one blended shape; veins belong to the atrium they enter. Earlier ones keep their room. */
export const bodies = ['LV', 'aorta', 'PA', 'RV', 'LA', 'RA'] as const
export type Body = (typeof bodies)[number]

/** Solids that are one shape (a vessel’s spans), and the width of the fillet with which it joins its body. */
export interface Piece {
  readonly solids: readonly Solid[]
  /** mm; 0: a sharp edge. */
  readonly blend: number
}

/** Solids that each join with a fillet of their own. */
export const pieces = (blend: number, ...solids: readonly Solid[]): Piece[] =>
  solids.map((solid) => ({ solids: [solid], blend }))

/** Solids that join as one. */
export const whole = (blend: number, solids: readonly Solid[]): Piece => ({ solids, blend })

/** The flat, open end of a vessel; `radius` is that of its lumen. */
export interface PortPlan {
  readonly id: string
  readonly name: string
  readonly body: Body
  readonly part: Part
  readonly centre: Vec3
  readonly normal: Vec3
  readonly radius: number
}

/** A vein inside an atrial body that is a structure of its own beyond a plane. */
export interface VeinPlan {
  readonly part: Part
  readonly body: Body
  readonly centre: Vec3
  readonly axis: Vec3
  readonly radius: number
}

export interface GatePlan {
  readonly id: GateName
  readonly from: Body
  readonly to: Body
  readonly centre: Vec3
  /** Unit vector of forward flow. */
  readonly normal: Vec3
  readonly radius: number
}

/** A field and, per cell, the structure that it belongs to. */
export interface Owned {
  readonly field: Float32Array
  readonly owner: Uint8Array
}
