import type { z } from 'zod'
import { Fault } from '../../core/fault'
import type { HeartCase } from './heart-case'
import { heartParametersSchema } from './heart-parameters'
import { lesionNamed } from './lesions'

/** What a slider needs to know of one number of a case. */
export interface ParameterRow {
  /** `heart.NAME` or `lesions.INDEX.NAME`. */
  readonly id: string
  /** The lesion's name, or `Heart`. */
  readonly group: string
  readonly label: string
  readonly unit: string
  readonly low: number
  readonly high: number
  readonly step: number
  readonly value: number
}

/** The numbers of a case's lesions, then those of its heart, each with its range. */
export function parameterRows(from: HeartCase): ParameterRow[] {
  const ofLesions = from.lesions.flatMap(({ lesion, values }, i) => {
    const { name, parameters } = lesionNamed(lesion)
    return rows(parameters.shape, values, `lesions.${i}`, name)
  })
  return [...ofLesions, ...rows(heartParametersSchema.shape, from.heart, 'heart', 'Heart')]
}

/**
 * The case with one of its numbers changed.
 * @throws Fault where the case has no such number, or the value is out of its range
 */
export function withParameter(from: HeartCase, id: string, value: number): HeartCase {
  const row = parameterRows(from).find((r) => r.id === id)
  if (!row) throw new Fault(from.name, `has no parameter "${id}"`, 'Use an id that parameterRows gives')
  if (!(value >= row.low && value <= row.high))
    throw new Fault(from.name, `${id} is ${value} ${row.unit}`, `Keep it from ${row.low} to ${row.high}`)
  const [group, index, name] = id.split('.') as [string, string, string]
  if (group === 'heart') return { ...from, heart: { ...from.heart, [index]: value } }
  const changed = from.lesions.map((l, i) =>
    i === Number(index) ? { ...l, values: { ...l.values, [name]: value } } : l,
  )
  return { ...from, lesions: changed }
}

/** How far one press of a key moves a slider, by unit. */
const steps: Readonly<Record<string, number>> = { mm: 0.5, years: 0.5, kg: 0.5, '1': 0.05, '°': 5 }

function rows(
  shape: Readonly<Record<string, z.ZodType>>,
  values: Readonly<Record<string, number | undefined>>,
  prefix: string,
  group: string,
): ParameterRow[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const value = values[name]
    if (value === undefined) return []
    const [, label, unit] = /^(.*) \[(.*)\]$/.exec(schema.description ?? '') ?? ['', name, '']
    const { low, high } = rangeOf(schema)
    const step = steps[unit as string] ?? 1
    return [
      {
        id: `${prefix}.${name}`,
        group,
        label: label as string,
        unit: unit as string,
        low,
        high,
        step,
        value,
      },
    ]
  })
}

/** The range of a number inside of its default. */
function rangeOf(schema: z.ZodType): { low: number; high: number } {
  const inner = (schema as z.ZodDefault<z.ZodNumber>).unwrap()
  return { low: inner.minValue ?? Number.NEGATIVE_INFINITY, high: inner.maxValue ?? Number.POSITIVE_INFINITY }
}
