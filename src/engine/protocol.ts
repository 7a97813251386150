import type { Streamlines } from '../blood'
import type { BloodSurface } from '../blood/blood-surface'
import type { Activity } from '../circulation'
import type { LatticeFrame } from '../core/lattice'
import type { Vec3 } from '../core/vec3'
import type { LinePoint } from '../geometry/centre-line-field'
import type { EmbeddedSurface } from '../geometry/surface'
import type { Edit } from '../heart/edit'
import type { Heart } from '../heart/heart'
import type { BeatPhases } from './in-step'

/** One figure, as the page, the headset and the command line show it. */
export interface Finding {
  /** Stable kebab-case name, e.g. `qp-qs`, `residual-hole`, `gradient-aorta`. */
  readonly id: string
  readonly label: string
  readonly value: number
  readonly unit: string
  /** Where the value lies, and the limits (value below first is green, and so on), or null where no band applies. */
  readonly band: {
    readonly level: 'green' | 'amber' | 'red'
    readonly limits: readonly number[]
    readonly text: string
  } | null
  /** Source of the band or formula; says `own` or `recalled` where it is, and that a clinical lead must confirm. */
  readonly basis: string
  /** Formula and condition (rest, heart rate, lattice spacing) of this value. */
  readonly condition: string
  readonly answer: 'circulation' | 'flow'
  /** 0–1: how far it has settled. */
  readonly settled: number
  /** Absolute uncertainty in `unit` where known; else why there is none. */
  readonly uncertainty?: number
  readonly noSpread?: string
  readonly warnings: readonly string[]
  /** Where it is measured, metres, patient space at rest. */
  readonly place?: Vec3
  /** The curve that it is read from. */
  readonly plot?: FindingPlot
}

/** A curve beside a figure, in the units named: as many values of y as of x. */
export interface FindingPlot {
  readonly title: string
  readonly x: { readonly label: string; readonly unit: string; readonly values: readonly number[] }
  readonly y: { readonly label: string; readonly unit: string; readonly values: readonly number[] }
  /** Places along x that have a name, e.g. the valve. */
  readonly marks: readonly { readonly label: string; readonly x: number }[]
  /** A level of y to compare with. */
  readonly level?: { readonly label: string; readonly y: number }
}

export interface Risk {
  readonly id: string
  readonly label: string
  readonly level: 'low' | 'moderate' | 'high'
  /** Edit that causes it and place, metres. */
  readonly edit: string | null
  readonly place: Vec3 | null
  readonly text: string
  readonly rule: string
  readonly source: string
}

/** Curves over one beat from the circulation; SI. */
export interface Waveforms {
  readonly time: Float32Array
  readonly series: Readonly<Record<string, Float32Array>> // e.g. 'LV.pressure', 'aorta.pressure', 'shunt.flow'
}

export interface Answer {
  readonly kind: 'circulation' | 'flow'
  readonly findings: readonly Finding[]
  readonly risks: readonly Risk[]
  readonly waveforms: Waveforms | null
  readonly ms: number
  readonly settled: number
  readonly device: string
}

/** A hold on tissue: the material point nearest `rest` is pulled to `target` (metres, patient space). */
export interface Grasp {
  readonly id: string
  readonly rest: Vec3
  readonly target: Vec3
  readonly radius: number
  /** `hold` (left out): forceps. `thread`: a stay suture, which pulls and never pushes. */
  readonly pull?: 'hold' | 'thread'
  /** Of the thread, metres; left out, as long as it is when it is told first. */
  readonly length?: number
}

/** Something rigid that the tissue yields to: a capsule from one end to the other, metres, patient space. */
export interface Instrument {
  readonly id: string
  readonly from: Vec3
  readonly to: Vec3
  readonly radius: number
}

/** What an instrument feels: the force that the tissue pushes it back with, N (friction left out). */
export interface Touch {
  readonly instrument: string
  readonly force: Vec3
}

/**
 * What the heart does. `filled`: held at the pressures it was imaged at, so that it lies as in the image. `arrested`:
 * on bypass, empty, without pressure or tension. `beating`: contracts and fills as the circulation says.
 */
export const heartMotions = ['filled', 'arrested', 'beating'] as const
export type HeartMotion = (typeof heartMotions)[number]

/** The control of the moment; sent at frame rate, the newest wins. */
/**
 * How the moving blood is drawn, and so what is worked out for it beside the tracers: lines along the velocity, the
 * field on a plane, the shear on the wall, or the hull of what is fast or turns.
 */
export const bloodShows = ['tracers', 'streamlines', 'slice', 'jet', 'vortex', 'wall'] as const
export type BloodShow = (typeof bloodShows)[number]

