import type { patchMaterials } from '../heart/edit'

export type PatchMaterial = (typeof patchMaterials)[number]

/** A sheet that is sewn in. SI. */
export interface SheetMaterial {
  readonly young: number
  readonly poisson: number
  readonly thickness: number
  readonly density: number
  readonly source: string
}

/* Middle of the recalled ranges; to be confirmed by a clinical lead. */
export const sheetMaterials: Readonly<Record<PatchMaterial, SheetMaterial>> = {
  pericardium: {
    young: 20e6,
    poisson: 0.45,
    thickness: 0.4e-3,
    density: 1100,
    source: 'Glutaraldehyde-fixed pericardium past the toe 10–60 MPa, .3–.6 mm (recalled)',
  },
  ePTFE: {
    young: 20e6,
    poisson: 0.3,
    thickness: 0.5e-3,
    density: 800,
    source: 'ePTFE 5–50 MPa, .4–.6 mm (recalled)',
  },
  dacron: {
    young: 10e6,
    poisson: 0.3,
    thickness: 0.5e-3,
    density: 900,
    source: 'Dacron 5–20 MPa (recalled)',
  },
}
