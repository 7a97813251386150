import type { Vec3 } from '../core/vec3'
import type { Waveforms } from '../engine/protocol'
import type { Opening, SheetLeak } from '../geometry/blood-domain'
import type { OutflowSection } from '../geometry/outflow-section'
import type { ArchShape } from '../geometry/part-profile'
import type { SheetSides } from '../geometry/sheet-sides'
import type { VesselSection } from '../geometry/vessel-sections'
import type { PhysiologyField } from '../heart/default-physiology'
import type { Edit } from '../heart/edit'
import type { Gate, GateName, Landmark, Part, Physiology } from '../heart/heart'

/** A section between two structures, with the parts that they play. */
export interface PartOpening extends Opening {
  /** Stable name; the circulation's series of it is `shunt.<id>.flow`. */
  readonly id: string
  readonly fromPart: Part
  readonly toPart: Part
}

/** The narrowest section of a vessel against the vessel beside it. */
export interface Narrowing {
  readonly id: string
  /** Shown to the user, e.g. "Aortic arch". */
  readonly label: string
  /** Narrowest open section, m². */
  readonly area: number
  /** Section of the healthy vessel that it is judged against, m². */
  readonly referenceArea: number
  readonly centre: Vec3
  readonly cellsAcross: number
}

/** A branch of the lung artery: its narrowest section, the one at the lung, and the law of the loss between. */
export interface BranchLook {
  readonly side: 'right' | 'left'
  /** m². */
  readonly area: number
  readonly referenceArea: number
  readonly centre: Vec3
  readonly cellsAcross: number
  /** dp = linear Q + quadratic Q|Q| (Young and Tsai). */
  readonly law: { readonly linear: number; readonly quadratic: number }
}

/** A vein's narrowest section on the way to where it drains, before any edit and now, m². */
export interface VeinLook {
  readonly id: string
  readonly label: string
  readonly before: number
  readonly area: number
  readonly centre: Vec3
  readonly cellsAcross: number
}

/** What takes longer to measure than the answer at once may. */
export interface CloserLook {
  readonly arch?: { readonly sections: readonly VesselSection[]; readonly shape?: ArchShape }
  /** Of the heart before any edit. */
  readonly archBefore?: ArchShape
  readonly outflows: readonly {
    readonly gate: 'aortic' | 'pulmonary'
    readonly sections: readonly VesselSection[]
    /** Length along the line at which the valve lies, and the area of its ring. */
    readonly valveAt: number
    readonly ringArea: number
  }[]
  readonly branches: readonly BranchLook[]
  readonly veins: readonly VeinLook[]
}

/** A patch, baffle or clamp as it lies. */
export interface SheetLook extends SheetSides {
  /** Parts of the blood on either side; null where it does not part two. */
  readonly parts: readonly [Part, Part] | null
  /** Gaps along its rim. */
  readonly leaks?: readonly SheetLeak[]
}

/** What the 3D flow through the connection of the caval veins to the lungs has shown, at the mean flow. */
export interface ConnectionFlow {
  /** Σ_in Q (p + ½ρV²) - Σ_out Q (p + ½ρV²), W. */
  readonly powerLoss: number
  /** What flows through, m³/s, and the blood in it, m³. */
  readonly flow: number
  readonly volume: number
  /** Mean age of the blood that leaves, counted from where it came in, s; once all of it is new. */
  readonly age?: number
  /** Share of the lower vein’s blood that each lung gets; where that vein is joined, once all of the blood is new. */
  readonly hepatic?: { readonly right: number; readonly left: number }
  readonly wallShear?: {
    /** Pa. */
    readonly mean: number
    /** Share of the wall under the limit, and the limit, Pa. */
    readonly lowShare: number
    readonly limit: number
  }
}

/** What the 3D flow has measured. */
export interface FlowMeasurement {
  readonly connection?: ConnectionFlow
  /** Pressure upstream minus downstream of the narrowing: greatest and mean over the beat, Pa. */
  readonly gradient?: { readonly peak: number; readonly mean: number; readonly peakToPeak?: number }
  /** dp = linear Q + quadratic Q|Q| by opening or narrowing id. */
  readonly laws?: Readonly<Record<string, { readonly linear: number; readonly quadratic: number }>>
  /** Why the flow's figures are to be read with care, in words for the user. */
  readonly warnings?: readonly string[]
  /** Share of the flow that does not balance. */
  readonly mismatch?: number
}

