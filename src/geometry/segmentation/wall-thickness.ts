import type { Growable } from './parts'

/**
 * Thickness of walls in an adult [mm], taken where neither the image nor the recipe says another. Left ventricle at
 * end-diastole 6–10, right ventricle 1–5 (Lang et al., J. Am. Soc. Echocardiogr. 28, 2015); atria about 2 (Ho et al.,
 * Circ. Arrhythm. Electrophysiol. 5, 2012); ascending aorta about 2, pulmonary trunk and great veins 1–1.5 (Gray’s
 * Anatomy).
 */
export const adultWalls: Readonly<Record<Growable, number>> = {
  LV: 9,
  RV: 4,
  LA: 2,
  RA: 2,
  aorta: 2,
  'pulmonary-artery': 1.5,
  SVC: 1.5,
  IVC: 1.5,
  'pulmonary-vein': 1.5,
  vessel: 1.5,
}
