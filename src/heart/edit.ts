import { z } from 'zod'

/*
 * The edits of a strategy. All places are millimetres in patient space (LPS) of the heart AT REST, so that a replay
 * does not depend on how the tissue hung when the edit was made. An unknown field is an error.
 */
const point = z
  .tuple([z.number(), z.number(), z.number()])
  .describe('[x, y, z] in mm, patient space (LPS), at rest')
const length = z.number().positive()
const id = z.string().min(1).describe('Name of this edit, unique in its plan')

export const patchMaterials = ['pericardium', 'ePTFE', 'dacron'] as const
export const sutureTechniques = ['interrupted', 'running'] as const

const sewing = z.strictObject({
  technique: z.enum(sutureTechniques),
  pitch_mm: length.describe('Distance between stitches along the rim'),
  bite_mm: length.describe('Distance of a stitch from the edge'),
})

const cutEdit = z
  .strictObject({
    kind: z.literal('cut'),
    id,
    blade_mm: z
      .array(z.tuple([point, point]))
      .min(2)
      .describe(
        'Successive positions of the blade, each as its two ends; the quadrilaterals between them cut',
      ),
  })
  .describe('Severs every tissue link that the blade sweeps through')

const resectEdit = z
  .strictObject({
    kind: z.literal('resect'),
    id,
    path_mm: z.array(point).min(1).describe('Path of the centre of the loop'),
    radius_mm: length,
  })
  .describe('Removes the tissue within a radius of a path')

const patchEdit = z
  .strictObject({
    kind: z.literal('patch'),
    id,
    outline_mm: z
      .array(point)
      .min(3)
      .describe('Closed outline on the tissue; the last point joins the first'),
    material: z.enum(patchMaterials),
    oversize: z.number().min(0).max(0.5).default(0).describe('Extra width as a fraction'),
    mode: z
      .enum(['cover', 'widen'])
      .default('cover')
      .describe(
        'cover: closes the blood links it crosses. widen: is let into a slit along the outline’s long axis',
      ),
    width_mm: length.optional().describe('widen only: greatest width of the strip let into the slit'),
    sewn: sewing.optional().describe('Stitches along the whole rim; without them the rim leaks'),
  })
  .describe('A patch laid on an outline')

const trimEdit = z
  .strictObject({
    kind: z.literal('trim'),
    id,
    patch: z.string().describe('The patch that is cut to shape; it covers an opening and is not sewn yet'),
    outline_mm: z.array(point).min(3).describe('What is left of it, as a closed outline'),
  })
  .describe('Cuts a laid patch to shape')

const baffleEdit = z
  .strictObject({
    kind: z.literal('baffle'),
    id,
    outline_mm: z.array(point).min(3),
    shape_mm: z.array(point).describe('Points that the surface passes through'),
    material: z.enum(patchMaterials),
    sewn: sewing.optional(),
  })
  .describe('A patch with shape points that leads blood along a tunnel')

const conduitEdit = z
  .strictObject({
    kind: z.literal('conduit'),
    id,
    path_mm: z.array(point).min(2).describe('Centre line from one opening to the other'),
    diameter_mm: length,
    material: z.enum(patchMaterials),
  })
  .describe('A tube between two openings')

const sutureEdit = z
  .strictObject({
    kind: z.literal('suture'),
    id,
    patch: z.string().optional().describe('Patch or baffle whose rim is sewn; else path_mm is sewn shut'),
    path_mm: z
      .array(point)
      .default([])
      .describe('Stitch line on the tissue; the part of the rim within 3 mm of it is sewn'),
    technique: z.enum(sutureTechniques),
    pitch_mm: length,
    bite_mm: length,
  })
  .describe('Ties: a rim to the tissue under it, or the two lips along a path')

const releaseEdit = z
  .strictObject({
    kind: z.literal('release'),
    id,
    suture: z
      .string()
      .min(1)
      .describe(
        'Whose stitches come out: a suture, a closure, or a patch or baffle that was sewn at once; or a clamp that comes off',
      ),
    places_mm: z
      .array(point)
      .min(1)
      .optional()
      .describe('Only stitches within reach of these places; left out, all of them'),
    reach_mm: length.optional().describe('How near a place a stitch is taken out; left out, 3 mm'),
    torn: z.literal(true).optional().describe('They tore out of the tissue; left out, a hand took them out'),
  })
  .describe('Takes stitches out, a running thread is tied off on either side; or takes a clamp off')

const clampEdit = z
  .strictObject({ kind: z.literal('clamp'), id, centre_mm: point, normal: point, radius_mm: length })
  .describe('Closes the blood links across a disc')

const closeEdit = z
  .strictObject({
    kind: z.literal('close'),
    id,
    cut: z.string().describe('The cut that is sewn shut'),
    pitch_mm: length,
  })
  .describe('Closes an incision that was used as access')

const lesionEdit = z
  .strictObject({
    kind: z.literal('lesion'),
    id,
    type: z.enum(['hole', 'narrowing']),
    centre_mm: point,
    normal: point.optional().describe('hole: its axis; left out, the shortest way through the wall'),
    diameter_mm: length.describe('hole: its diameter. narrowing: the diameter left'),
    length_mm: length.optional().describe('narrowing: its length along the vessel'),
  })
  .describe('A hole or a narrowing made by a teacher')

export const editSchema = z.discriminatedUnion('kind', [
  cutEdit,
  resectEdit,
  patchEdit,
  trimEdit,
  baffleEdit,
  conduitEdit,
  sutureEdit,
  releaseEdit,
  clampEdit,
  closeEdit,
  lesionEdit,
])
export const planSchema = z.strictObject({ name: z.string().min(1), edits: z.array(editSchema) })

export type Edit = z.output<typeof editSchema>
export type EditOf<K extends Edit['kind']> = Extract<Edit, { kind: K }>
/** A strategy: a name and the edits in their order. */
export type Plan = z.output<typeof planSchema>