/** How the soft tissue lies at rest under the patient's pressures, against how it was imaged. */
export interface TissueLook {
  readonly rings: readonly {
    readonly gate: GateName
    /** Way round the ring as imaged and now, m. */
    readonly before: number
    readonly now: number
    /** How far apart its highest and its lowest place lie, along its own axis, m: as imaged it is drawn flat. */
    readonly height: number
  }[]
  /** How far the mouth of a coronary artery has moved against the ring of its artery, m, by landmark. */
  readonly mouths: readonly { readonly id: string; readonly moved: number }[]
  /** The hardest pull of a stitch of each edit, as a share of what its tissue bears, of how many, and where (m). */
  readonly stitches: readonly {
    readonly edit: string
    readonly count: number
    readonly share: number
    readonly place: Vec3
  }[]
}

/** What the figures are computed from. What a case does not have is null or empty, and its figures are absent. */
export interface FindingInput {
  readonly kind: 'whole-heart' | 'vessel'
  /** Which of the answers this is, and how far it has settled (0–1). */
  readonly answer: 'circulation' | 'flow'
  readonly settled: number
  readonly physiology: Physiology
  /** What the patient does; left out, rests. Then the heart rate is that of the activity. */
  readonly activity?: 'rest' | 'recovered' | 'exercise'
  /** Weeks later: the share of its output that the body gets with as much blood as it can keep or spare. */
  readonly outputReached?: number
  readonly waveforms: Waveforms | null
  /** Saturation by compartment, 0–1 (`aorta`, `pulmonary-artery`, `pulmonary-vein`, `systemic-veins`, …). */
  readonly oxygen: { readonly saturations: Readonly<Record<string, number>> } | null
  readonly openings: readonly PartOpening[]
  /** Places where blood reaches the outside, m². */
  readonly leaks: readonly { readonly centre: Vec3; readonly area: number }[]
  readonly narrowing?: Narrowing
  /** The narrowest way out of each ventricle. */
  readonly outflows?: readonly OutflowSection[]
  /** What each valve joins; the usual four chambers when left out. */
  readonly valves?: readonly { readonly name: GateName; readonly from: Part; readonly to: Part }[]
  /** Where the caval veins drain; biventricular when left out. */
  readonly configuration?: 'biventricular' | 'glenn' | 'fontan'
  readonly flow?: FlowMeasurement
  /** No edit has been made: what was measured on the patient should come out. */
  readonly untouched?: boolean
  /** How the untouched circulation meets what was measured in the patient, SI. */
  readonly fit?: readonly {
    readonly name: PhysiologyField['id']
    readonly measured: number
    readonly fitted: number
    readonly uncertainty: number
  }[]
  /** Edge of a cell of the blood lattice, m. */
  readonly spacing: number
  readonly edits?: readonly Edit[]
  readonly landmarks?: readonly Landmark[]
  readonly gates?: readonly Gate[]
  /** Blood of the ventricles before any edit and now, m³ as imaged. */
  readonly volumes?: readonly { readonly part: Part; readonly before: number; readonly now: number }[]
  /** Open area of the valves' rings before any edit and now, m². */
  readonly rings?: readonly { readonly gate: GateName; readonly before: number; readonly now: number }[]
  readonly sheets?: readonly SheetLook[]
  /** Comes a little after the answer at once. */
  readonly closer?: CloserLook
  /** Comes once the tissue has come to rest after an edit. */
  readonly tissue?: TissueLook
  /** Where the heart reaches farthest forward, m along y (towards the back is positive). */
  readonly front?: number
}

/** What the risks are computed from: the figures' input and the edits that led to it. */
export interface RiskInput extends FindingInput {
  readonly edits: readonly Edit[]
  readonly landmarks: readonly Landmark[]
  readonly gates: readonly Gate[]
}
