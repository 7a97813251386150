import { litrePerMinute, mmHg } from '../core/units'
import { type MeasuredName, measuredNames, type Physiology } from './heart'
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
    | MeasuredName
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

/** A field for what was measured: empty where it was not. */
const measured = (
  id: PhysiologyField['id'],
  label: string,
  [unit, toSi, low, high]: readonly [string, number, number, number],
): PhysiologyField => ({ id, label, unit, toSi, low, high, source: 'as measured; nothing is assumed' })
const percent = ['%', 0.01, 10, 100] as const
const pressure = ['mmHg', mmHg, 1, 250] as const
const flow = ['L/min', litrePerMinute, 0.05, 30] as const

/** What is asked about every patient; all have a usual value. */
const usualFields: readonly PhysiologyField[] = [
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
]

/** What a catheter, an oximeter or MRI may have measured at rest, before the operation. */
const measuredFields: readonly PhysiologyField[] = [
  measured('systemicArterial', 'Arterial oxygen saturation', percent),
  measured('mixedVenous', 'Mixed venous oxygen saturation', percent),
  measured('aorticSystolic', 'Arterial pressure, systolic', pressure),
  measured('aorticDiastolic', 'Arterial pressure, diastolic', pressure),
  measured('pulmonarySystolic', 'Pulmonary artery pressure, systolic', pressure),
  measured('pulmonaryMean', 'Pulmonary artery pressure, mean', pressure),
  measured('rightAtrialMean', 'Right atrial pressure, mean', pressure),
  measured('leftAtrialMean', 'Left atrial (wedge) pressure, mean', pressure),
  measured('systemicFlow', 'Systemic flow Qs', flow),
  measured('pulmonaryFlow', 'Pulmonary flow Qp', flow),
]

/** The form about a patient. */
export const physiologyFields: readonly PhysiologyField[] = [...usualFields, ...measuredFields]

/** Value of a field in a patient, SI; undefined where it was not measured. */
export function physiologyValue(physiology: Physiology, id: PhysiologyField['id']): number | undefined {
  if (id === 'systemicArterial' || id === 'mixedVenous') return physiology.saturations?.[id]
  return isMeasured(id) ? physiology.measured?.[id] : physiology[id]
}

/** Whether a field holds what may not have been measured. */
export const isMeasuredField = (field: PhysiologyField): boolean => measuredFields.includes(field)

export const isMeasured = (id: PhysiologyField['id']): id is MeasuredName =>
  (measuredNames as readonly string[]).includes(id)

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
      ...(known.measured && { measured: known.measured }),
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
