import { z } from 'zod'
import { growable } from '../geometry/segmentation/recipe'
import type { Part } from '../heart/heart'

/** Every part of the circulation that a structure can be. */
export const parts = [...growable, 'none'] as const satisfies readonly Part[]

/** A user's own table: label value to what it is. */
export const labelTableSchema = z.record(
  z.string().regex(/^\d+$/),
  z.strictObject({
    name: z.string().min(1),
    kind: z.enum(['wall', 'blood', 'valve']),
    part: z.enum(parts).default('none'),
  }),
)
export type LabelTable = z.input<typeof labelTableSchema>
