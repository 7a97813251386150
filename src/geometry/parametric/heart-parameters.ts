import { z } from 'zod'

/** A number with its range, default and meaning; the text ends in the unit in brackets. */
export const number = (low: number, high: number, normal: number, text: string) =>
  z.number().min(low).max(high).default(normal).describe(text)

/** The heart itself, whatever its lesions: by default a healthy six-year-old. */
export const heartParametersSchema = z.strictObject({
  ageYears: number(0, 80, 6, 'Age [years]'),
  weight_kg: number(2.5, 120, 20, 'Body weight [kg]'),
  height_cm: number(45, 200, 115, 'Body height [cm]'),
  heartRate_bpm: number(40, 200, 95, 'Heart rate at rest [1/min]'),
  haemoglobin_g_L: number(60, 220, 125, 'Haemoglobin [g/L]'),
  size: number(0.7, 1.4, 1, 'Linear size relative to normal for the body surface [1]'),
  leftWall_mm: number(3, 20, 5.5, 'Thickness of the left ventricular free wall [mm]'),
  septum_mm: number(3, 20, 5.5, 'Thickness of the muscular ventricular septum [mm]'),
  rightWall_mm: number(2, 12, 2.8, 'Thickness of the right ventricular free wall [mm]'),
  // Under 1.6 cells a wall shows false holes when it is drawn; the shipped hearts make theirs thick enough.
  atrialWall_mm: number(1.2, 5, 2.4, 'Thickness of the atrial walls and septum [mm]'),
  vesselWall_mm: number(1.2, 4, 2.6, 'Thickness of the walls of the great vessels [mm]'),
  arterialSaturation: z.number().min(0.3).max(1).optional().describe('Measured arterial saturation [1]'),
  venousSaturation: z.number().min(0.2).max(1).optional().describe('Measured mixed venous saturation [1]'),
  trabeculae: number(0, 1, 1, 'Muscle inside the ventricles: 0 smooth, 1 normal [1]'),
  spacing_mm: number(0.6, 3, 1.5, 'Edge of a lattice cell [mm]'),
})

export type HeartParameters = z.output<typeof heartParametersSchema>

/** Body surface by Haycock (J Pediatr 93, 1978): .024265 W^.5378 H^.3964, m² from kg and cm. */
export const bodySurface = (p: Pick<HeartParameters, 'weight_kg' | 'height_cm'>): number =>
  0.024265 * p.weight_kg ** 0.5378 * p.height_cm ** 0.3964

/** Body surface of the six-year-old that the shape is drawn for, m². */
const drawnFor = 0.797

/**
 * Linear size relative to the drawn heart: the left ventricle's diameter and length grow with body surface to the
 * power .45 (Pediatric Heart Network: Lopez et al., Circ Cardiovasc Imaging 10:e006979, 2017). Valves and great
 * vessels, which grow with the power .5 there, follow: 5 % from the mean at .27 m² and at 2.3 m².
 */
export const linearScale = (p: HeartParameters): number => p.size * (bodySurface(p) / drawnFor) ** 0.45
