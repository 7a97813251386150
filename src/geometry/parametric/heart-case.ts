import { z } from 'zod'
import { Fault } from '../../core/fault'
import { type HeartParameters, heartParametersSchema } from './heart-parameters'
import { lesionNamed, lesions } from './lesions'

/** A heart with its lesions and what to tell of it: a file of assets/hearts once read. */
export interface HeartCase {
  readonly name: string
  readonly heart: HeartParameters
  readonly lesions: readonly { readonly lesion: string; readonly values: Readonly<Record<string, number>> }[]
  readonly story: Story
}

/** Plain words for a family, and a few lines for a surgeon. */
interface Story {
  readonly family: string
  readonly surgeon: string
}

/** The form of a file; the numbers of a lesion stand beside its name and are checked by that lesion. */
const fileSchema = z.strictObject({
  name: z.string().min(1),
  heart: heartParametersSchema.prefault({}),
  lesions: z.array(z.looseObject({ lesion: z.enum(lesions.map((l) => l.id)) })).default([]),
  story: z.strictObject({ family: z.string().min(1), surgeon: z.string().min(1) }),
})

/**
 * @param file what to call the input in a fault
 * @throws Fault that names the parameter, its value and its range
 */
export function readHeartCase(json: unknown, file: string): HeartCase {
  const { lesions: given, ...rest } = checked(fileSchema, json, file, '')
  return {
    ...rest,
    lesions: given.map(({ lesion, ...values }, i) => ({
      lesion,
      values: checked(lesionNamed(lesion).parameters, values, file, `lesions.${i}.`),
    })),
  }
}

function checked<S extends z.ZodType>(schema: S, value: unknown, file: string, path: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const where = `${path}${issue?.path.join('.') ?? ''}` || 'the whole file'
  throw new Fault(
    file,
    `${where}: ${issue?.message ?? 'not understood'}`,
    'Correct it, or leave it out for its default',
  )
}
