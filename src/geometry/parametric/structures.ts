import type { Part, Structure } from '../../heart/heart'
import type { Body } from './plans'

const snomed = (value: string, meaning: string) => ({ scheme: 'SCT', value, meaning })

/** A heart carries those that it has cells of. Walls 1–10, 21, 22; blood 11–20, 23. */
export const structures: readonly Structure[] = [
  { id: 1, name: 'Left ventricular wall', kind: 'wall', part: 'LV' },
  { id: 2, name: 'Right ventricular wall', kind: 'wall', part: 'RV' },
  { id: 3, name: 'Left atrial wall', kind: 'wall', part: 'LA' },
  { id: 4, name: 'Right atrial wall', kind: 'wall', part: 'RA' },
  { id: 5, name: 'Aortic wall', kind: 'wall', part: 'aorta' },
  { id: 6, name: 'Pulmonary arterial wall', kind: 'wall', part: 'pulmonary-artery' },
  { id: 7, name: 'Epicardial fat', kind: 'wall', part: 'none' },
  { id: 8, name: 'Coronary arteries', kind: 'wall', part: 'none' },
  { id: 9, name: 'Caval vein wall', kind: 'wall', part: 'SVC' },
  { id: 10, name: 'Pulmonary venous wall', kind: 'wall', part: 'pulmonary-vein' },
  { id: 11, name: 'Left ventricle', kind: 'blood', part: 'LV', code: snomed('87878005', 'Left ventricle') },
  { id: 12, name: 'Right ventricle', kind: 'blood', part: 'RV', code: snomed('53085002', 'Right ventricle') },
  { id: 13, name: 'Left atrium', kind: 'blood', part: 'LA', code: snomed('82471001', 'Left atrium') },
  { id: 14, name: 'Right atrium', kind: 'blood', part: 'RA', code: snomed('73829009', 'Right atrium') },
  { id: 15, name: 'Aorta', kind: 'blood', part: 'aorta', code: snomed('15825003', 'Aorta') },
  {
    id: 16,
    name: 'Pulmonary artery',
    kind: 'blood',
    part: 'pulmonary-artery',
    code: snomed('81040000', 'Pulmonary artery'),
  },
  {
    id: 17,
    name: 'Superior vena cava',
    kind: 'blood',
    part: 'SVC',
    code: snomed('48345005', 'Superior vena cava'),
  },
  {
    id: 18,
    name: 'Inferior vena cava',
    kind: 'blood',
    part: 'IVC',
    code: snomed('64131007', 'Inferior vena cava'),
  },
  {
    id: 19,
    name: 'Pulmonary veins',
    kind: 'blood',
    part: 'pulmonary-vein',
    code: snomed('122972007', 'Pulmonary vein'),
  },
  { id: 20, name: 'Extracardiac conduit', kind: 'blood', part: 'IVC' },
  { id: 21, name: 'Wall of the conduit', kind: 'wall', part: 'IVC' },
  { id: 22, name: 'Valve leaflets', kind: 'wall', part: 'none' },
  { id: 23, name: 'Coronary sinus', kind: 'blood', part: 'RA', code: snomed('90219004', 'Coronary sinus') },
]

export const wallOf: Readonly<Record<Body, number>> = {
  LV: 1,
  RV: 2,
  LA: 3,
  RA: 4,
  aorta: 5,
  PA: 6,
  SVC: 9,
  IVC: 9,
  conduit: 21,
  sinus: 9,
}
export const bloodOf: Readonly<Record<Body, number>> = {
  LV: 11,
  RV: 12,
  LA: 13,
  RA: 14,
  aorta: 15,
  PA: 16,
  SVC: 17,
  IVC: 18,
  conduit: 20,
  sinus: 23,
}
export const fatId = 7
export const coronaryId = 8
export const leafletId = 22

/** Wall and blood of the veins, which a body contains. */
export const veinIds: Readonly<Partial<Record<Part, { wall: number; blood: number }>>> = {
  SVC: { wall: 9, blood: 17 },
  IVC: { wall: 9, blood: 18 },
  'pulmonary-vein': { wall: 10, blood: 19 },
}

/** Blood structure in which a port of a body lies. */
export const portStructure = (body: Body, part: Part): number =>
  body === 'LA' || body === 'RA' ? (veinIds[part]?.blood ?? bloodOf[body]) : bloodOf[body]
