import type { Vec3 } from '../../core/vec3'
import type { GateName, Part } from '../../heart/heart'
import type { Solid } from './solids'

/**
 * The cavities, each one blended shape; a heart need not have them all. Caval veins and a conduit are bodies of their
 * own only where they do not enter the atrium (`VeinPlan` names them where they do); `sinus` is the coronary sinus.
 */
export const bodies = ['LV', 'aorta', 'PA', 'RV', 'LA', 'RA', 'SVC', 'IVC', 'conduit', 'sinus'] as const
export type Body = (typeof bodies)[number]

/** Solids that are one shape, and the width of the fillet with which it joins its body. */
export interface Piece {
  readonly solids: readonly Solid[]
  /** mm; 0: a sharp edge. */
  readonly blend: number
  /** A name by which a lesion finds it. */
  readonly id?: string
}

/** Solids that each join with a fillet of their own. */
export const pieces = (blend: number, ...solids: readonly Solid[]): Piece[] =>
  solids.map((solid) => ({ solids: [solid], blend }))

/** Solids that join as one. */
export const whole = (blend: number, solids: readonly Solid[], id?: string): Piece => ({
  solids,
  blend,
  ...(id && { id }),
})

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

/** A valve between any two bodies: an aorta may arise from the right ventricle. */
export interface GatePlan {
  readonly id: GateName
  readonly from: Body
  readonly to: Body
  readonly centre: Vec3
  /** Unit vector of forward flow. */
  readonly normal: Vec3
  readonly radius: number
  /** What stays open while it is shut: its line, and its effective area in drawn square millimetres. */
  readonly leaks?: readonly { readonly place: readonly Vec3[]; readonly area: number }[]
}

/**
 * An opening carved through a wall. `solid` must reach into the blood of both bodies; what it opens belongs to the
 * body on its side of the plane through `centre` across `axis`.
 */
export interface DefectPlan {
  /** Of its landmarks: `ID-centre`, `ID-rim`. */
  readonly id: string
  readonly name: string
  /** `axis` points from the first to the second. */
  readonly between: readonly [Body, Body]
  readonly solid: Solid
  readonly centre: Vec3
  readonly axis: Vec3
  /** The edge, once round. */
  readonly rim: readonly Vec3[]
  /** Width of the rounding of its edge, mm. */
  readonly blend: number
  /**
   * It opens only what lies between its two bodies where they are within this of one another, drawn mm, and keeps a
   * wall to every other body: a hole may be as large as its septum and no larger.
   */
  readonly span?: number
  /** It keeps as far from every other body as it is from this plane, at most the thickness of an atrium's wall. */
  readonly beside?: { readonly point: Vec3; readonly normal: Vec3 }
  /** Leaflets stand in it rather than giving way to it. */
  readonly bridged?: boolean
}

/** A place with a name; `settled` ones are moved into the nearest wall. */
export interface LandmarkPlan {
  readonly id: string
  readonly name: string
  readonly points: readonly Vec3[]
  readonly settled?: boolean
}

/** A field and, per cell, the structure that it belongs to. */
export interface Owned {
  readonly field: Float32Array
  readonly owner: Uint8Array
}
