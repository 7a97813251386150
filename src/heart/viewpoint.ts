import { z } from 'zod'

const point = z.tuple([z.number(), z.number(), z.number()])

/** A place one looked from, as it is kept: millimetres and unit vectors of patient space (LPS). */
export const viewpointSchema = z.strictObject({
  name: z.string().min(1),
  eye_mm: point,
  /** What lay in the middle of the picture. */
  target_mm: point,
  up: point.describe('Unit vector that was up in the picture'),
  fieldOfView_deg: z.number().positive().max(170).describe('Vertical angle on the page'),
  scale: z.number().positive().nullable().describe('Times life size in the headset; null: kept on the page'),
  section: z
    .strictObject({ axis: z.string(), offset: z.number(), normal: point })
    .nullable()
    .describe('What was cut away; null: nothing'),
  glass: z.boolean().describe('The wall was seen through'),
})

export type Viewpoint = z.output<typeof viewpointSchema>
