import type { FlowLaw } from './elements/diode-valve'

const bloodDensity = 1060
const bloodViscosity = 0.0035

/** Places of the loop that an opening can join. */
export type ShuntEnd = 'LV' | 'RV' | 'LA' | 'RA' | 'aorta' | 'pulmonary-artery' | 'SVC' | 'IVC'

/** An opening between two parts of the circulation; flow is positive from `from` to `to`. */
export interface ShuntSpec {
  /** Stable name; its flow is the series `shunt.<id>.flow`. */
  readonly id: string
  readonly from: ShuntEnd
  readonly to: ShuntEnd
  /** Narrowest section, m². An opening without area is left out of the network. */
  readonly area: number
  /** Length of the passage (the wall's thickness), m; 2 mm where it is not known. */
  readonly length?: number
  /** A tube of this length between the two, not a hole in a wall. */
  readonly tube?: true
  /** Discharge coefficient of a sharp-edged hole, .60–.65; about .8 for a short tube. */
  readonly dischargeCoefficient?: number
  /** dp = linear Q + quadratic Q|Q| once the 3D flow has measured it; replaces the orifice's estimate. */
  readonly law?: FlowLaw
}

/**
 * Law of a valve that does not close: its effective regurgitant orifice A (the area of the jet, so that no discharge
 * coefficient stands before it) lets dp = ½ ρ (Q / A)² through, with the friction of a short slit.
 */
export function regurgitationLaw(area: number): FlowLaw {
  return orificeLaw({ area, dischargeCoefficient: 1 })
}

/** The measured law of an opening, or the orifice's where none (or one without any loss) was measured. */
export function shuntLaw(spec: ShuntSpec): FlowLaw {
  const { law } = spec
  if (law && law.linear + law.quadratic > 0) return law
  return spec.tube ? tubeLaw(spec) : orificeLaw(spec)
}

/** Loss of a tube's sharp entry (.5) and of the blood that comes to rest beyond its end (1), in ½ ρ U². */
const tubeEnds = 1.5

/**
 * Law of a tube that joins two vessels (a shunt, a conduit): dp = 8π μ l / A² · Q + 1.5 · ½ ρ (Q / A)² sign Q, that of
 * Poiseuille and of its two ends. Limits: laminar and straight; a 3.5 mm shunt of a newborn reaches Re 2500, where
 * turbulent friction adds some 20 % to the first term.
 */
function tubeLaw({ area, length = 0 }: ShuntSpec): FlowLaw {
  return {
    linear: (8 * Math.PI * bloodViscosity * length) / area ** 2,
    quadratic: (tubeEnds * bloodDensity) / (2 * area ** 2),
  }
}

/**
 * Law of a hole in a wall: dp = 8π μ l / A² · Q + ½ ρ (Q / (Cd A))² sign Q, that is Q = Cd A √(2 |dp| / ρ) with the
 * friction of a short tube, which only matters below a millimetre.
 */
function orificeLaw(spec: Pick<ShuntSpec, 'area' | 'length' | 'dischargeCoefficient'>): FlowLaw {
  const { area, length = 2e-3, dischargeCoefficient = 0.65 } = spec
  return {
    linear: (8 * Math.PI * bloodViscosity * length) / area ** 2,
    quadratic: bloodDensity / (2 * (dischargeCoefficient * area) ** 2),
  }
}

/**
 * Inertance of a hole, ρ (l + 16 r / 3π) / A: the passage and the blood that moves on both sides of it (the end
 * correction 8 r / 3π of a flanged opening, twice).
 */
export function orificeInertance(spec: ShuntSpec): number {
  const radius = Math.sqrt(spec.area / Math.PI)
  return (bloodDensity * ((spec.length ?? 2e-3) + (16 * radius) / (3 * Math.PI))) / spec.area
}
