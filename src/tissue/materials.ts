import type { Structure } from '../heart/heart'

/** A chamber whose muscle contracts by itself. */
export type Chamber = 'LV' | 'RV' | 'LA' | 'RA'

/** A soft tissue at small strain. SI. */
export interface TissueMaterial {
  readonly name: string
  /** The chamber whose activation its fibres follow; none: it has no fibres. */
  readonly chamber?: Chamber
  /** k_f of `lib/fibre.wgsl`, Pa: adds to the ground substance along a stretched fibre. */
  readonly fibreStiffness?: number
  /** Young's modulus, Pa. */
  readonly young: number
  readonly poisson: number
  /** kg/m³ */
  readonly density: number
  /** Stress at which a stitch tears out, Pa. */
  readonly strength: number
  readonly source: string
}

/*
 * Poisson's ratio .42: linear tetrahedra lock above .45. `recalled` values must be confirmed by a clinical lead.
 */
export const tissueMaterials: readonly TissueMaterial[] = [
  {
    name: 'myocardium',
    young: 6.5e3,
    poisson: 0.42,
    density: 1060,
    strength: 1e5,
    source:
      'Holzapfel & Ogden 2009, transversely isotropic fit: a = 2.28 kPa is the shear modulus of the ground ' +
      'substance, E = 2 (1 + nu) a; fibres not included. Strength recalled',
  },
  {
    name: 'atrial wall',
    young: 4e4,
    poisson: 0.42,
    density: 1060,
    strength: 2e5,
    source: 'Recalled: tens of kPa in the toe of biaxial tests of human atria (Bellini et al. 2013)',
  },
  {
    name: 'aortic wall',
    young: 4e5,
    poisson: 0.42,
    density: 1100,
    strength: 1e6,
    source: 'Recalled: .3–.8 MPa incremental modulus of the thoracic aorta at physiological pressure',
  },
  {
    name: 'pulmonary artery wall',
    young: 7.8e5,
    poisson: 0.42,
    density: 1100,
    strength: 1e6,
    source: 'Native pulmonary artery .93 ± .34 MPa circumferential, .64 ± .30 MPa axial: mean of the two',
  },
  {
    name: 'venous wall',
    young: 2e5,
    poisson: 0.42,
    density: 1100,
    strength: 1e6,
    source: 'Recalled: softer than the arteries at low pressure',
  },
]

const materialOfPart: Readonly<Record<Structure['part'], number>> = {
  LV: 0,
  RV: 0,
  LA: 1,
  RA: 1,
  aorta: 2,
  vessel: 2,
  'pulmonary-artery': 3,
  SVC: 4,
  IVC: 4,
  'pulmonary-vein': 4,
  none: 0,
}

/** Index into `tissueMaterials` of a wall. */
export const materialOf = (structure: Structure | undefined): number =>
  structure ? materialOfPart[structure.part] : 0

/** Lamé parameters for the energy of `lib/neo_hookean.wgsl`: mu, and lambda' = lambda + mu, Pa. */
export function lame(m: TissueMaterial): { mu: number; lambda: number } {
  const mu = m.young / (2 * (1 + m.poisson))
  const lambda = (m.young * m.poisson) / ((1 + m.poisson) * (1 - 2 * m.poisson))
  return { mu, lambda: lambda + mu }
}
