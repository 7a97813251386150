import { z } from 'zod'
import { withVessel } from '../anatomy'
import { number } from '../heart-parameters'
import type { Station } from '../solids'
import type { Vessel } from '../vessels'
import { defineLesion } from './lesion'

/** A shelf opposite the ligament narrows the aorta over a few millimetres; beyond it the vessel is wide. */
export const coarctation = defineLesion({
  id: 'coarctation',
  name: 'Coarctation of the aorta',
  parameters: z.strictObject({
    diameter_mm: number(2.5, 15, 5, 'Diameter left at the narrowest place [mm]'),
  }),
  shape: (anatomy, { diameter_mm }, { scale }) => {
    const radius = diameter_mm / 2 / scale
    return withVessel(anatomy, 'descending-aorta', (aorta) => pinched(aorta, radius))
  },
})

/** The stations of a normal aorta with the shelf, its waist and the wide vessel beyond put in for the isthmus. */
const pinched = (aorta: Vessel, radius: number): Vessel => ({
  ...aorta,
  stations: [...aorta.stations.slice(0, 7), ...shelf(radius), ...aorta.stations.slice(9)],
})

const shelf = (radius: number): Station[] => [
  [[10.4, 30.5, 48.6], 5.4],
  [[11.9, 36.3, 44], radius + 0.5],
  [[12.5, 38.7, 41], radius],
  [[12.8, 40.7, 37.8], radius + 0.5],
  [[13, 43, 33], 6.7],
]
