import { defaultPhysiology, type PhysiologyField, physiologyFields } from '../../heart/default-physiology'
import type { Physiology } from '../../heart/heart'

/** The form as it is typed: a text a field, in the field's unit. */
export type PhysiologyDraft = Readonly<Record<PhysiologyField['id'], string>>

const knownOf = (physiology: Physiology, id: PhysiologyField['id']): number | undefined =>
  id === 'systemicArterial' || id === 'mixedVenous' ? physiology.saturations?.[id] : physiology[id]

const digits = (value: number): string => String(+value.toFixed(value < 20 ? 1 : 0))

/** What stands in the form for a patient. */
export const draftOf = (physiology: Physiology): PhysiologyDraft =>
  Object.fromEntries(
    physiologyFields.map((f) => {
      const value = knownOf(physiology, f.id)
      return [f.id, value === undefined ? '' : digits(value / f.toSi)]
    }),
  ) as unknown as PhysiologyDraft

/** Why a field cannot be taken as it stands; null where it can. Saturations may stay empty. */
export function faultOf(field: PhysiologyField, text: string): string | null {
  const value = Number(text.replace(',', '.'))
  if (text.trim() === '') return field.usual || field.id === 'ageYears' ? `Enter the ${lower(field)}` : null
  if (!Number.isFinite(value)) return 'Enter a number'
  return value >= field.low && value <= field.high
    ? null
    : `Between ${field.low} and ${field.high} ${field.unit}`
}

const lower = (field: PhysiologyField) => field.label.toLowerCase()

/** What is usual at the age in the draft, in the field's unit; null where nothing is assumed. */
export function usualText(field: PhysiologyField, draft: PhysiologyDraft): string | null {
  const age = Number(draft.ageYears.replace(',', '.'))
  if (!field.usual || !Number.isFinite(age)) return null
  const band = field.band?.(age)
  return band
    ? `usual ${digits(field.usual(age))} (${digits(band[0])}–${digits(band[1])})`
    : `usual ${digits(field.usual(age))}`
}

/** Everything but the age as is usual at it; what was measured (saturations, inflow) stays. */
export function usualDraft(draft: PhysiologyDraft): PhysiologyDraft {
  const ageYears = Number(draft.ageYears.replace(',', '.'))
  if (!Number.isFinite(ageYears)) return draft
  const { systemicArterial, mixedVenous } = draft
  return { ...draftOf(defaultPhysiology({ ageYears }).physiology), systemicArterial, mixedVenous }
}

/** The patient that the draft describes, or null while a field is at fault. What the form does not ask stays. */
export function physiologyOf(draft: PhysiologyDraft, before: Physiology): Physiology | null {
  if (physiologyFields.some((f) => faultOf(f, draft[f.id]))) return null
  const value = (id: PhysiologyField['id']) => {
    const field = physiologyFields.find((f) => f.id === id)!
    const text = draft[id].trim()
    return text === '' ? undefined : Number(text.replace(',', '.')) * field.toSi
  }
  const [systemicArterial, mixedVenous] = [value('systemicArterial'), value('mixedVenous')]
  const measured = {
    ...(systemicArterial !== undefined && { systemicArterial }),
    ...(mixedVenous !== undefined && { mixedVenous }),
  }
  const { saturations: _, ...rest } = before
  return {
    ...rest,
    ageYears: value('ageYears')!,
    weight: value('weight')!,
    height: value('height')!,
    heartRate: value('heartRate')!,
    haemoglobin: value('haemoglobin')!,
    ...(Object.keys(measured).length > 0 && { saturations: measured }),
  }
}
