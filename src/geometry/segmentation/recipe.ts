import { z } from 'zod'

/** A place in patient space, LPS, millimetres. */
const point = z.tuple([z.number(), z.number(), z.number()])

const disc = {
  centre: point,
  /** Any length but 0; of a valve the direction of forward flow, of a vessel’s end out of the heart. */
  normal: point,
  radius: z.number().positive().max(60).describe('Radius [mm]'),
}

/** Lumens that can be grown from clicks. */
export const growable = [
  'LV',
  'RV',
  'LA',
  'RA',
  'aorta',
  'pulmonary-artery',
  'SVC',
  'IVC',
  'pulmonary-vein',
  'vessel',
] as const

/** What a brush paints: a lumen, the wall of a part, nothing, or blood and no blood before the parts are separated. */
const paints = z.enum([...growable, 'wall', 'outside', 'blood', 'not-blood'])

const stroke = z.strictObject({
  paint: paints,
  radius: z.number().positive().max(40).describe('Radius of the ball [mm]'),
  points: z.array(point).min(1),
})

/**
 * How a scan becomes labels: the seeds file of the command line and the state of the segmentation workspace. It is
 * declarative: labels are a function of the scan and this record, worked in a fixed order (crop, threshold, blood
 * strokes, separation by seeds between discs, label strokes, islands, smoothing, walls), so that undo is the record
 * before. Millimetres, LPS; values in the scan’s own unit (HU for CT).
 */
export const recipeSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).optional().describe('Name of the case'),
  crop: z.strictObject({ low: point, high: point }).optional(),
  spacing: z.number().min(0.3).max(3).optional().describe('Edge of a cell of the case [mm]'),
  blood: z
    .strictObject({ low: z.number(), high: z.number().optional() })
    .describe('Values that are blood, in the scan’s unit'),
  muscle: z
    .strictObject({ low: z.number(), high: z.number() })
    .optional()
    .describe('Values that are heart muscle where the image shows it'),
  seeds: z
    .array(z.strictObject({ part: z.enum([...growable, 'outside']), points: z.array(point).min(1) }))
    .describe('Clicks from which parts grow; what grows from “outside” is left out'),
  valves: z
    .array(z.strictObject({ gate: z.enum(['mitral', 'tricuspid', 'aortic', 'pulmonary']), ...disc }))
    .default([]),
  ends: z
    .array(z.strictObject({ part: z.enum(growable), ...disc }))
    .default([])
    .describe('Discs at which a vessel is cut off and becomes a port'),
  barriers: z
    .array(z.strictObject(disc))
    .default([])
    .describe('Discs that no lumen grows across, where the image shows no wall'),
  openings: z
    .array(z.tuple([z.enum(growable), z.enum(growable)]))
    .default([])
    .describe('Lumens that truly open into each other without a valve, such as LV and RV at a septal defect'),
  strokes: z.array(stroke).default([]),
  islands: z.number().min(0).default(0.5).describe('Pieces smaller than this are taken away [mL]'),
  smoothing: z.number().min(0).max(5).default(1).describe('Radius of the smoothing [mm]'),
  walls: z
    .partialRecord(z.enum(growable), z.number().min(0.5).max(30))
    .default({})
    .describe('Thickness of a part’s wall where the image does not show it [mm]'),
})

export type Recipe = z.output<typeof recipeSchema>
export type RecipeStroke = z.output<typeof stroke>
