import { z } from 'zod'

/*
 * What a person has measured or written on the tissue. No edit: it changes nothing. Places are millimetres in patient
 * space (LPS) of the heart AT REST, as in an edit, so that a measure can be read again however the tissue hangs.
 */
const point = z.tuple([z.number(), z.number(), z.number()])
const id = z.string().min(1)

const lengthMeasure = z
  .strictObject({ kind: z.literal('length'), id, points_mm: z.array(point).length(2) })
  .describe('The straight way between two places on the tissue')

const angleMeasure = z
  .strictObject({ kind: z.literal('angle'), id, points_mm: z.array(point).length(3) })
  .describe('The angle at the second of three places')

const areaMeasure = z
  .strictObject({ kind: z.literal('area'), id, points_mm: z.array(point).min(3) })
  .describe('The area of the smooth surface stretched over a closed outline, and the way round it')

const volumeMeasure = z
  .strictObject({
    kind: z.literal('volume'),
    id,
    at_mm: point.describe('A place on its wall'),
    structure: z.int().min(1).max(255).describe('The cavity, by its id in the table of structures'),
  })
  .describe('The blood in one cavity')

const note = z
  .strictObject({ kind: z.literal('note'), id, at_mm: point, text: z.string().min(1).max(200) })
  .describe('Words at a place on the tissue')

const line = z
  .strictObject({ kind: z.literal('line'), id, path_mm: z.array(point).min(2) })
  .describe('A line drawn on the tissue with a pen')

export const annotationSchema = z.discriminatedUnion('kind', [
  lengthMeasure,
  angleMeasure,
  areaMeasure,
  volumeMeasure,
  note,
  line,
])

export type Annotation = z.output<typeof annotationSchema>
export type AnnotationOf<K extends Annotation['kind']> = Extract<Annotation, { kind: K }>

/** The places of an annotation, mm at rest, in their order. */
export function annotationPlaces(a: Annotation): readonly (readonly [number, number, number])[] {
  if (a.kind === 'note' || a.kind === 'volume') return [a.at_mm]
  return a.kind === 'line' ? a.path_mm : a.points_mm
}
