import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'

/** What a structure is to the circulation; the solvers and findings speak in these, never in file labels. */
export type Part =
  | 'LV'
  | 'RV'
  | 'LA'
  | 'RA'
  | 'aorta'
  | 'pulmonary-artery'
  | 'SVC'
  | 'IVC'
  | 'pulmonary-vein'
  | 'vessel' // an isolated vessel (coarctation)
  | 'none'

/** wall: tissue · blood: a cavity or a vessel's lumen · valve: the leaflets' slab, blood when open. */
export type StructureKind = 'wall' | 'blood' | 'valve'

export interface Structure {
  /** Value in `Heart.labels`, 1–255. */
  readonly id: number
  readonly name: string
  readonly kind: StructureKind
  readonly part: Part
  /** Terminology code where there is one, e.g. SNOMED CT. */
  readonly code?: { readonly scheme: string; readonly value: string; readonly meaning: string }
}

/** A vessel end: blood enters or leaves the lattice through this disc. */
export interface Port {
  readonly id: string
  readonly name: string
  /** Structure whose lumen ends here. */
  readonly structure: number
  readonly part: Part
  /** Metres. */
  readonly centre: Vec3
  /** Unit vector out of the heart. */
  readonly normal: Vec3
  /** Radius of the disc that covers the end, metres. */
  readonly radius: number
  /** Open area of the end, m². */
  readonly area: number
}

export type GateName = 'mitral' | 'tricuspid' | 'aortic' | 'pulmonary'

/** A valve: a disc that blocks the links it crosses while it is closed. */
export interface Gate {
  readonly id: GateName
  /** Structures upstream and downstream. */
  readonly from: number
  readonly to: number
  readonly centre: Vec3
  /** Unit vector of forward flow. */
  readonly normal: Vec3
  readonly radius: number
  /** Open (annulus) area, m². */
  readonly area: number
  /** What stays open while it is shut: along a line (a cleft), metres, with an effective regurgitant orifice, m². */
  readonly leaks?: readonly { readonly place: readonly Vec3[]; readonly area: number }[]
}

export interface Landmark {
  readonly id: string
  readonly name: string
  readonly points: readonly Vec3[]
}

export type CavalDrain = 'RA' | 'pulmonary-artery'
export interface CavalConnections {
  readonly SVC?: CavalDrain
  readonly IVC?: CavalDrain
}

/** SI throughout: kg, m, beats per second, Pa, fractions. */
export interface Physiology {
  readonly weight: number
  readonly height: number
  readonly ageYears: number
  readonly heartRate: number
  /** Arterial and venous oxygen saturation where measured, 0–1. */
  readonly saturations?: { readonly systemicArterial?: number; readonly mixedVenous?: number }
  readonly haemoglobin: number // g/L
  /** What a catheter or MRI measured at rest in the heart as it was imaged: pressures in Pa, flows in m³/s. */
  readonly measured?: Measured
  /** Flow into an isolated vessel over a beat where it was measured: times from 0 to the period [s], m³/s. */
  readonly inflow?: { readonly times: readonly number[]; readonly flows: readonly number[] }
}

/** Values of the circulation that a patient may bring, in the order in which a form asks for them. */
export const measuredNames = [
  'aorticSystolic',
  'aorticDiastolic',
  'pulmonarySystolic',
  'pulmonaryMean',
  'rightAtrialMean',
  'leftAtrialMean',
  'systemicFlow',
  'pulmonaryFlow',
] as const
export type MeasuredName = (typeof measuredNames)[number]
export type Measured = Readonly<Partial<Record<MeasuredName, number>>>

/**
 * A patient's heart at rest, as data. `labels` gives the structure of every cell (0: outside).
 * `lumen` is the signed distance to the wall of everything that blood can fill (kinds blood and valve), metres,
 * negative in blood; `tissue` the signed distance to the surface of the wall, negative inside tissue. Both live on
 * `frame` and carry what labels cannot: where between two cell centres the surface lies.
 */
export interface Heart {
  readonly version: 1
  readonly name: string
  readonly kind: 'whole-heart' | 'vessel'
  readonly frame: LatticeFrame
  readonly labels: Uint8Array
  readonly lumen: Float32Array
  readonly tissue: Float32Array
  readonly structures: readonly Structure[]
  readonly ports: readonly Port[]
  readonly gates: readonly Gate[]
  readonly landmarks: readonly Landmark[]
  /** Where a caval vein drains that has been joined to the lungs (Glenn, Fontan); left out, into the right atrium. */
  readonly connections?: CavalConnections
  readonly physiology: Physiology
  /** What was guessed, added or repaired on the way in. */
  readonly warnings: readonly string[]
  /** Where the data came from and under which licence. */
  readonly source: string
}
