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

/**
 * Along the fibre the Holzapfel–Ogden term af/(2 bf) (exp(bf (s² - 1)²) - 1) pulls with 2 af s (s² - 1) exp(bf (s² - 1)²);
 * k_f is its secant at the stretch of a filled ventricle, s = 1.1 (recalled): 15.6 kPa, 6.7 kPa at rest, 43 kPa at 1.15.
 */
const fibreSecant = (af: number, bf: number, s: number): number =>
  (2 * af * s * (s * s - 1) * Math.exp(bf * (s * s - 1) ** 2)) / (s - 1)

const myocardium: TissueMaterial = {
  name: 'myocardium',
  young: 6.5e3,
  fibreStiffness: fibreSecant(1.685e3, 15.779, 1.1),
  poisson: 0.42,
  density: 1060,
  strength: 1e5,
  source:
    'Holzapfel & Ogden 2009, transversely isotropic fit: a = 2.28 kPa is the shear modulus of the ground ' +
    'substance at rest, E = 2 (1 + nu) a; fibres af = 1.685 kPa, bf = 15.779, secant at 1.1. Strength recalled',
}

const atrialWall: TissueMaterial = {
  name: 'atrial wall',
  young: 4e4,
  poisson: 0.42,
  density: 1060,
  strength: 2e5,
  source:
    'Recalled: tens of kPa in the toe of biaxial tests of human atria (Bellini et al. 2013), across fibres and ' +
    'along them nearly alike: its fibres only contract',
}

/*
 * Poisson's ratio .42: linear tetrahedra lock above .45. `recalled` values must be confirmed by a clinical lead.
 */
export const tissueMaterials: readonly TissueMaterial[] = [
  { ...myocardium, chamber: 'LV' },
  { ...myocardium, chamber: 'RV' },
  { ...atrialWall, chamber: 'LA' },
  { ...atrialWall, chamber: 'RA' },
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
  {
    name: 'valve leaflet',
    young: 5e5,
    poisson: 0.42,
    density: 1100,
    strength: 1e6,
    source:
      'Radial modulus of semilunar leaflets 1.3–2 MPa (circumferential 15) at about .5 mm. A lattice holds them ' +
      'two to three times as thick: a third of the modulus keeps the stiffness of the sheet. Strength recalled',
  },
  {
    name: 'coronary artery',
    young: 4e5,
    poisson: 0.42,
    density: 1100,
    strength: 1e6,
    source: 'Recalled: as the aorta',
  },
  {
    name: 'fat',
    young: 3e3,
    poisson: 0.42,
    density: 920,
    strength: 2e4,
    source: 'Recalled: a few kPa at rest',
  },
  {
    name: 'pericardium',
    young: 1e6,
    poisson: 0.42,
    density: 1100,
    strength: 5e6,
    source: 'Recalled: about 1 MPa in the toe; past it tens of MPa (see `patch-materials.ts`)',
  },
]

const materialOfPart: Readonly<Record<Exclude<Structure['part'], 'none'>, number>> = {
  LV: 0,
  RV: 1,
  LA: 2,
  RA: 3,
  aorta: 4,
  vessel: 4,
  'pulmonary-artery': 5,
  SVC: 6,
  IVC: 6,
  'pulmonary-vein': 6,
}

/** A wall of no part in the circulation says in its name what it is. */
const materialOfName: readonly (readonly [RegExp, number])[] = [
  [/leaflet|cusp|valve/i, 7],
  [/coronary/i, 8],
  [/\bfat\b|adipose/i, 9],
  [/pericardium/i, 10],
]

/** Index into `tissueMaterials` of a wall; muscle where nothing says what it is. */
export const materialOf = (structure: Structure | undefined): number => {
  if (structure && structure.part !== 'none') return materialOfPart[structure.part]
  return materialOfName.find(([name]) => name.test(structure?.name ?? ''))?.[1] ?? 0
}

/** Lamé parameters for the energy of `lib/neo_hookean.wgsl`: mu, and lambda' = lambda + mu, Pa. */
export function lame(m: TissueMaterial): { mu: number; lambda: number } {
  const mu = m.young / (2 * (1 + m.poisson))
  const lambda = (m.young * m.poisson) / ((1 + m.poisson) * (1 - 2 * m.poisson))
  return { mu, lambda: lambda + mu }
}