export interface EngineControl {
  readonly grasps: readonly Grasp[]
  readonly instruments?: readonly Instrument[]
  /** Left out: `filled`. */
  readonly motion?: HeartMotion
  readonly tissueRunning: boolean
  readonly bloodRunning: boolean
  /** Left out: `tracers`. */
  readonly bloodShow?: BloodShow
  /** The flow runs at most this many times as fast as real time; left out: 1. */
  readonly bloodPace?: number
  /** Share of its time in which the simulation may compute, above 0 to 1; left out: 1. */
  readonly share?: number
  /** Where another rehearsal is that this one keeps in step with: who is ahead waits. Left out: none. */
  readonly inStep?: BeatPhases | null
}

export type ToEngine =
  | { readonly type: 'open'; readonly heart: Heart; readonly edits: readonly Edit[] }
  /** The whole list each time: the engine works out what changed (one appended: incremental). */
  | { readonly type: 'edits'; readonly edits: readonly Edit[] }
  /** The same tissue with other ports, gates, landmarks, names of blood or physiology. */
  | { readonly type: 'revise'; readonly heart: Heart }
  /** What the patient does from now on: the answer is given anew. At rest until told. */
  | { readonly type: 'activity'; readonly activity: Activity }
  /** Lets the blood go on by a share of a beat, whether it runs or stands still. */
  | { readonly type: 'step-blood'; readonly beats: number }
  /** Asks for the patches laid flat, as one HTML page that prints at 1 : 1. */
  | { readonly type: 'templates' }
  | { readonly type: 'control'; readonly control: EngineControl }

/** Thin surfaces and threads that edits made (patches, stitches), embedded in lattice nodes or free. */
export interface ShellMesh {
  readonly edit: string
  readonly material: 'pericardium' | 'ePTFE' | 'dacron'
  readonly positions: Float32Array
  readonly triangles: Uint32Array
}
export interface StitchLine {
  readonly edit: string
  readonly positions: Float32Array // pairs of points, metres
}

export type FromEngine =
  | { readonly type: 'progress'; readonly label: string; readonly fraction: number }
  | {
      readonly type: 'opened'
      readonly device: string
      readonly nodeCount: number
      readonly tetCount: number
      readonly bloodCellCount: number
      readonly warnings: readonly string[]
    }
  | { readonly type: 'revised'; readonly warnings: readonly string[] }
  /** The surface changed shape of list (opened, cut, resected, undone): draw this one from now on. */
  | { readonly type: 'surface'; readonly surface: EmbeddedSurface; readonly nodePositions: Float32Array }
  | {
      readonly type: 'snapshot'
      /** xyz per lattice node, metres. Transferred. */
      readonly nodePositions: Float32Array
      readonly shells: readonly ShellMesh[]
      readonly stitches: readonly StitchLine[]
      /** Of the instruments that touch tissue. */
      readonly touches?: readonly Touch[]
      /** Where in its beat the tissue is, 0–1, while it beats. */
      readonly beat?: number
      readonly tissueMs: number
    }
  | {
      readonly type: 'tracers'
      /** xyz, oxygen saturation 0–1, then velocity xyz [m/s] and pressure [Pa]: 8 floats a tracer. Transferred. */
      readonly tracers: Float32Array
      readonly timeDilation: number
      /** 1 less the change of the velocities from the end of one beat to that of the next; 0 before two beats. */
      readonly settled: number
      /** Whole beats since the start or the last edit, and where in the beat the flow is, 0–1. */
      readonly beats?: number
      readonly phase?: number
    }
  /** Which cells hold blood from now on: what the fields that follow are packed by. */
  | { readonly type: 'blood-lattice'; readonly frame: LatticeFrame; readonly entryOf: Uint32Array }
  /** What those cells hold; see geometry/blood-field. Transferred. */
  | {
      readonly type: 'blood-field'
      readonly time: number
      readonly values: Float32Array
      readonly streamlines: Streamlines | null
      readonly surface?: BloodSurface | null
      /** Of a vessel alone. */
      readonly centreLine?: readonly LinePoint[]
    }
  /** The surface of the blood on which wall shear is given: metres, wound counter-clockwise seen from the wall. */
  | { readonly type: 'blood-wall'; readonly positions: Float32Array; readonly triangles: Uint32Array }
  /** Three floats a vertex of it: shear now [Pa], TAWSS [Pa], OSI; -1 unknown. Over how many beats; under 1 a part. */
  | { readonly type: 'wall-shear'; readonly values: Float32Array; readonly beats: number }
  | {
      readonly type: 'applied'
      readonly edit: string
      readonly severedLinkCount: number
      readonly refused: string | null
      readonly ms: number
    }
  /**
   * What the tissue carried while it was imaged has been looked for, which goes on after `opened`. Until it is found, and
   * where it is not, the heart lies as it was imaged whatever its motion.
   */
  | { readonly type: 'load'; readonly found: boolean }
  /** Stitches tore out of the tissue; they are gone. */
  | { readonly type: 'torn'; readonly edit: string; readonly place: Vec3; readonly rests: readonly Vec3[] }
  | { readonly type: 'templates'; readonly html: string }
  /** For what the patient did then: one that was on its way while that was changed holds no longer. */
  | { readonly type: 'answer'; readonly answer: Answer; readonly activity: Activity }
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'fault'; readonly message: string }
