import { z } from 'zod'
import { type Heart, measuredNames } from '../heart/heart'
import { parts } from './recognise-structures'

/** A heart without its arrays, as it stands in a case file. SI. */
export type HeartDocument = Omit<Heart, 'labels' | 'lumen' | 'tissue'>

const finite = z.number()
const point = z.tuple([finite, finite, finite])
const label = z.int().min(1).max(255)
const part = z.enum(parts)

export const heartDocumentSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  kind: z.enum(['whole-heart', 'vessel']),
  frame: z.object({
    size: z.tuple([z.int().min(2), z.int().min(2), z.int().min(2)]),
    spacing: finite.positive(),
    origin: point,
  }),
  structures: z.array(
    z.object({
      id: label,
      name: z.string(),
      kind: z.enum(['wall', 'blood', 'valve']),
      part,
      code: z.object({ scheme: z.string(), value: z.string(), meaning: z.string() }).optional(),
    }),
  ),
  ports: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      structure: label,
      part,
      centre: point,
      normal: point,
      radius: finite.positive(),
      area: finite.nonnegative(),
    }),
  ),
  gates: z.array(
    z.object({
      id: z.enum(['mitral', 'tricuspid', 'aortic', 'pulmonary']),
      from: label,
      to: label,
      centre: point,
      normal: point,
      radius: finite.positive(),
      area: finite.nonnegative(),
      leaks: z.array(z.object({ place: z.array(point), area: finite.nonnegative() })).optional(),
    }),
  ),
  landmarks: z.array(z.object({ id: z.string(), name: z.string(), points: z.array(point) })),
  connections: z
    .object({
      SVC: z.enum(['RA', 'pulmonary-artery']).optional(),
      IVC: z.enum(['RA', 'pulmonary-artery']).optional(),
    })
    .optional(),
  physiology: z.object({
    weight: finite.positive(),
    height: finite.positive(),
    ageYears: finite.nonnegative(),
    heartRate: finite.positive(),
    saturations: z.object({ systemicArterial: finite.optional(), mixedVenous: finite.optional() }).optional(),
    haemoglobin: finite.positive(),
    measured: z.partialRecord(z.enum(measuredNames), finite).optional(),
    inflow: z.object({ times: z.array(finite).min(2), flows: z.array(finite).min(2) }).optional(),
  }),
  warnings: z.array(z.string()),
  source: z.string(),
})
