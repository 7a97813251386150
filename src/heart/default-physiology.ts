import type { Physiology } from './heart'
import {
  ageWhere,
  highHeartRate,
  lowHeartRate,
  usualAt,
  usualHaemoglobin,
  usualHeartRate,
  usualHeight,
  usualWeight,
} from './usual-by-age'

/** One line of a form about the patient. */
export interface PhysiologyField {
  readonly id:
    | 'ageYears'
    | 'weight'
    | 'height'
    | 'heartRate'
    | 'haemoglobin'
    | 'systemicArterial'
    | 'mixedVenous'
  readonly label: string
  /** As people write it; `toSi` times a value in it is the value in `Physiology`. */
  readonly unit: string
  readonly toSi: number
  /** What can be entered at all, in the unit. */
  readonly low: number
  readonly high: number
  /** What is usual at an age, in the unit, and between which values most people lie; none where nothing is assumed. */
  readonly usual?: (ageYears: number) => number
  readonly band?: (ageYears: number) => readonly [number, number]
  readonly source: string
}

const growth =
  'WHO Child Growth Standards 2006 to 2 years, CDC growth charts 2000 to 18: medians, recalled; adult assumed'
const fleming = 'Fleming et al., Lancet 377, 2011: median, 1st and 99th centile, recalled'
const assumedAge = 40

/** What is asked about a patient; every field but the saturations has a usual value. */
export const physiologyFields: readonly PhysiologyField[] = [
  { id: 'ageYears', label: 'Age', unit: 'years', toSi: 1, low: 0, high: 110, source: 'assumed: adult' },
  {
    id: 'weight',
    label: 'Weight',
    unit: 'kg',
    toSi: 1,
    low: 0.5,
    high: 250,
    usual: (age) => usualAt(usualWeight, age),
    source: growth,
  },
  {
    id: 'height',
    label: 'Height',
    unit: 'cm',
    toSi: 0.01,
    low: 25,
    high: 230,
    usual: (age) => 100 * usualAt(usualHeight, age),
    source: growth,
  },
  {
    id: 'heartRate',
    label: 'Heart rate',
    unit: 'beats/min',
    toSi: 1 / 60,
    low: 25,
    high: 300,
    usual: (age) => usualAt(usualHeartRate, age),
    band: (age) => [usualAt(lowHeartRate, age), usualAt(highHeartRate, age)],
    source: fleming,
  },
  {
    id: 'haemoglobin',
    label: 'Haemoglobin',
    unit: 'g/L',
    toSi: 1,
    low: 30,
    high: 260,
    usual: (age) => usualAt(usualHaemoglobin, age),
    source: 'Dallman, in Nathan and Oski’s Hematology of Infancy and Childhood: means by age, recalled',
  },
  {
    id: 'systemicArterial',
    label: 'Arterial oxygen saturation',
    unit: '%',
    toSi: 0.01,
    low: 20,
    high: 100,
    source: 'as measured; nothing is assumed',
  },
  {
    id: 'mixedVenous',
    label: 'Mixed venous oxygen saturation',
    unit: '%',
    toSi: 0.01,
    low: 10,
    high: 100,
    source: 'as measured; nothing is assumed',
  },
]

/**
 * A whole `Physiology` from what is known of the patient (SI): a missing age is that at which the weight, else the
 * height, is the median (an adult of 40 years where it is an adult's or nothing is known); the rest is what is usual at
 * the age. `assumed` names what was filled in. The tables are recalled from their sources: a clinical lead has to confirm
 * them.
 */
export function defaultPhysiology(known: Partial<Physiology> = {}): {
  readonly physiology: Physiology
  readonly assumed: readonly PhysiologyField['id'][]
} {
  const ageYears = known.ageYears ?? ageFrom(known)
  const filled = {
    ageYears,
    weight: known.weight ?? usualAt(usualWeight, ageYears),
    height: known.height ?? usualAt(usualHeight, ageYears),
    heartRate: known.heartRate ?? usualAt(usualHeartRate, ageYears) / 60,
    haemoglobin: known.haemoglobin ?? usualAt(usualHaemoglobin, ageYears),
  }
  const ids = Object.keys(filled) as (keyof typeof filled)[]
  return {
    physiology: {
      ...filled,
      ...(known.saturations && { saturations: known.saturations }),
      ...(known.inflow && { inflow: known.inflow }),
    },
    assumed: ids.filter((id) => known[id] === undefined),
  }
}

function ageFrom({ weight, height }: Partial<Physiology>): number {
  if (weight !== undefined) return ageWhere(usualWeight, weight) ?? assumedAge
  if (height !== undefined) return ageWhere(usualHeight, height) ?? assumedAge
  return assumedAge
}
